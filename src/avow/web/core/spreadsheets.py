"""Rows as a CSV file that opens well in a spreadsheet, and runs nothing there."""

import csv
import io
from collections.abc import Iterable, Sequence

# With the wide forms that some spreadsheets read like the plain ones.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the rows as CSV, beginning with the mark by which Excel knows UTF-8.

    Text that a spreadsheet would run as a formula has an apostrophe before it; numbers stay as
    they are.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe(cell) for cell in head])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUN) else cell
