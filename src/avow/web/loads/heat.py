"""The data gaps page: how full every column is, by unit or month, as a table of shades."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis import feeds
from avow.analysis.engine.layout import files
from avow.analysis.feeds import Newest
from avow.analysis.feeds.completeness import UNITS
from avow.analysis.tables import TABLES
from avow.web.loads.words import column_name, meaning, table_name

PERIODS = ("month", "quarter", "year")
# Columns of a table on a page: more do not fit, older ones are in the file.
MOST_PERIODS = 12
_SHADES = (0.5, 0.8, 0.95, 1)


@dataclass(frozen=True)
class Asked:
    """What somebody asked to see: one table, one column or all, one unit or all."""

    table: str
    by: str = "bcu"
    period: str = "month"
    column: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Shade:
    """A cell: what it says, which of five shades it has, and what it is a share of."""

    text: str
    shade: str
    title: str = ""


@dataclass(frozen=True)
class Heat:
    """The page's table: each row is a column of the facts, or a unit."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[Shade]]]
    units: Sequence[str] = ()
    columns: Sequence[tuple[str, str]] = ()
    behind: Sequence[Newest] = field(default_factory=list)


def tables() -> list[tuple[str, str]]:
    """Return the tables that something is loaded into and that have columns which may be empty."""
    return [
        (name, table_name(name))
        for name, table in TABLES.items()
        if table.when
        and any(column.nullable for column in table.columns().values())
        and files(settings.DATA_FOLDER, name)
    ]


def asked(given: Mapping[str, str], known: Sequence[tuple[str, str]]) -> Asked | None:
    """Return what a query string asks for, what it leaves out or gets wrong by default."""
    names = [name for name, _label in known]
    if not names:
        return None
    table = given.get("table", "")
    table = table if table in names else names[0]
    by, period = given.get("by", ""), given.get("period", "")
    return Asked(
        table=table,
        by=by if by in UNITS else "bcu",
        period=period if period in PERIODS else "month",
        column=given.get("column", ""),
        unit=given.get("unit", ""),
    )


def heat(what: Asked, today: dt.date) -> Heat:
    """Return the table of shades that was asked for."""
    rows = rows_of(what)
    units = sorted({row["unit"] for row in rows})
    columns = list(dict.fromkeys(row["column"] for row in rows))
    column = what.column if what.column in columns else ""
    unit = what.unit if what.unit in units else ""
    chosen = [row for row in rows if not column or row["column"] == column]
    chosen = [row for row in chosen if not unit or row["unit"] == unit]
    starts = sorted({row["start"] for row in chosen if row["start"]}, reverse=True)[:MOST_PERIODS]
    by_unit = bool(column)
    cells: dict[tuple[str, Any], list[int]] = {}
    for row in chosen:
        name = row["unit"] if by_unit else row["column"]
        held = cells.setdefault((name, row["start"]), [0, 0])
        held[0] += row["rows"]
        held[1] += row["filled"]
    shown = [
        (
            (_unit(name), "") if by_unit else (column_name(name), meaning(what.table, name)),
            [
                _shade(*cells.get((name, start), (0, 0)), gap=_is_gap(what.table, column or name))
                for start in starts
            ],
        )
        for name in (([unit] if unit else units) if by_unit else columns)
    ]
    return Heat(
        caption=_caption(what, column, unit),
        heads=[_period(start, what.period) for start in starts],
        rows=[(name, note, shades) for (name, note), shades in shown],
        units=[name for name in units if name],
        columns=[(name, column_name(name)) for name in columns],
        behind=feeds.newest(settings.DATA_FOLDER, what.table, what.by, today),
    )


def rows_of(what: Asked) -> list[dict[str, Any]]:
    """Return the counted rows of a table: column, unit, start, rows, filled, share."""
    found = feeds.completeness(settings.DATA_FOLDER, what.table, what.by, what.period).to_pylist()
    return [row | {"unit": row["unit"] or ""} for row in found]


def _is_gap(table: str, column: str) -> bool:
    """Return whether an empty cell of a column is a gap, and not an answer."""
    known = TABLES[table].columns().get(column)
    return known is None or not known.told_by_empty


def _shade(rows: int, filled: int, *, gap: bool = True) -> Shade:
    if not rows:
        return Shade("–", "none", _("no rows"))
    share = filled / rows
    place = str(sum(share >= step for step in _SHADES)) if gap else "none"
    said = _("%(filled)s of %(rows)s") % {"filled": f"{filled:,}", "rows": f"{rows:,}"}
    near = f"{share:.0%}" if share in (0, 1) or 0.01 <= share < 0.995 else _near(share)
    return Shade(near, place, said)


def _near(share: float) -> str:
    """Return a share that rounding would call none or all."""
    return "<1%" if share < 0.5 else ">99%"


def _unit(name: str) -> str:
    return name or _("Not known")


def _period(start: dt.date, period: str) -> str:
    if period == "year":
        return str(start.year)
    if period == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"{start:%b} {start:%y}"


def _caption(what: Asked, column: str, unit: str) -> str:
    words = {"table": table_name(what.table), "column": column_name(column), "unit": unit}
    if column and unit:
        return _("%(table)s: %(column)s in %(unit)s, share filled") % words
    if column:
        return _("%(table)s: %(column)s, share filled by unit") % words
    if unit:
        return _("%(table)s in %(unit)s: share of each column that is filled") % words
    return _("%(table)s: share of each column that is filled") % words
