"""Every unit (and group) by every period: a quiet month is a zero, an unloaded month is a gap."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from avow.analysis.measures import groups
from avow.analysis.measures.counting import Counted, Integers, Names
from avow.analysis.measures.crossings import AREA_COLUMNS
from avow.analysis.measures.groups import NOT_KNOWN, Group
from avow.analysis.measures.periods import first_day, position, require_period
from avow.analysis.measures.tallies import Plan, Source, Tally

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Tables that can truly have nothing for a month: between their first and last, no row is a zero.
SPARSE = {"steps", "training", "engagement"}


@dataclass(frozen=True)
class Unit:
    """An area that a figure is about; a part that is not known is None."""

    force: str
    bcu: str | None = None
    borough: str | None = None
    ward: str | None = None

    def label(self, by: str) -> str:
        """Return the name to show: a ward's with its borough, since wards share names."""
        if by == "ward" and self.borough is not None:
            return f"{self.ward or NOT_KNOWN} ({self.borough})"
        return getattr(self, by) or NOT_KNOWN

    def known(self, by: str) -> bool:
        """Return whether the place is known."""
        return getattr(self, by) is not None


@dataclass(frozen=True)
class Histogram:
    """How often each value was found in each cell; ``cell`` counts cells row by row."""

    cell: Integers
    value: Integers
    count: Integers

    def without(self, cells: Flags) -> "Histogram":
        """Return the histogram without the flagged cells."""
        kept = ~cells[self.cell]
        return Histogram(self.cell[kept], self.value[kept], self.count[kept])


@dataclass
class Grid:
    """Units, perhaps split by group (rows), by periods (columns); NaN where no facts were loaded.

    ``units`` and ``groups`` say what each row is about, ``sums`` holds a count by what it is for.
    ``recent`` are the cells that were emptied since their cases have not had the time, ``partial``
    those of a month whose last days are not loaded. ``whole_cases`` is false where people of one
    case were counted in a part of the cases.
    """

    by: str
    period: str
    units: list[Unit]
    groups: list[Names]
    starts: list[date]
    sums: dict[str, Array]
    histogram: Histogram | None
    months: Integers
    notes: npt.NDArray[np.object_]
    recent: Flags | None = None
    partial: Flags | None = None
    whole_cases: bool = True

    @property
    def numerator(self) -> Array:
        """What is counted; NaN throughout where the measure counts nothing above a line."""
        return self.sums.get("numerator", np.full(self.months.shape, np.nan))

    @property
    def denominator(self) -> Array:
        """What it is counted against; NaN throughout where the facts do not carry it."""
        return self.sums.get("denominator", np.full(self.months.shape, np.nan))

    def note(self, where: Flags, text: str) -> None:
        """Add ``text`` to the note of every cell ``where`` it applies."""
        self.notes[where] += text + " "

    @property
    def complete(self) -> Flags:
        """Cells whose every month has been loaded to its end."""
        whole = np.equal(self.months, require_period(self.period))
        return whole if self.partial is None else whole & ~self.partial


def months_loaded(plan: Plan, counted: Mapping[Source, Counted]) -> dict[str, set[int]]:
    """Return, by force, the months (see ``periods.number``) that every table has facts for."""
    loaded: dict[str, set[int]] = {}
    for nth, name in enumerate(plan.covered_by):
        found = counted[Source(name)]
        here: dict[str, set[int]] = {}
        for force in {names[0] for names in found.areas}:
            of_force = [i for i, names in enumerate(found.areas) if names[0] == force]
            months = set(np.unique(found.month[np.isin(found.area, of_force)]).tolist())
            here[str(force)] = _without_holes(months) if name in SPARSE else months
        loaded = here if nth == 0 else {f: loaded[f] & here[f] for f in loaded if f in here}
    return loaded


def _without_holes(months: set[int]) -> set[int]:
    return set(range(min(months), max(months) + 1)) if months else months


def build(
    plan: Plan, counted: Mapping[Source, Counted], by: str, period: str, group: Group
) -> Grid:
    """Lay counts out by unit, group and period."""
    sources = [counted[source] for source in plan.sources()]
    loaded = months_loaded(plan, counted)
    every = {names for found in sources for names in found.areas}
    areas = sorted(every, key=lambda names: [(n is None, n or "") for n in names])
    listed = groups.listed(group, plan.covered_by[0])
    split = sorted(
        {names for found in sources for names in found.groups},
        key=lambda names: groups.in_order(names, listed),
    )
    reached = [position(m, period) for force in loaded.values() for m in force]
    first, last = min(reached, default=0), max(reached, default=-1)
    units = _held([_unit(names, by) for names in areas], areas, sources, by)
    each = len(split)
    laid = Grid(
        by=by,
        period=period,
        units=[unit for unit in units for _ in split],
        groups=split * len(units),
        starts=[first_day(p, period) for p in range(first, last + 1)],
        sums={},
        histogram=None,
        months=_coverage(units, loaded, first, last + 1 - first, period).repeat(each, axis=0),
        notes=np.full((len(units) * each, last + 1 - first), "", dtype=object),
        whole_cases=all(found.whole for found in sources),
    )
    lay = _Laying(areas, split, first, period, laid.months, loaded if plan.how == "last" else None)
    for role, tally in plan.tallies.items():
        found = counted[tally.source]
        if role == "values":
            laid.histogram = lay.histogram(found, tally)
        else:
            laid.sums[role] = lay.sum(found, tally)
    return laid


