"""Confidence intervals for proportions, counts and changes.

All take whole arrays and return ``(low, high)``; where nothing can be said, both are NaN.
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

METHODS = {
    "proportion": ("95% interval by Wilson's score method (Wilson 1927; Newcombe 1998, method 3)."),
    "rate": (
        "95% exact Poisson interval of the numerator (Garwood 1936), divided by the denominator, "
        "which is taken as known."
    ),
    "count": "95% exact Poisson interval (Garwood 1936).",
    "change": (
        "95% exact interval of the ratio of two Poisson counts: the later count, given the sum "
        "of both, is binomial (Przyborowski and Wilenski 1940; Clopper and Pearson 1934)."
    ),
}


def wilson(numerator: Array, denominator: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Return Wilson's score interval of ``numerator / denominator``, both between 0 and 1.

    Source: Wilson (1927), JASA 22; Newcombe (1998), Statistics in Medicine 17, method 3.
    """
    z = NormalDist().inv_cdf(0.5 + level / 2)
    k, n = np.asarray(numerator, float), np.asarray(denominator, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = (k + z**2 / 2) / (n + z**2)
        half = z / (n + z**2) * np.sqrt(k * (n - k) / n + z**2 / 4)
        low, high = centre - half, centre + half
    # Rounding would leave a hair's breadth on either side of what is exactly none or all.
    return np.where(k == 0, 0 * low, low), np.where(k == n, 1 + 0 * high, high)


def poisson(count: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Return the exact interval of the mean of a Poisson count (Garwood 1936, Biometrika 28)."""
    from scipy.special import gammaincinv

    k = np.asarray(count, float)
    tail = (1 - level) / 2
    low = np.where(k > 0, gammaincinv(np.where(k > 0, k, 1), tail), 0 * k)
    return low, np.asarray(gammaincinv(k + 1, 1 - tail), float)


def ratio(later: Array, earlier: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Return the exact interval of the ratio of two Poisson means, ``later / earlier``.

    Given the sum of both counts the later one is binomial, so the Clopper-Pearson limits ``p`` of
    ``later / (later + earlier)`` give ``p / (1 - p)``. Where ``earlier`` is 0 the upper limit is
    infinite. Source: Przyborowski and Wilenski (1940), Biometrika 31.
    """
    from scipy.special import betaincinv

    a, b = np.asarray(later, float), np.asarray(earlier, float)
    tail = (1 - level) / 2
    low = np.where(a > 0, betaincinv(np.where(a > 0, a, 1), b + 1, tail), 0 * a * b)
    high = np.where(b > 0, betaincinv(a + 1, np.where(b > 0, b, 1), 1 - tail), 1 + 0 * b)
    with np.errstate(divide="ignore"):
        return low / (1 - low), high / (1 - high)
