"""How much more than chance the changes of places differ, for the error of a displacement.

What lasts for months in a place (a roadworks, a closed club) moves its whole before against its
whole after, and is not seen in how months vary among themselves. So where a part has several
places, over-dispersion is learned from one change per place, and intervals are Student's (Donald
and Lang 2007, Review of Economics and Statistics 89:221), as for differences in differences with
few places.

Where each part is one place, only halves of the time before can show what lasts, with as many
degrees of freedom as there are parts but one. Halves are short: what lasts for all of the time
compared weighs as much more in it as it is longer, and is taken to last so. That is wide, and keeps
its level; an interval that took what months show for all there is would leave out the truth in one
of six.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from avow.analysis.evaluation.effects import NOT_SEEN, SEEN, Threat
from avow.analysis.evaluation.panel import Array
from avow.analysis.evaluation.quotient import pearson

LEAST = 2
NAME = "what lasts for months in one place"


@dataclass(frozen=True)
class Spread:
    """Over-dispersion (1: Poisson), its degrees of freedom (infinite: taken as known)."""

    dispersion: float
    df: float
    lasting: Threat


def spread_of(values: Array, parts: Mapping[str, Sequence[int]], first: int) -> Spread:
    """Return the over-dispersion of the parts' changes; ``first`` is the start's column."""
    fits = [_changes(values[list(rows)], first) for rows in parts.values() if rows]
    squares, df = (sum(column) for column in zip(*fits, strict=True))
    if df >= LEAST:
        return Spread(max(1.0, squares / df), df, _learned(int(df)))
    sums = np.array([values[list(rows)].sum(axis=0) for rows in parts.values() if rows])
    return _of_halves(sums, first)


def _of_halves(sums: Array, first: int) -> Spread:
    """Return the over-dispersion that months and halves before the start show, by part."""
    if first < 2:
        return Spread(1.0, inf, _not_learned())
    before = sums[:, :first]
    halves = np.column_stack([half.sum(axis=1) for half in np.array_split(before, 2, axis=1)])
    longer = max(first, sums.shape[1] - first) / (first / 2)
    lasting = 1 + longer * (pearson(halves) - 1)
    return Spread(max(1.0, pearson(before), lasting), len(sums) - 1, _of_few(len(sums) - 1))


def _changes(values: Array, first: int) -> tuple[float, int]:
    """Return Pearson's squares of a part's changes, one per place, and their freedom."""
    before, after = values[:, :first].sum(axis=1), values[:, first:].sum(axis=1)
    both = before + after
    there = both > 0
    if there.sum() < 2 or before.sum() == 0 or after.sum() == 0:
        return 0.0, 0
    share = after.sum() / both.sum()
    squares = (after - both * share)[there] ** 2 / (both * share * (1 - share))[there]
    return float(squares.sum()), int(there.sum()) - 1


def _learned(df: int) -> Threat:
    said = (
        "The error is learned from how differently places of one part changed"
        f" ({df} degrees of freedom), so that what lasts in a place is in it."
    )
    return Threat(NAME, NOT_SEEN, said)


def _of_few(df: int) -> Threat:
    said = (
        "The parts have too few places to see how differently places change by themselves; the "
        f"error is learned from halves of the time before ({df} degree{'s' if df > 1 else ''} of "
        "freedom), taken to last for all of the time. Such an interval is wide: only a large "
        "change shows. Name several places for the control and the buffer."
    )
    return Threat(NAME, SEEN, said)


def _not_learned() -> Threat:
    said = (
        "With single places and one period before the start nothing shows how much counts vary by "
        "themselves, and no level can be stated. Give more periods, or several places a part."
    )
    return Threat(NAME, SEEN, said)