@dataclass(frozen=True)
class _Laying:
    """Where the rows of a query lie in the grid. With ``last``, only the last month of a period."""

    areas: list[Names]
    split: list[Names]
    first: int
    period: str
    coverage: Integers
    last: dict[str, set[int]] | None

    def sum(self, found: Counted, tally: Tally) -> Array:
        """Return the counts of ``tally``; a loaded month without any is 0."""
        cell, here = self._cells(found)
        flat = np.bincount(
            cell[here], weights=found.sums[tally][here], minlength=self.coverage.size
        )
        return np.where(self.coverage > 0, flat.reshape(self.coverage.shape), np.nan)

    def histogram(self, found: Counted, tally: Tally) -> Histogram:
        """Return the counts of ``tally`` by cell and value, sorted by both, of loaded months."""
        cell, here = self._cells(found)
        here &= found.sums[tally] > 0
        here[here] &= self.coverage.ravel()[cell[here]] > 0
        order = np.lexsort((found.values[here], cell[here]))
        return Histogram(
            cell[here][order], found.values[here][order], found.sums[tally][here][order]
        )

    def _cells(self, found: Counted) -> tuple[Integers, Flags]:
        """Return the cell of each row, and which rows have one."""
        row_of = {names: i for i, names in enumerate(self.areas)}
        column_of = {names: i for i, names in enumerate(self.split)}
        area = np.array([row_of[names] for names in found.areas], dtype=np.int64)
        group = np.array([column_of[names] for names in found.groups], dtype=np.int64)
        rows = area[found.area] * len(self.split) + group[found.group]
        columns = position(found.month, self.period) - self.first
        periods = self.coverage.shape[1]
        here = (columns >= 0) & (columns < periods)
        if self.last is not None:
            here &= self._last_of_period(found)
        return np.asarray(rows * periods + columns, dtype=np.int64), np.asarray(here, dtype=bool)

    def _last_of_period(self, found: Counted) -> Flags:
        ends: dict[tuple[str, int], int] = {}
        for force, months in (self.last or {}).items():
            for month in sorted(months):
                ends[force, position(month, self.period)] = month
        last = {(force, month) for (force, _), month in ends.items()}
        known: dict[Any, bool] = {}
        keep = []
        for area, month in zip(found.area.tolist(), found.month.tolist(), strict=True):
            key = (found.areas[area][0], month)
            keep.append(known.setdefault(key, key in last))
        return np.array(keep, dtype=bool)


def _unit(names: Names, by: str) -> Unit:
    named = dict(zip(AREA_COLUMNS[by], names, strict=True))
    return Unit(str(names[0]), named.get("bcu"), named.get("borough"), named.get("ward"))


def _held(units: list[Unit], areas: list[Names], sources: list[Counted], by: str) -> list[Unit]:
    """Name the command unit that most recently held each borough's or ward's cases."""
    if by not in {"borough", "ward"}:
        return units
    latest: dict[Names, tuple[int, str]] = {}
    for found in sources:
        if found.holder is None:
            continue
        named = np.flatnonzero(found.holder != np.array(None))
        # Of several rows of an area the last by month stays.
        in_time = named[np.lexsort((found.holder[named].astype(str), found.month[named]))]
        last = dict(zip(found.area[in_time].tolist(), in_time.tolist(), strict=True))
        for area, row in last.items():
            names, held = found.areas[area], (int(found.month[row]), str(found.holder[row]))
            latest[names] = max(latest.get(names, held), held)
    return [
        replace(unit, bcu=latest[names][1]) if unit.borough and names in latest else unit
        for unit, names in zip(units, areas, strict=True)
    ]


def _coverage(
    units: list[Unit], loaded: dict[str, set[int]], first: int, periods: int, period: str
) -> Integers:
    by_force = {
        force: np.bincount([position(m, period) - first for m in sorted(months)], minlength=periods)
        for force, months in loaded.items()
    }
    nothing = np.zeros(periods, dtype=np.int64)
    rows = [by_force.get(unit.force, nothing) for unit in units]
    return np.asarray(rows, dtype=np.int64).reshape(len(units), periods)
