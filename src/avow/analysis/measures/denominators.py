"""Denominators that the counted facts do not carry themselves."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from avow.analysis.engine import Facts
from avow.analysis.measures.conditions import holds
from avow.analysis.measures.counting import Names
from avow.analysis.measures.crossings import AREA_COLUMNS
from avow.analysis.measures.definition import Definition
from avow.analysis.measures.grid import Array, Grid, Unit
from avow.analysis.measures.groups import COUNTED_BY, Group
from avow.analysis.measures.periods import first_day, number, require_period
from avow.analysis.measures.registry import residents_of

# Further away than this an estimate of residents says too little about the year.
NEAREST_WITHIN = 5


def residents(grid: Grid, facts: Facts, asked: Definition, group: Group = ()) -> Array:
    """Return the residents of each unit in each period's year, or in the nearest year known.

    Of each group, where the measure is split by a characteristic of people. The nearest year is
    used (the earlier of two equally near) so that recent figures can be shown before their
    estimate is published; the note of such a cell names the year. Without an estimate within
    ``NEAREST_WITHIN`` years there is NaN and a note.
    """
    within = [i for i, part in enumerate(group) if part.column in COUNTED_BY]
    columns = tuple(group[i].column for i in within)
    estimates = _estimates(facts, grid.by, asked, columns)
    found = np.full(grid.months.shape, np.nan)
    for row, unit in enumerate(grid.units):
        people = tuple(grid.groups[row][i] for i in within)
        years = estimates.get((_area(unit, grid.by), people), {})
        if not years:
            grid.note(_cells(grid, row), _why_none(unit, grid.by, people))
            continue
        for column, start in enumerate(grid.starts):
            year = _year_of(start, grid.period)
            near = _nearest(year, years)
            if abs(near - year) > NEAREST_WITHIN:
                grid.note(_cells(grid, row, column), "No rate: no estimate of residents is near.")
                continue
            found[row, column] = years[near]
            if near != year:
                grid.note(
                    _cells(grid, row, column), f"Residents of {near}, the nearest year known."
                )
    return found


def _year_of(start: date, period: str) -> int:
    """Return the year that holds the middle of a period."""
    return first_day(number(start, "month") + require_period(period) // 2, "month").year


def _why_none(unit: Unit, by: str, people: Names) -> str:
    if not unit.known(by):
        return "No rate: the place is not known."
    if None in people:
        return "No rate: the group is not known."
    return "No rate: how many residents the place has is not known."


def year_before(grid: Grid) -> Array:
    """Return each unit's count in the same period a year before; NaN and a note where none is.

    A period that is not complete, or whose year before is not, is not compared.
    """
    back = 12 // require_period(grid.period)
    earlier = np.full(grid.numerator.shape, np.nan)
    whole = np.zeros(grid.numerator.shape, dtype=bool)
    earlier[:, back:] = grid.numerator[:, :-back]
    whole[:, back:] = grid.complete[:, :-back]
    grid.note(~whole & grid.complete, "Not compared: the year before is not fully loaded.")
    grid.note(~grid.complete, "Not compared.")
    earlier[~(whole & grid.complete)] = np.nan
    return earlier


def _nearest(year: int, known: Iterable[int]) -> int:
    return min(known, key=lambda other: (abs(other - year), other))


def _cells(grid: Grid, row: int, column: int | None = None) -> npt.NDArray[np.bool_]:
    where = np.zeros(grid.months.shape, dtype=bool)
    where[row, slice(None) if column is None else column] = True
    return where


def _area(unit: Unit, by: str) -> Names:
    return tuple(getattr(unit, column) for column in AREA_COLUMNS[by])


def _estimates(
    facts: Facts, by: str, asked: Definition, columns: tuple[str, ...]
) -> dict[tuple[Names, Names], dict[int, int]]:
    """Return residents by year, of each area and group."""
    where = residents_of(asked.tables, asked.parameters, asked.id)
    detailed = bool(columns or where or "population" not in asked.tables)
    table = facts.table("population_by_group" if detailed else "population")
    for condition in where:
        table = table.filter(holds(condition, table))
    by_all = list(dict.fromkeys([*AREA_COLUMNS[by], *columns, "year"]))
    rows = table.group_by(by_all).aggregate(residents=table.residents.sum().cast("int64"))
    estimates: dict[tuple[Names, Names], dict[int, int]] = {}
    for row in rows.to_pyarrow().to_pylist():
        place = tuple(row[c] for c in AREA_COLUMNS[by])
        people = tuple(row[c] for c in columns)
        estimates.setdefault((place, people), {})[row["year"]] = row["residents"]
    return estimates
