"""People of one case are alike, so that they say less than as many strangers would.

Victims, or suspects, of one case share what is done about it. Of ``n`` people, brought together in
cases, a share is as unsure as that of ``n / effect`` strangers; the design effect is 1, plus how
alike two people of one case are (the correlation within cases), times how many others of the same
case a person has on average (Kish 1965, Survey Sampling, section 5.4). Likeness is learnt from all
cases that are counted, of every unit and period, around the share of all: what units have in common
is in it too, which only widens. How many others there are is counted for every figure; in tables
too large for that (``counting.ROWS_OF_CASES``), in a part of the cases, and taken to be the same
for all figures.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from avow.analysis.measures.conditions import Conditions
from avow.analysis.measures.tallies import Plan, Source, Tally

Array = npt.NDArray[np.float64]

# Tables with a row for every person of a case.
TABLES = ("victims", "suspects")
# With fewer pairs of people likeness cannot be learnt, and people of one case count as one.
LEAST_PAIRS = 100
ABOVE, MIXED, BELOW = "pairs above", "pairs of both", "pairs below"

_ALIKE = (
    "Victims, or suspects, of one case are not taken as strangers: the interval is that of as many "
    "people as they are worth by the design effect (Kish 1965; Franco and others 2019), "
)
_WORDS = {
    "proportion": _ALIKE + "with the likeness within cases learnt from the cases counted (in large "
    f"tables a part of them), and taken as full where they hold fewer than {LEAST_PAIRS} pairs.",
    "median": _ALIKE + "as if all people of a case had the same value (Woodruff 1952).",
    "count": _ALIKE + "from how many people each case brings, never less than in all cases.",
}
_WORDS["rate"] = _WORDS["count"]


def pairs(above: Tally, below: Tally | None = None) -> dict[str, Tally]:
    """Return what must be counted, besides ``above`` and ``below``, to know the design effect."""
    table = above.source.table
    if table not in TABLES or above.add or (below and below.source.table != table):
        return {}
    asked = {ABOVE: (above.where, above.where)}
    if below:
        asked |= {MIXED: (above.where, below.where), BELOW: (below.where, below.where)}
    return {role: _of_cases(table, *each) for role, each in asked.items()}


def pairs_of_values(table: str, where: Conditions) -> dict[str, Tally]:
    """Return what must be counted for a median over the rows that meet ``where``."""
    return {BELOW: _of_cases(table, where, where)} if table in TABLES else {}


def _of_cases(table: str, one: Conditions, other: Conditions) -> Tally:
    return Tally(Source(table, cases=True), one, beside=other)


def effect_on_share(
    sums: Mapping[str, Array], above: Array, below: Array, whole: bool = True
) -> Array:
    """Return the design effect of each cell's share; 1 where people are not counted.

    Without ``whole`` the pairs are right for all cells together alone.
    """
    if BELOW not in sums:
        return np.ones(np.shape(below))
    return 1 + _likeness(sums, above, below) * _others(sums[BELOW], below, whole)


def _others(pairs: Array, of: Array, whole: bool) -> Array:
    """Return how many others of the same case there are for each person of a cell."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if not whole:
            return np.full(np.shape(of), np.nan_to_num(np.nansum(pairs) / np.nansum(of)))
        return np.nan_to_num(pairs / of)


def _likeness(sums: Mapping[str, Array], above: Array, below: Array) -> float:
    """Return the correlation of two people of one case, from 0 to 1."""
    both, mixed, known = (float(np.nansum(sums[role])) for role in (ABOVE, MIXED, BELOW))
    if known < 2 * LEAST_PAIRS:  # each pair is counted from both its ends
        return 1.0
    share = float(np.nansum(above) / np.nansum(below))
    spread = share * (1 - share) * known
    together = both - 2 * share * mixed + share**2 * known
    return float(np.clip(together / spread, 0, 1)) if spread else 0.0


def effect_on_values(sums: Mapping[str, Array], count: Array, whole: bool = True) -> Array:
    """Return the design effect of each cell's values, those of one case taken to be the same."""
    if BELOW not in sums:
        return np.ones(np.shape(count))
    return 1 + _others(sums[BELOW], count, whole)


def effect_on_count(sums: Mapping[str, Array], above: Array, whole: bool = True) -> Array:
    """Return the design effect of each cell's count: never less than that of all cells together."""
    if ABOVE not in sums:
        return np.ones(np.shape(above))
    each, least = (_others(sums[ABOVE], above, own) for own in (whole, False))
    return 1 + np.maximum(each, least)


def words(plan: Plan) -> str:
    """Return what a result says of people of one case; empty where none are counted."""
    counted = {ABOVE, BELOW} & set(plan.tallies)
    return _WORDS.get(plan.interval, "") if counted else ""
