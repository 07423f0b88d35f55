import csv
import io

from django.db import transaction
from django.utils.translation import gettext as _

from avow.analysis.text import concerns
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.sealing import unseal
from avow.web.core.spreadsheets import as_csv
from avow.web.surveys.models import Intake
from avow.web.surveys.permissions import check_import_responses, sees_disclosures

# A cell of so many letters that is not English is somebody's own words, which nobody has read.
_WORDS = 80


@transaction.atomic
def read_refused(*, by: Person, intake: Intake) -> list[tuple[int, str, str, str]]:
    """Return the rows that were not taken: row, column, reason, and the row itself as CSV.

    That somebody read them is kept with the same act. What may disclose abuse goes out only to a
    trained reader, and to whoever brought the file; others get the row without its cells.
    """
    check_import_responses(by)
    whole = by.pk == intake.imported_by_id or sees_disclosures(by)
    record(by=by, verb="refused-rows.read", on=intake, rows=intake.refused, whole=whole)
    found = []
    for row in intake.refused_rows.all():
        reason, cells = row.reason, unseal(row.sealed, context=row.context)
        if not whole and _may_disclose(cells):
            reason = f"{reason} {_('Its cells are for a trained reader.')}"
            cells = _emptied(cells)
        found.append((row.row, row.column, reason, cells))
    return found


def _rows(cells: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(cells.removeprefix("\ufeff"))))


def _may_disclose(cells: str) -> bool:
    return any(
        sign.why != concerns.LANGUAGE or len(cell) > _WORDS
        for line in _rows(cells)[1:]
        for cell in line
        for sign in concerns.find(cell)
    )


def _emptied(cells: str) -> str:
    head, line = _rows(cells)
    return as_csv(head, [[""] * len(line)])
