from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.sealing import unseal
from avow.web.surveys.models import Intake
from avow.web.surveys.permissions import check_import_responses


@transaction.atomic
def read_refused(*, by: Person, intake: Intake) -> list[tuple[int, str, str, str]]:
    """Return the rows that were not taken: row, column, reason, and the row itself as CSV.

    That somebody read them is kept with the same act.
    """
    check_import_responses(by)
    record(by=by, verb="refused-rows.read", on=intake, rows=intake.refused)
    return [
        (row.row, row.column, row.reason, unseal(row.sealed, context=row.context))
        for row in intake.refused_rows.all()
    ]
