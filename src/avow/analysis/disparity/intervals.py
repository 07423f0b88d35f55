"""Intervals of the ratio and the difference of two shares.

All take whole arrays: ``x`` of ``n`` people in a group, ``x0`` of ``n0`` in the reference, and
return ``(low, high)``.
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from avow.analysis.measures.intervals import wilson

Array = npt.NDArray[np.float64]
_HALVINGS = 48
_FURTHEST = 25.0  # on the scale of the logarithm: a ratio of 70 thousand million


def z_of(level: float) -> float:
    """Return the standard normal quantile of a two-sided level."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def score_of(ratio: Array, x: Array, n: Array, x0: Array, n0: Array, correction: bool) -> Array:
    """Return the score statistic of the hypothesis that the true ratio is ``ratio``.

    The shares are fitted under it by the closed form of Miettinen and Nurminen.
    """
    a, c = (n + n0) * ratio, x + x0
    b = -((n + x0) * ratio + x + n0)
    fitted0 = (-b - np.sqrt(np.maximum(b * b - 4 * a * c, 0))) / (2 * a)
    fitted0 = np.clip(fitted0, 0, np.minimum(1, 1 / ratio))
    fitted = np.clip(fitted0 * ratio, 0, 1)
    spread = fitted * (1 - fitted) / n + ratio**2 * fitted0 * (1 - fitted0) / n0
    if correction:
        spread = spread * (n + n0) / (n + n0 - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((x / n - ratio * x0 / n0) / np.sqrt(spread), float)


def score(
    x: Array, n: Array, x0: Array, n0: Array, level: float = 0.95, *, correction: bool = True
) -> tuple[Array, Array]:
    """Return the score interval of the ratio; needs events in both groups.

    Source: Miettinen and Nurminen (1985), Statistics in Medicine 4; without ``correction`` it is
    that of Koopman (1984), Biometrics 40.
    """
    x, n, x0, n0 = (np.asarray(each, float) for each in (x, n, x0, n0))
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = np.log((x / n) / (x0 / n0))
    z = z_of(level)

    def edge(side: float) -> Array:
        inside, outside = middle.copy(), middle + side * _FURTHEST
        for _ in range(_HALVINGS):
            tried = (inside + outside) / 2
            beyond = -side * score_of(np.exp(tried), x, n, x0, n0, correction) > z
            outside, inside = np.where(beyond, tried, outside), np.where(beyond, inside, tried)
        return np.asarray(np.exp((inside + outside) / 2), float)

    with np.errstate(invalid="ignore"):
        return edge(-1.0), edge(1.0)


def clopper_pearson(x: Array, n: Array, level: float) -> tuple[Array, Array]:
    """Return the exact interval of one share (Clopper and Pearson 1934, Biometrika 26)."""
    from scipy.special import betaincinv

    x, n = np.asarray(x, float), np.asarray(n, float)
    tail = (1 - level) / 2
    low = np.where(x > 0, betaincinv(np.where(x > 0, x, 1), n - x + 1, tail), 0.0)
    rest = np.where(x < n, n - x, 1)
    high = np.where(x < n, betaincinv(x + 1, rest, 1 - tail), 1.0)
    return low, high


def exact(x: Array, n: Array, x0: Array, n0: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Return limits of the ratio that hold for any counts, at the price of being wide.

    Each share lies within its exact limits with the square root of the level, so both do with
    the level, whatever the true shares are. Without events in the reference the upper limit is
    infinite.
    """
    each = level**0.5
    low, high = clopper_pearson(x, n, each)
    low0, high0 = clopper_pearson(x0, n0, each)
    with np.errstate(divide="ignore", invalid="ignore"):
        return low / high0, np.where(low0 > 0, high / low0, np.inf)


def ratio_interval(
    x: Array, n: Array, x0: Array, n0: Array, level: float = 0.95
) -> tuple[Array, Array, npt.NDArray[np.bool_]]:
    """Return the limits of the ratio, and where they are exact because a count is zero."""
    zero = np.asarray((np.asarray(x) == 0) | (np.asarray(x0) == 0))
    # Where the score has no answer it is asked for 1 of 2, and the answer thrown away.
    hits, of, hits0, of0 = (
        np.where(zero, part, each) for part, each in ((1, x), (2, n), (1, x0), (2, n0))
    )
    low, high = score(hits, of, hits0, of0, level)
    if zero.any():
        low_exact, high_exact = exact(x, n, x0, n0, level)
        low, high = np.where(zero, low_exact, low), np.where(zero, high_exact, high)
    return low, high, zero


def newcombe(x: Array, n: Array, x0: Array, n0: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Return the interval of the difference of two shares, ``x / n - x0 / n0``.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    x, n, x0, n0 = (np.asarray(each, float) for each in (x, n, x0, n0))
    (low, high), (low0, high0) = wilson(x, n, level), wilson(x0, n0, level)
    p, p0 = x / n, x0 / n0
    return (
        p - p0 - np.sqrt((p - low) ** 2 + (high0 - p0) ** 2),
        p - p0 + np.sqrt((high - p) ** 2 + (p0 - low0) ** 2),
    )
