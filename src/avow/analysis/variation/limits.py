"""Funnel limits: how far a unit of a given size may lie from the others before it is a signal.

Units are scored on a scale where chance alone has the same spread at every level: the arcsine of
the root for proportions, the root for rates and for ratios of observed to expected. Chance alone
gives exact binomial or Poisson limits, so that small units and counts of zero are judged rightly.
Differences between units that chance does not explain, but that most units show, stretch those
limits: by one factor for all (multiplicative), or by a variance between units that weighs more
the larger the unit (additive, by DerSimonian and Laird's moments).

Both are estimated from scores whose extreme tenths are pulled in (winsorised), so that an outlier
does not widen the limits that should show it. Pulling in makes the mean square smaller than chance
itself would; it is divided by what it would be for chance, ``PULLED``. The variance between units
is known badly where there are few of them, and is often found to be none though it is not: half a
standard error is added to it, and Student's t stands for the normal. Asking first whether chance
explains the differences (a pre-test) would flag eight times as many of 12 units as the limits of
99.8% say. One factor for all is too narrow for the largest of few units where the truth is a
variance between them, and few units cannot show which it is: with fewer than 20 the factor's limits
are nowhere narrower than the additive ones. The tests check all this for 12 and 32 units.

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185, and Quality and Safety in Health
Care 14:347; Spiegelhalter and others (2012), JRSS A 175:1; Cochran (1954), Biometrics 10:101.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Kind = Literal["proportion", "rate", "ratio"]
Overdispersion = Literal["auto", "none", "additive", "multiplicative"]

WINSORISED = 0.1
# The mean square of a standard normal whose extreme tenths are pulled in to the deciles.
PULLED = 0.678654584384
# Degrees of freedom per unit but one, and the share of its standard error that is added to the
# variance between units: with these, 12 to 32 units of uneven size keep the stated level.
LEARNT, UNSURE = 1.5, 0.5
FAR = 0.01
# With fewer units one factor for all cannot be told from a variance between units.
FEW = 20


@dataclass(frozen=True)
class Spread:
    """How much units differ.

    ``phi`` is the mean squared score over what chance alone gives: near 1, chance explains the
    differences. ``tau2`` is the variance between units on the transformed scale, ``unsure`` what is
    added to it for knowing it from few units. ``used`` says how
    the limits allow for it; ``q`` is Cochran's Q, with ``freedom`` degrees, and ``p`` how likely
    chance alone is to give such a Q or a larger one. ``units`` were learnt from; ``left_out`` lie
    too far outside for that.
    """

    target: float
    phi: float
    tau2: float
    used: Literal["none", "additive", "multiplicative"]
    q: float
    p: float
    units: int
    freedom: int
    left_out: int = 0
    unsure: float = 0.0

    def stretch(self, denominator: Array) -> Array:
        """Return how many times as wide as by chance alone a unit of each size may vary."""
        additive = np.sqrt(1 + 4 * denominator * (self.tau2 + self.unsure))
        if self.used == "additive":
            return np.asarray(additive, dtype=float)
        if self.used == "none":
            return np.ones(len(denominator))
        wide = np.full(len(denominator), np.sqrt(max(1.0, self.phi)))
        return np.asarray(np.maximum(wide, additive) if self.units < FEW else wide, dtype=float)


def transformed(value: Array, kind: Kind) -> Array:
    """Return values on the scale where their spread does not depend on level."""
    root = np.sqrt(value)
    return np.asarray(np.arcsin(root) if kind == "proportion" else root, dtype=float)


def back(scaled: Array, kind: Kind) -> Array:
    """Return values from the transformed scale; beyond its ends are 0 and, for proportions, 1."""
    if kind == "proportion":
        return np.asarray(np.sin(np.clip(scaled, 0, np.pi / 2)) ** 2, dtype=float)
    return np.asarray(np.clip(scaled, 0, None) ** 2, dtype=float)


def spread(
    numerator: Array,
    denominator: Array,
    kind: Kind,
    overdispersion: Overdispersion = "auto",
    target: float | None = None,
) -> tuple[Spread, Array]:
    """Return how much the units differ, and each one's score for chance alone.

    Without a ``target`` units are compared with what they have together. One that lies far outside
    (Bonferroni at 1%) would pull that towards itself and push the others out on the other side, so
    it is left out of it, the furthest first, not more than a fifth of units. ``auto`` allows for
    differences between units (additive), whether or not they are seen.
    """
    units = len(numerator)
    kept = np.ones(units, dtype=bool)
    found, z = _spread(numerator, denominator, kind, overdispersion, target, kept)
    while target is None and found.left_out + 1 <= max(1, units / 5) and kept.sum() > 3:
        furthest = np.argmax(np.where(kept, np.abs(z) / found.stretch(denominator), 0.0))
        without = kept & (np.arange(units) != furthest)
        # Judged by the others alone: a unit that widens the limits itself could not be seen.
        others, scores = _spread(numerator, denominator, kind, overdispersion, None, without)
        p = probabilities(numerator, denominator, others, kind, scores)[furthest]
        if p >= FAR / units:
            break
        kept, found, z = without, others, scores
    return found, z


def _spread(
    numerator: Array,
    denominator: Array,
    kind: Kind,
    overdispersion: Overdispersion,
    target: float | None,
    kept: npt.NDArray[np.bool_],
) -> tuple[Spread, Array]:
    from scipy.stats import chi2

    own = target is None
    centre = float(numerator[kept].sum() / denominator[kept].sum()) if target is None else target
    z = _scores(numerator, denominator, kind, centre)
    phi = _phi(z[kept], own_centre=own)
    weight, units = 4 * denominator[kept], int(kept.sum())
    room = weight.sum() - (weight**2).sum() / weight.sum()
    tau2 = float(max(0.0, (units * phi - (units - 1)) / room))
    q, freedom = float(np.sum(z[kept] ** 2)), units - own
    p = float(chi2.sf(q, freedom))
    unsure = UNSURE * float(np.sqrt(2 * (units - 1)) / room)
    used = "additive" if overdispersion == "auto" else overdispersion
    if used == "multiplicative" and phi <= 1 and units >= FEW:
        used = "none"
    return Spread(centre, phi, tau2, used, q, p, units, freedom, len(z) - units, unsure), z


def limits_at(denominator: Array, found: Spread, kind: Kind, level: float) -> tuple[Array, Array]:
    """Return the lower and upper limit at each size for two-sided ``level``.

    The exact limits for chance, stretched on the transformed scale where units differ by more.
    """
    tail = (1 - level) / 2
    chance, top = chance_model(denominator, found.target, kind)
    low, high = (limit / denominator for limit in exact_limits(chance, top, tail))
    if found.used == "none":
        return low, high
    wide = found.stretch(denominator) * _fewness(found.units, level)
    centre = transformed(np.array([found.target]), kind)
    return tuple(  # type: ignore[return-value]
        back(centre + (transformed(limit, kind) - centre) * wide, kind) for limit in (low, high)
    )


def probabilities(
    numerator: Array, denominator: Array, found: Spread, kind: Kind, z: Array
) -> Array:
    """Return how likely each unit is to lie as far out, either way, if nothing were special."""
    from scipy.stats import norm, t

    chance, _ = chance_model(denominator, found.target, kind)
    count = np.round(numerator)
    exact = np.minimum(1, 2 * np.minimum(chance.cdf(count), chance.sf(count - 1)))
    if found.used == "none":
        return np.asarray(exact, dtype=float)
    # Far out the exact probability is too small to hold: there the score is as good.
    score = np.where(exact > 1e-200, norm.isf(np.maximum(exact, 1e-200) / 2), np.abs(z))
    return np.asarray(
        2 * t.sf(score / found.stretch(denominator), LEARNT * (found.units - 1)), float
    )


def _scores(numerator: Array, denominator: Array, kind: Kind, centre: float) -> Array:
    middle = transformed(np.array([centre]), kind)[0]
    offset = transformed(numerator / denominator, kind) - middle
    return np.asarray(offset * 2 * np.sqrt(denominator), dtype=float)


def _phi(z: Array, *, own_centre: bool) -> float:
    """Return the mean square of the winsorised scores over that of chance.

    An outlier moves what all have in common, and so every score; then the spread is taken about
    the scores' own mean.
    """
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    held = np.clip(z, low, high)
    return float(np.var(held, ddof=1) if own_centre else np.mean(held**2)) / PULLED


def _fewness(units: int, level: float) -> float:
    """Return how much wider limits are for having learnt the spread from few units."""
    from scipy.stats import t

    return float(t.ppf(0.5 + level / 2, LEARNT * (units - 1))) / NormalDist().inv_cdf(
        0.5 + level / 2
    )


@dataclass(frozen=True)
class Counts:
    """A distribution of counts; SciPy's own frozen ones take ten times as long to make."""

    of: Any
    given: tuple[Any, ...]

    def cdf(self, count: Array) -> Array:
        """Return the probability of so many or fewer."""
        return np.asarray(self.of.cdf(count, *self.given), dtype=float)

    def sf(self, count: Array) -> Array:
        """Return the probability of more."""
        return np.asarray(self.of.sf(count, *self.given), dtype=float)

    def ppf(self, share: float) -> Array:
        """Return the least count that so many lie at or below."""
        return np.asarray(self.of.ppf(share, *self.given), dtype=float)


def chance_model(denominator: Array, target: Array | float, kind: Kind) -> tuple[Counts, Array]:
    """Return the distribution of counts by chance, and the most that can be counted."""
    from scipy.stats import binom, poisson

    if kind == "proportion":
        top = denominator.round()
        return Counts(binom, (top, np.minimum(target, 1.0))), top
    return Counts(poisson, (denominator * target,)), np.full(denominator.shape, np.inf)


def exact_limits(chance: Counts, top: Array, tail: float) -> tuple[Array, Array]:
    """Return interpolated quantiles of a distribution of counts, as Spiegelhalter (2005), A.1.

    His upper limit is moved out by one count: then a count lies beyond either limit exactly if
    counts as extreme as it have less than ``tail`` probability.
    """

    def quantile(share: float) -> Array:
        count = np.clip(chance.ppf(share), 0, None)
        reached, before = chance.cdf(count), chance.cdf(count - 1)
        step = np.where(reached > before, reached - before, 1)
        return np.asarray(count - (reached - share) / step, dtype=float)

    low, high = np.clip(quantile(tail), 0, top), np.clip(quantile(1 - tail) + 1, 0, top)
    return np.asarray(low, dtype=float), np.asarray(high, dtype=float)
