"""Denominators that the counted facts do not carry themselves."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from avow.analysis.engine import Facts
from avow.analysis.measures.crossings import AREA_COLUMNS
from avow.analysis.measures.grid import Array, Grid, key, keys
from avow.analysis.measures.periods import MONTHS_IN

# Further away than this an estimate of residents says too little about the year.
NEAREST_WITHIN = 5


def residents(grid: Grid, facts: Facts) -> Array:
    """Return the residents of each unit in each period's year, or in the nearest year known.

    The nearest year is used (the earlier of two equally near) so that recent figures can be shown
    before their estimate is published; the note of such a cell names the year. Without an
    estimate within ``NEAREST_WITHIN`` years there is NaN and a note.
    """
    estimates = _estimates(facts, grid.by)
    found = np.full(grid.numerator.shape, np.nan)
    for row, unit in enumerate(grid.units):
        years = estimates.get(key(unit, grid.by), {})
        if not unit.known(grid.by) or not years:
            grid.note(
                _cells(grid, row),
                "No rate: how many residents the place has is not known."
                if unit.known(grid.by)
                else "No rate: the place is not known.",
            )
            continue
        for column, start in enumerate(grid.starts):
            near = _nearest(start.year, years)
            if abs(near - start.year) > NEAREST_WITHIN:
                grid.note(_cells(grid, row, column), "No rate: no estimate of residents is near.")
                continue
            found[row, column] = years[near]
            if near != start.year:
                grid.note(
                    _cells(grid, row, column), f"Residents of {near}, the nearest year known."
                )
    return found


def year_before(grid: Grid) -> Array:
    """Return each unit's count in the same period a year before; NaN and a note where none is.

    A period that is not complete, or whose year before is not, is not compared.
    """
    back = 12 // MONTHS_IN[grid.period]
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
    where = np.zeros(grid.numerator.shape, dtype=bool)
    where[row, slice(None) if column is None else column] = True
    return where


def _estimates(facts: Facts, by: str) -> dict[str, dict[int, int]]:
    columns = [*AREA_COLUMNS[by], "year"]
    table = facts.table("population")
    rows = table.group_by(columns).aggregate(residents=table.residents.sum().cast("int64"))
    found = rows.to_pyarrow()
    estimates: dict[str, dict[int, int]] = {}
    for place, year, people in zip(
        keys(found, AREA_COLUMNS[by]).to_pylist(),
        found["year"].to_pylist(),
        found["residents"].to_pylist(),
        strict=True,
    ):
        estimates.setdefault(place, {})[year] = people
    return estimates
