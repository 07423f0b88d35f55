"""Gaps, each named with its reason."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import numpy as np

from avow import definitions as files
from avow.analysis.measures.counting import Counted
from avow.analysis.measures.grid import Array, Grid
from avow.analysis.measures.periods import MONTHS_IN, first_day, number
from avow.analysis.measures.tallies import Plan, Source
from avow.analysis.tables import TABLES

# Columns that hold the first day of a month and stand for the whole of it.
_WHOLE_MONTHS = ("month", "month_recorded")


def note_coverage(laid: Grid) -> None:
    """Say where no facts are loaded, and where only some months of a period are."""
    size = MONTHS_IN[laid.period]
    laid.note(laid.months == 0, "No facts are loaded for this period.")
    for have in range(1, size):
        laid.note(
            laid.months == have,
            f"Covers {have} of {size} months: do not compare it with a full {laid.period}.",
        )


def newest_days(plan: Plan, counted: Mapping[Source, Counted]) -> dict[str, date]:
    """Return, by force, the newest day that any of the measure's tables has facts for."""
    newest: dict[str, date] = {}
    for name in plan.covered_by:
        found = counted[Source(name)]
        if found.newest is None:
            continue
        for area, names in enumerate(found.areas):
            days = found.newest[found.area == area]
            day = date(1970, 1, 1) + timedelta(days=int(days.max()))
            if TABLES[name].when in _WHOLE_MONTHS:
                day = first_day(number(day, "month") + 1, "month") - timedelta(days=1)
            force = str(names[0])
            newest[force] = max(newest.get(force, day), day)
    return newest


def leave_out_too_recent(laid: Grid, days: int, newest: Mapping[str, date]) -> None:
    """Empty the cells whose cases have not had ``days`` days since the period's last day."""
    if not days:
        return
    ends = [
        first_day(number(start, laid.period) + 1, laid.period) - timedelta(days=1)
        for start in laid.starts
    ]
    recent = np.zeros(laid.months.shape, dtype=bool)
    for row, unit in enumerate(laid.units):
        last = newest.get(unit.force, date.min)
        recent[row] = [end + timedelta(days=days) > last for end in ends]
    recent &= laid.months > 0
    laid.note(recent, f"Too recent: cases need {days} day{'s' if days > 1 else ''}.")
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
