from django.db import transaction

from avow.analysis.responses.exports import Export
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys import importing
from avow.web.surveys.models import Intake
from avow.web.surveys.permissions import check_import_responses
from avow.web.surveys.policies import check_file_waits


@transaction.atomic
def open_file(*, by: Person, intake: Intake) -> Export:
    """Return what a waiting file holds; that somebody opened it is kept with the same act.

    Raises:
        IllegalMoveError: it is taken in already, and gone.
    """
    check_import_responses(by)
    check_file_waits(intake)
    export = importing.export_of(intake)
    record(by=by, verb="answers-file.opened", on=intake, survey=str(intake.survey_id))
    return export
