from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.models import Intake
from avow.web.surveys.permissions import check_import_responses
from avow.web.surveys.policies import check_file_waits


@transaction.atomic
def throw_away_file(*, by: Person, intake: Intake) -> None:
    """Delete a file of answers that was not taken in.

    Raises:
        IllegalMoveError: its answers are here already.
    """
    check_import_responses(by)
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    check_file_waits(intake)
    record(by=by, verb="answers-file.thrown-away", on=intake, survey=str(intake.survey_id))
    intake.delete()
