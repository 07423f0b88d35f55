"""Like compared with like: the ratio common to all strata, such as kinds of offence by borough."""

import math
from dataclasses import dataclass

import numpy as np

from avow.analysis.disparity.intervals import Array, z_of


@dataclass(frozen=True)
class Common:
    """The ratio common to strata of one comparison.

    ``people`` are those of both groups in strata that hold both, which alone tell anything;
    ``lone`` the others. ``homogeneity`` is the probability of strata differing this much among
    themselves, were the ratio the same in all; None where fewer than two strata have events in
    both groups.
    """

    ratio: float
    low: float
    high: float
    p: float
    strata: int
    people: int
    lone: int
    homogeneity: float | None


def common_ratio(x: Array, n: Array, x0: Array, n0: Array, level: float = 0.95) -> Common | None:
    """Return the Mantel-Haenszel ratio of shares across strata; None where it cannot be made.

    The interval is Greenland and Robins's (1985, Biometrics 41), the test Mantel and Haenszel's
    (1959) without correction for continuity, homogeneity by the weighted squares of the
    logarithms of the strata's own ratios (Rothman, Greenland and Lash 2008, chapter 15).
    """
    both = (n > 0) & (n0 > 0)
    lone = int((n + n0)[~both].sum())
    x, n, x0, n0 = (each[both].astype(float) for each in (x, n, x0, n0))
    total, events = n + n0, x + x0
    above, below = float((x * n0 / total).sum()), float((x0 * n / total).sum())
    if above == 0 or below == 0:
        return None
    ratio = above / below
    spread = ((events * n * n0 - x * x0 * total) / total**2).sum() / (above * below)
    half = z_of(level) * math.sqrt(float(spread))
    return Common(
        ratio=ratio,
        low=ratio * math.exp(-half),
        high=ratio * math.exp(half),
        p=_test(x, n, x0, n0),
        strata=len(x),
        people=int(total.sum()),
        lone=lone,
        homogeneity=_homogeneity(x, n, x0, n0, ratio),
    )


def _test(x: Array, n: Array, x0: Array, n0: Array) -> float:
    total, events = n + n0, x + x0
    useful = total > 1
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = n * n0 * events * (total - events) / (total**2 * (total - 1))
    variance = float(spread[useful].sum())
    if variance == 0:
        return 1.0
    return math.erfc(abs(float((x - n * events / total).sum())) / math.sqrt(2 * variance))


def _homogeneity(x: Array, n: Array, x0: Array, n0: Array, ratio: float) -> float | None:
    useful = (x > 0) & (x0 > 0)
    x, n, x0, n0 = (each[useful] for each in (x, n, x0, n0))
    spread = 1 / x - 1 / n + 1 / x0 - 1 / n0
    varies = spread > 0
    if int(varies.sum()) < 2:
        return None
    from scipy.special import gammaincc

    distance = np.log((x / n) / (x0 / n0)) - math.log(ratio)
    square = float((distance[varies] ** 2 / spread[varies]).sum())
    return float(gammaincc((int(varies.sum()) - 1) / 2, square / 2))
