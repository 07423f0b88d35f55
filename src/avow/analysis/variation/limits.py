"""Funnel limits: how far a unit of a given size may lie from the others before it is a signal.

Values are compared on a scale where chance alone has the same spread at every level: the
arcsine of the root for proportions, the root for rates. Differences between units that chance
does not explain, but that most units show, widen the limits: an additive variance (tau squared)
by DerSimonian and Laird's moments from z-scores whose extreme tenths are pulled in.

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185, and Quality and Safety in Health
Care 14:347; Spiegelhalter and others (2012), JRSS A 175:1.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Kind = Literal["proportion", "rate"]

WINSORISED = 0.1


@dataclass(frozen=True)
class Spread:
    """How much units differ: ``phi`` is the mean squared z-score, ``tau2`` the extra variance.

    ``phi`` near 1 means that chance alone explains the differences. ``tau2`` is on the
    transformed scale and 0 where no extra variance is found.
    """

    target: float
    phi: float
    tau2: float


def transformed(value: Array, kind: Kind) -> Array:
    """Return proportions or rates on the scale where their spread does not depend on level."""
    root = np.sqrt(value)
    return np.asarray(np.arcsin(root) if kind == "proportion" else root, dtype=float)


def back(scaled: Array, kind: Kind) -> Array:
    """Return values from the transformed scale; beyond its ends are 0 and, for proportions, 1."""
    if kind == "proportion":
        return np.asarray(np.sin(np.clip(scaled, 0, np.pi / 2)) ** 2, dtype=float)
    return np.asarray(np.clip(scaled, 0, None) ** 2, dtype=float)


def spread(numerator: Array, denominator: Array, kind: Kind) -> tuple[Spread, Array]:
    """Return how much the units differ, and each one's z-score for chance alone."""
    target = float(numerator.sum() / denominator.sum())
    error = 1 / (2 * np.sqrt(denominator))
    centre = transformed(np.array([target]), kind)[0]
    z = (transformed(numerator / denominator, kind) - centre) / error
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    phi = float(np.mean(np.clip(z, low, high) ** 2))
    weight = 1 / error**2
    over = len(z) * phi - (len(z) - 1)
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return Spread(target, phi, float(max(0.0, over / room))), z


def limits_at(denominator: Array, found: Spread, kind: Kind, level: float) -> tuple[Array, Array]:
    """Return the lower and upper limit at each size for two-sided ``level``.

    With extra variance the limits are transformed normal ones. Without, they are exact.
    """
    if found.tau2 == 0:
        tail = (1 - level) / 2
        return (
            _exact(denominator, found.target, kind, tail),
            _exact(denominator, found.target, kind, 1 - tail),
        )
    z = NormalDist().inv_cdf(0.5 + level / 2)
    half = z * np.sqrt(1 / (4 * denominator) + found.tau2)
    centre = transformed(np.array([found.target]), kind)
    return back(centre - half, kind), back(centre + half, kind)


def _exact(denominator: Array, target: float, kind: Kind, tail: float) -> Array:
    """Return the interpolated binomial or Poisson quantile, as Spiegelhalter (2005), A.1."""
    from scipy.stats import binom, poisson

    if kind == "proportion":
        top = denominator.round()
        chance: Any = binom(top, target)
    else:
        chance, top = poisson(denominator * target), np.full(len(denominator), np.inf)
    count = np.clip(chance.ppf(tail), 0, None)
    reached, before = chance.cdf(count), chance.cdf(count - 1)
    step = np.where(reached > before, reached - before, 1)
    interpolated = np.clip(count - (reached - tail) / step, 0, top)
    return np.asarray(interpolated / denominator, dtype=float)
