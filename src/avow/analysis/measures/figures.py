"""Values and their intervals, in the measure's unit."""

from dataclasses import dataclass

import numpy as np

from avow.analysis.engine import Facts
from avow.analysis.measures import denominators, gaps, intervals, people
from avow.analysis.measures.definition import Definition
from avow.analysis.measures.grid import Array, Grid
from avow.analysis.measures.groups import Group
from avow.analysis.measures.medians import medians
from avow.analysis.measures.periods import first_day, number
from avow.analysis.measures.registry import RESIDENTS
from avow.analysis.measures.tallies import Plan

LEVEL = 0.95
# Intervals of figures whose denominator counts cases, so that few of them make it unsure.
_RESTS_ON_CASES = ("proportion", "ratio", "median")


@dataclass(frozen=True)
class Figures:
    """Numbers by row and column of a grid, NaN where there is none."""

    numerator: Array
    denominator: Array
    value: Array
    low: Array
    high: Array


def figures(asked: Definition, plan: Plan, laid: Grid, facts: Facts, group: Group) -> Figures:
    """Return the figures of a measure, and note why where there is none."""
    if plan.interval == "median":
        return _medians(laid)
    below = _denominator(asked, plan, laid, facts, group)
    above = laid.numerator
    if asked.kind == "count":
        return Figures(above, below, above, *_of_counts(plan, laid, above))
    laid.note(below == 0, "No figure: the denominator is zero.")
    if plan.interval == "proportion":
        laid.note(above > below, "No figure: more are counted above the line than below it.")
    if plan.interval in _RESTS_ON_CASES:
        gaps.note_small(laid, below)
    # A source that has more above the line than below it lacks rows below: that is no share.
    sound = (below > 0) & ~((above > below) & (plan.interval == "proportion"))
    value, low, high = _values(plan, laid, above, np.where(sound, below, np.nan))
    per = asked.per
    return Figures(above, below, value * per, low * per, high * per)


def _medians(laid: Grid) -> Figures:
    count, value, low, high = medians(laid, LEVEL)
    if laid.recent is not None:
        count = np.where(laid.recent, np.nan, count)
    laid.note(count == 0, "No figure: there is nothing to take the middle of.")
    gaps.note_small(laid, count)
    laid.note((count > 0) & np.isnan(low), "No interval: it needs six values of different cases.")
    return Figures(np.full(count.shape, np.nan), count, value, low, high)


def _denominator(asked: Definition, plan: Plan, laid: Grid, facts: Facts, group: Group) -> Array:
    if plan.interval == "change":
        earlier = denominators.year_before(laid)
        _note_leap_days(laid, earlier)
        return earlier
    if set(RESIDENTS) & set(asked.tables):
        return denominators.residents(laid, facts, asked, group)
    return laid.denominator


def _note_leap_days(laid: Grid, earlier: Array) -> None:
    """Say where a period is a day longer, or shorter, than the one a year before."""
    for column, start in enumerate(laid.starts):
        after = first_day(number(start, laid.period) + 1, laid.period)
        days = (after - start).days
        before = (after.replace(year=after.year - 1) - start.replace(year=start.year - 1)).days
        if days != before:
            here = np.zeros(laid.months.shape, dtype=bool)
            here[:, column] = ~np.isnan(earlier[:, column])
            word = "more" if days > before else "less"
            laid.note(
                here,
                f"One day {word} than a year before (29 February): that alone is "
                f"{100 * (days / before - 1):+.1f}%.",
            )


def _values(plan: Plan, laid: Grid, above: Array, below: Array) -> tuple[Array, Array, Array]:
    """Return value, low and high for one of what the denominator counts."""
    if plan.interval == "change":
        low, high = intervals.ratio(above, below, LEVEL)
        return above / below - 1, low - 1, high - 1
    if plan.interval == "proportion":
        effect = people.effect_on_share(laid.sums, above, below, laid.whole_cases)
        return above / below, *intervals.wilson(above / effect, below / effect, LEVEL)
    if plan.interval == "ratio":
        return above / below, *intervals.ratio(above, below, LEVEL)
    if plan.interval in ("sums", "sums of counts"):
        return above / below, *_of_sums(plan, laid, above, below)
    low, high = (limit / below for limit in _of_counts(plan, laid, above))
    return above / below, low, high


def _of_counts(plan: Plan, laid: Grid, above: Array) -> tuple[Array, Array]:
    """Return the interval of what is counted: one by one, or summed over occasions."""
    if plan.interval not in ("occasions", "rate of occasions"):
        effect = people.effect_on_count(laid.sums, above, laid.whole_cases)
        low, high = intervals.poisson(above / effect, LEVEL)
        return low * effect, high * effect
    rows, squares = laid.sums["rows"], laid.sums["aa"]
    laid.note(rows == 0, "No interval: nothing was held.")
    return intervals.weighted_poisson(above, rows, squares, LEVEL)


def _of_sums(plan: Plan, laid: Grid, above: Array, below: Array) -> tuple[Array, Array]:
    rows, aa, ab, bb = (laid.sums[name] for name in ("rows", "aa", "ab", "bb"))
    low, high = intervals.ratio_of_sums(above, below, rows, aa, ab, bb, LEVEL)
    if plan.interval == "sums":
        few = (below > 0) & np.isnan(low)
        laid.note(few, f"No interval: it needs {intervals.FEWEST_ROWS} rows to sum.")
        return low, high
    least, most = (limit / below for limit in intervals.poisson(above, LEVEL))
    return np.fmin(low, least), np.fmax(high, most)
