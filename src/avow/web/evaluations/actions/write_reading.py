from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.uploads import with_plain_lines
from avow.web.evaluations.models import Evaluation, Reading
from avow.web.evaluations.permissions import check_edit_evaluations
from avow.web.evaluations.policies import check_registered


@transaction.atomic
def write_reading(*, by: Person, evaluation: Evaluation, text: str) -> Reading:
    """Write what the findings mean, in one's own words. Earlier words stay; no run changes them.

    Raises:
        IllegalMoveError: the plan is not registered.
    """
    check_edit_evaluations(by)
    check_registered(evaluation)
    reading = Reading.objects.create(
        evaluation=evaluation, text=with_plain_lines(text).strip(), written_by=by
    )
    record(by=by, verb="evaluation.read-in-words", on=reading, evaluation=str(evaluation.pk))
    return reading
