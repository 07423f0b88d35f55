from typing import Any

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.actions.settle import settle
from avow.web.consultation.models import Submission
from avow.web.consultation.permissions import check_read_submission


@transaction.atomic
def read_submission(*, by: Person, submission: Submission, **where: Any) -> Submission:
    """Return the submission with its text; that somebody read it is kept with the same act.

    ``where`` says in small words what was opened, for example ``page="answer"``.
    """
    check_read_submission(by)
    submission = Submission.objects.select_related("version__plan").get(pk=submission.pk)
    record(by=by, verb="submission.read", on=submission, **where)
    settle(submission, opened=True)
    return submission
