"""Small areas that are truly apart: drawing them to their group would hide what should be seen.

An area is apart where counts as extreme as its own have less than 1% probability, shared out over
all areas (Bonferroni), by what the others have in common: the gamma-Poisson or beta-binomial model
of ``shrinkage``, fitted without it. The furthest is judged first, then the next without that one,
not more than a fifth of all. Such an area is what a limited translation would leave where it is
(Efron and Morris 1972, JASA 67:130).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Kind = Literal["rate", "proportion"]

FAR, MOST = 0.01, 0.2


@dataclass(frozen=True)
class Common:
    """What areas have in common: strengths, how likely each is, and the centre of each area."""

    strengths: Array
    weights: Array
    centres: Array


def far_out(count: Array, size: Array, kind: Kind, among: Callable[[Flags], Common]) -> Flags:
    """Return which areas are apart; ``among`` says what some of them have in common."""
    kept = size > 0
    apart, areas = np.zeros(len(size), dtype=bool), int(kept.sum())
    while apart.sum() + 1 <= MOST * areas:
        furthest = _furthest(count, size, kept, among(kept), kind)
        without = kept & (np.arange(len(size)) != furthest)
        if _judged(count[furthest], size[furthest], furthest, among(without), kind) >= FAR / areas:
            break
        apart[furthest], kept = True, without
    return apart


def _furthest(count: Array, size: Array, kept: Flags, common: Common, kind: Kind) -> int:
    best = int(np.argmax(common.weights))
    chance = likely(count, size, common.centres[best], common.strengths[best], kind)
    return int(np.argmin(np.where(kept, chance, np.inf)))


def _judged(count: float, size: float, at: int, common: Common, kind: Kind) -> float:
    """Return how likely one area's count is, over every strength there may be."""
    chance = likely(count, size, common.centres[:, at], common.strengths, kind)
    return float(common.weights @ chance)


def likely(
    count: Array | float, size: Array | float, centre: Array, strength: Array | float, kind: Kind
) -> Array:
    """Return how likely each area is to count as few, or as many, by what its group shares."""
    from scipy.stats import betabinom, nbinom

    k = np.round(count)
    if kind == "rate":
        given = strength * centre, strength / (strength + size)
        below, above = nbinom.cdf(k, *given), nbinom.sf(k - 1, *given)
    else:
        of = np.round(size), strength * centre, strength * (1 - centre)
        below, above = betabinom.cdf(k, *of), betabinom.sf(k - 1, *of)
    return np.asarray(np.minimum(1, 2 * np.minimum(below, above)), dtype=float)
