"""Gaps, each named with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import exp

import numpy as np

from avow import definitions as files
from avow.analysis.measures.counting import Counted
from avow.analysis.measures.grid import SPARSE, Array, Flags, Grid
from avow.analysis.measures.periods import (
    WHOLE_MONTHS,
    first_day,
    number,
    plain,
    position,
    require_period,
)
from avow.analysis.measures.tallies import Plan, Source
from avow.analysis.tables import TABLES

# Columns of the day of each row; a snapshot (as_at) stands for its month whatever its day.
_BY_DAY = ("recorded_on", "searched_on", "held_on", "completed_on")
# A month's end without rows is taken for not loaded where chance leaves so many days empty less
# often than this, at the force's rate of rows a day over the last 12 months.
_BY_CHANCE = 0.01
# Occasions and courses come in bunches, and not in August: their month ends too early only where
# none of so many months before it ended as early.
_MONTHS_BEFORE = 24
_LEAST_BEFORE = 6
# Fewer days on which something came of a case do not say how often that is.
_LEAST_REACHED = 30


@dataclass(frozen=True)
class Reach:
    """Up to which day it is known what became of cases; ``why`` names the table that ends it."""

    day: date
    why: str = ""


def note_coverage(laid: Grid) -> None:
    """Say where no facts are loaded, and where only some months of a period are."""
    size = require_period(laid.period)
    laid.note(laid.months == 0, "No facts are loaded for this period.")
    for have in range(1, size):
        laid.note(
            laid.months == have,
            f"Covers {have} of {size} months: do not compare it with a full {plain(laid.period)}.",
        )


def newest_days(plan: Plan, counted: Mapping[Source, Counted]) -> dict[str, Reach]:
    """Return, by force, the newest day that the measure's tables have facts for.

    A table of what became of cases that ends long before the newest case ends it for all: what
    came after is not known, however long ago.
    """
    newest: dict[str, date] = {}
    for name in plan.covered_by:
        found = counted[Source(name)]
        whole = TABLES[name].when in WHOLE_MONTHS
        for force, here in _by_force(found):
            day = _month_end(int(found.month[here].max())) if whole else _newest(found, here)
            newest[force] = max(newest.get(force, day), day)
    known = {force: Reach(day) for force, day in newest.items()}
    for name in plan.covered_by:
        for force, day in _ends_behind(counted[Source(name)], newest).items():
            if day < known[force].day:
                known[force] = Reach(day, f"{name} are loaded to {day:%-d %B %Y} only")
    return known


def _ends_behind(found: Counted, newest: Mapping[str, date]) -> dict[str, date]:
    """Return the last day on which anything came of a case, where chance does not explain it."""
    behind = {}
    for force, here in _by_force(found):
        if found.until is None or found.reached is None:
            continue
        reached = int(found.reached[here].sum())
        if reached < _LEAST_REACHED:
            continue
        day = date(1970, 1, 1) + timedelta(days=int(found.until[here].max()))
        days = (day - first_day(int(found.month[here].min()), "month")).days + 1
        if exp(-reached / max(days, 1) * (newest[force] - day).days) < _BY_CHANCE:
            behind[force] = day
    return behind


def partial_months(plan: Plan, counted: Mapping[Source, Counted]) -> dict[str, dict[int, date]]:
    """Return, by force, the months that a table by day ends in too early, and on which day.

    Cases recorded lately have reached few steps: for these see ``newest_days``.
    """
    partial: dict[str, dict[int, date]] = {}
    for name in plan.covered_by:
        if TABLES[name].when not in _BY_DAY or (name in SPARSE and TABLES[name].until):
            continue
        found = counted[Source(name)]
        for force, here in _by_force(found):
            day = _newest(found, here)
            early = _ends_too_early(found, here, day)
            if early and (name not in SPARSE or _earlier_than_ever(found, here, day)):
                partial.setdefault(force, {})[number(day, "month")] = day
    return partial


def _ends_too_early(found: Counted, here: Flags, newest: date) -> bool:
    month = number(newest, "month")
    missing = (_month_end(month) - newest).days
    first = first_day(month - 11, "month")
    assert found.rows is not None  # noqa: S101 - counted with the newest day
    lately = int(found.rows[here & (found.month > month - 12)].sum())
    return exp(-lately / ((newest - first).days + 1) * missing) < _BY_CHANCE


def _earlier_than_ever(found: Counted, here: Flags, newest: date) -> bool:
    """Return whether no month of the last two years ended so many days before its last."""
    month = number(newest, "month")
    before = {}
    for each in np.unique(found.month[here & (found.month >= month - _MONTHS_BEFORE)]).tolist():
        last = _newest(found, here & (found.month == each))
        before[each] = (_month_end(each) - last).days
    missing = before.pop(month)
    return len(before) >= _LEAST_BEFORE and missing > max(before.values())


def _by_force(found: Counted) -> Iterator[tuple[str, Flags]]:
    """Yield every force that rows are of, and which."""
    of_area = np.array([str(names[0]) for names in found.areas], dtype=object)
    for force in dict.fromkeys(of_area.tolist()):
        here = (of_area == force)[found.area]
        if here.any():
            yield force, here


def _newest(found: Counted, here: Flags) -> date:
    assert found.newest is not None  # noqa: S101 - counted for every table by day
    return date(1970, 1, 1) + timedelta(days=int(found.newest[here].max()))


def _month_end(month: int) -> date:
    return first_day(month + 1, "month") - timedelta(days=1)


def note_partial(laid: Grid, partial: Mapping[str, Mapping[int, date]]) -> None:
    """Say where a period's facts end before its last month does; it is not complete then."""
    laid.partial = np.zeros(laid.months.shape, dtype=bool)
    place = {number(start, laid.period): column for column, start in enumerate(laid.starts)}
    for force, months in partial.items():
        rows = np.array([unit.force == force for unit in laid.units], dtype=bool)
        for month, day in months.items():
            column = place.get(position(month, laid.period))
            if column is None:
                continue
            cells = np.zeros(laid.months.shape, dtype=bool)
            cells[rows, column] = laid.months[rows, column] > 0
            said = f"Its facts end on {day:%-d %B %Y}: the {plain(laid.period)} is not whole."
            laid.note(cells, said)
            laid.partial |= cells


