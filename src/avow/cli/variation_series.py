"""Series of a file, and what their control charts say together."""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from avow.cli.table_file import refuse
from avow.cli.variation_file import Rows, series
from avow.cli.variation_options import Kind

if TYPE_CHECKING:
    from avow.analysis.variation import ControlChart

_COUNTS = frozenset({Kind.p, Kind.p_laney, Kind.c, Kind.u, Kind.u_laney})


def days_between_or_values(
    file: Path, kind: Kind, unit: str, period: str, value: str, size: str
) -> dict[str, Any]:
    """Return each unit's periods, values and sizes; of dates alone, the days between them."""
    if value or kind is not Kind.t:
        column = value or "value"
        rows = Rows(file, (unit, period, column, size))
        counts, events = kind in _COUNTS, kind in (Kind.t, Kind.g)
        return series(rows, unit, period, column, size, add_up=counts, gaps=not events)
    rows = Rows(file, (unit, period))
    return _between_dates(rows, unit, period)


def _between_dates(rows: Rows, unit: str, period: str) -> dict[str, Any]:
    from datetime import date

    days: dict[str, list[date]] = {}
    for row, (name, cell) in enumerate(
        zip(rows.names(unit), rows.periods(period), strict=True), start=2
    ):
        try:
            days.setdefault(name, []).append(date.fromisoformat(cell[:10]))
        except ValueError:
            refuse(
                f"{rows.file}, row {row}, column {period}: “{cell}” is no date; write 2024-06-30 "
                "or 30/06/2024."
            )
    made = {}
    for name, found in days.items():
        found.sort()
        gaps = [float((b - a).days) for a, b in pairwise(found)]
        made[name] = ([f"{day}" for day in found[1:]], gaps, None)
    return made


def words_and_table(made: dict[str, "ControlChart"]) -> tuple[dict[str, Any], Any]:
    """Return the words and the table of all charts; the words of one are those of the chart."""
    import pyarrow as pa

    tables = [
        each.table.add_column(0, "unit", pa.array([name] * each.table.num_rows, pa.string()))
        for name, each in made.items()
    ]
    about: dict[str, Any] = {"sentences": []}
    for name, each in made.items():
        verdicts = each.table["verdict"].to_pylist()
        said = [s for s, v in zip(each.sentences, verdicts, strict=True) if v == "signal"]
        if len(made) == 1:
            about["summary"], about["sentences"] = each.summary, said or list(each.sentences[-1:])
        else:
            newest = each.sentences[-1:]
            about["sentences"].append(" ".join([f"{name}: {each.summary}", *newest]))
    if len(made) > 1:
        signals = sum("signal" in each.table["verdict"].to_pylist() for each in made.values())
        about["summary"] = f"{signals} of {len(made)} units have signals."
    first = next(iter(made.values()))
    about["method"] = first.method
    about["cautions"] = list(first.cautions) if len(made) == 1 else list(first.cautions[:2])
    shifts = {
        name: {"period": s.period, "before": s.before, "after": s.after, "width": s.width}
        for name, each in made.items()
        if (s := each.shift) is not None
    }
    return about | {"suggested_phases": shifts}, pa.concat_tables(tables)
