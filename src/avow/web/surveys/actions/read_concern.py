from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.models import Concern
from avow.web.surveys.permissions import check_read_concerns


@transaction.atomic
def read_concern(*, by: Person, concern: Concern) -> Concern:
    """Return a concern with its answer, for a trained reader; that they read it is kept.

    Raises:
        Concern.DoesNotExist: its author took the answer back meanwhile.
    """
    check_read_concerns(by)
    found = Concern.objects.select_related(
        "answer__question__survey", "answer__response", "read_by"
    ).get(pk=concern.pk)
    record(by=by, verb="concern.read", on=found, answer=str(found.answer_id))
    return found