def leave_out_too_recent(laid: Grid, days: int, newest: Mapping[str, Reach]) -> None:
    """Empty the cells whose cases have not had ``days`` days since the period's last day."""
    if not days:
        return
    ends = [
        first_day(number(start, laid.period) + 1, laid.period) - timedelta(days=1)
        for start in laid.starts
    ]
    recent = np.zeros(laid.months.shape, dtype=bool)
    for row, unit in enumerate(laid.units):
        last = newest.get(unit.force, Reach(date.min))
        recent[row] = [end + timedelta(days=days) > last.day for end in ends]
    recent &= laid.months > 0
    needed = f"Too recent: cases need {days} day{'s' if days > 1 else ''}"
    for why in {known.why for known in newest.values()}:
        own = [newest.get(unit.force, Reach(date.min)).why == why for unit in laid.units]
        cells = recent & np.array(own, dtype=bool)[:, None]
        laid.note(cells, f"{needed}{f', and {why}' if why else ''}.")
    laid.recent = recent
    for cells in laid.sums.values():
        cells[recent] = np.nan
    if laid.histogram is not None:
        laid.histogram = laid.histogram.without(recent.ravel())


def note_small(laid: Grid, below: Array) -> None:
    """Say where a figure rests on few cases."""
    fewer_than, words = small_numbers()
    laid.note((below > 0) & (below < fewer_than), words)


@cache
def small_numbers() -> tuple[int, str]:
    """Return below how many cases a figure is said to rest on few, and the words that say so."""
    rules = files.read("figures", "default")
    return int(rules["fewer_than"]), str(rules["words"])
