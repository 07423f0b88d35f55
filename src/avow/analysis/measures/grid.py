"""Every unit by every period: a quiet month is a zero, an unloaded month is a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.engine import Facts
from avow.analysis.measures.crossings import AREA_COLUMNS
from avow.analysis.measures.periods import MONTHS_IN, first_day

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

NOT_KNOWN = "Not known"
_BETWEEN, _MISSING = "\x1f", "\U0010ffff"  # a missing name sorts after every name
_MONTHS_BEFORE_1970 = 1970 * 12


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


@dataclass
class Grid:
    """Units (rows) by periods (columns); counts are NaN where no facts were loaded."""

    by: str
    period: str
    units: list[Unit]
    starts: list[date]
    numerator: Array
    denominator: Array
    months: Integers
    notes: npt.NDArray[np.object_]

    def note(self, where: npt.NDArray[np.bool_], text: str) -> None:
        """Add ``text`` to the note of every cell ``where`` it applies."""
        self.notes[where] += text + " "

    @property
    def complete(self) -> npt.NDArray[np.bool_]:
        """Cells whose every month has been loaded."""
        return np.equal(self.months, MONTHS_IN[self.period])


def keys(rows: pa.Table, columns: Iterable[str]) -> pa.ChunkedArray:
    """Return one string per row that names its area and sorts missing names last."""
    return pc.binary_join_element_wise(
        *(rows[c].cast(pa.string()) for c in columns),
        _BETWEEN,
        null_handling="replace",
        null_replacement=_MISSING,
    )


def key(unit: Unit, by: str) -> str:
    """Return the string that ``keys`` gives the rows of ``unit``."""
    return _BETWEEN.join(getattr(unit, c) or _MISSING for c in AREA_COLUMNS[by])


def months_loaded(facts: Facts, tables: Iterable[str]) -> dict[str, set[int]]:
    """Return, by force, the months (see ``periods.number``) that every table has facts for."""
    loaded: dict[str, set[int]] = {}
    for position, name in enumerate(n for n in tables if n != "population"):
        table = facts.table(name)
        rows = table.select("force", "month_recorded").distinct().to_pyarrow()
        here: dict[str, set[int]] = {}
        for force, month in zip(
            rows["force"].to_pylist(), _positions(rows["month_recorded"], "month"), strict=True
        ):
            here.setdefault(force, set()).add(int(month))
        loaded = here if position == 0 else {f: loaded[f] & here[f] for f in loaded if f in here}
    return loaded


def build(rows: pa.Table, loaded: dict[str, set[int]], by: str, period: str) -> Grid:
    """Lay the sums ``rows`` (see ``expressions``) out by unit and period."""
    found = keys(rows, AREA_COLUMNS[by]).combine_chunks().dictionary_encode()
    names = found.dictionary.to_pylist()
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    unit_of = rank[found.indices.to_numpy(zero_copy_only=False)]
    units = _units([names[i] for i in order], by)

    step = MONTHS_IN[period]
    months = [m for force in loaded.values() for m in force]
    first, last = (min(months) // step, max(months) // step) if months else (0, -1)
    starts = [first_day(p, period) for p in range(first, last + 1)]
    inside = _positions(rows["start"], period) - first
    coverage = _coverage(units, loaded, first, len(starts), step)
    return Grid(
        by=by,
        period=period,
        units=_held(units, unit_of, inside, rows, by),
        starts=starts,
        numerator=_laid(rows, "numerator", unit_of, inside, coverage),
        denominator=_laid(rows, "denominator", unit_of, inside, coverage),
        months=coverage,
        notes=np.full(coverage.shape, "", dtype=object),
    )


def _positions(days: pa.ChunkedArray, period: str) -> Integers:
    months = days.cast(pa.date32()).to_numpy().astype("datetime64[M]").astype(np.int64)
    return np.asarray((months + _MONTHS_BEFORE_1970) // MONTHS_IN[period], dtype=np.int64)


def _units(names: list[str], by: str) -> list[Unit]:
    units = []
    for name in names:
        parts = [None if part == _MISSING else part for part in name.split(_BETWEEN)]
        named = dict(zip(AREA_COLUMNS[by], parts, strict=True))
        units.append(
            Unit(name.split(_BETWEEN)[0], named.get("bcu"), named.get("borough"), named.get("ward"))
        )
    return units


def _held(
    units: list[Unit], unit_of: Integers, inside: Integers, rows: pa.Table, by: str
) -> list[Unit]:
    """Name the command unit that most recently held each borough's or ward's cases."""
    if by not in {"borough", "ward"}:
        return units
    named = rows["holder"].is_valid().to_numpy()
    held = np.array(rows["holder"].to_pylist(), dtype=object)
    in_time = np.argsort(inside, kind="stable")
    in_time = in_time[named[in_time]]
    holder = np.full(len(units), None, dtype=object)
    holder[unit_of[in_time]] = held[in_time]  # of several rows of a unit the last one stays
    return [
        Unit(u.force, holder[i] if u.borough else None, u.borough, u.ward)
        for i, u in enumerate(units)
    ]


def _coverage(
    units: list[Unit], loaded: dict[str, set[int]], first: int, periods: int, step: int
) -> Integers:
    by_force = {
        force: np.bincount([m // step - first for m in sorted(months)], minlength=periods)
        for force, months in loaded.items()
    }
    nothing = np.zeros(periods, dtype=np.int64)
    rows = [by_force.get(unit.force, nothing) for unit in units]
    return np.asarray(rows, dtype=np.int64).reshape(len(units), periods)


def _laid(
    rows: pa.Table, column: str, unit_of: Integers, inside: Integers, coverage: Integers
) -> Array:
    cells = np.full(coverage.shape, np.nan)
    if column in rows.column_names:
        cells[coverage > 0] = 0
        here = (inside >= 0) & (inside < coverage.shape[1])
        cells[unit_of[here], inside[here]] = rows[column].to_numpy()[here]
        cells[coverage == 0] = np.nan
    return cells
