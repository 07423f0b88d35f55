"""Confidence intervals for proportions, counts, changes, ratios of sums and medians.

All take whole arrays and return ``(low, high)``; where nothing can be said, both are NaN.
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Fewer rows than this say too little about the spread between rows.
FEWEST_ROWS = 5

_CHANCE_ALONE = " It tells of chance alone: counts of crime usually vary by more from year to year."

METHODS = {
    "proportion": ("95% interval by Wilson's score method (Wilson 1927; Newcombe 1998, method 3)."),
    "rate": (
        "95% exact Poisson interval of the numerator (Garwood 1936), divided by the denominator, "
        "which is taken as known." + _CHANCE_ALONE
    ),
    "count": "95% exact Poisson interval (Garwood 1936)." + _CHANCE_ALONE,
    "change": (
        "95% exact interval of the ratio of two Poisson counts: the later count, given the sum "
        "of both, is binomial (Przyborowski and Wilenski 1940; Clopper and Pearson 1934)."
        + _CHANCE_ALONE
    ),
    "ratio": (
        "95% exact interval of the ratio of two Poisson counts: the upper count, given the sum of "
        "both, is binomial (Przyborowski and Wilenski 1940; Clopper and Pearson 1934)."
    ),
    "median": (
        "95% interval of the median between two of the ordered values, chosen by the binomial "
        "distribution (Thompson 1936; Conover 1999, section 3.2): it assumes nothing about how "
        "the values are spread, and covers the median at least 95% of the time."
    ),
    "occasions": (
        "95% interval of the sum over occasions of unlike size: the exact Poisson interval of the "
        "number of occasions, widened to the spread of the sum (Dobson and others 1991)."
    ),
    "rate of occasions": (
        "95% interval of the sum over occasions of unlike size: the exact Poisson interval of the "
        "number of occasions, widened to the spread of the sum (Dobson and others 1991), divided "
        "by the denominator, which is taken as known."
    ),
    "sums": (
        "95% interval of a ratio of sums by linearisation, with Student's t (Cochran 1977, "
        f"section 6.4): it takes the spread between the rows summed, and needs {FEWEST_ROWS} rows."
    ),
    "sums of counts": (
        "95% interval of a ratio of sums: the wider of the exact Poisson interval of the numerator "
        "over the denominator, taken as known (Garwood 1936), and, with at least "
        f"{FEWEST_ROWS} rows, the interval by linearisation with Student's t, which takes the "
        "spread between the rows summed (Cochran 1977, section 6.4)."
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
    return np.where(k == 0, np.abs(0 * low), low), np.where(k == n, 1 + 0 * high, high)


def poisson(count: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Return the exact interval of the mean of a Poisson count (Garwood 1936, Biometrika 28)."""
    from scipy.special import gammaincinv

    k = np.asarray(count, float)
    tail = (1 - level) / 2
    low = np.where(k > 0, gammaincinv(np.where(k > 0, k, 1), tail), 0 * k)
    return low, np.asarray(gammaincinv(k + 1, 1 - tail), float)


def weighted_poisson(
    total: Array, rows: Array, squares: Array, level: float = 0.95
) -> tuple[Array, Array]:
    """Return the interval of the mean of ``total``, the sum of a number over ``rows`` events.

    ``squares`` is the sum of the squares of that number. How many events there are is Poisson, and
    so is how many of each size: ``total + sqrt(squares / rows) * (limit of rows - rows)``. NaN
    without events. Source: Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10.
    """
    n = np.where(np.asarray(rows, float) > 0, rows, np.nan)
    low, high = poisson(n, level)
    scale = np.sqrt(squares / n)
    return np.maximum(total + scale * (low - n), 0), total + scale * (high - n)


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


def ratio_of_sums(
    above: Array, below: Array, rows: Array, aa: Array, ab: Array, bb: Array, level: float = 0.95
) -> tuple[Array, Array]:
    """Return the interval of ``above / below``, each the sum of one column over ``rows`` rows.

    ``aa``, ``ab`` and ``bb`` are the sums of the products of the columns. The variance is that of
    the linearised ratio, ``n / (n - 1) * sum (a - R b)^2 / (sum b)^2``. NaN for fewer rows than
    ``FEWEST_ROWS``; never below 0. Source: Cochran (1977), Sampling Techniques, section 6.4.
    """
    from scipy.special import stdtrit

    n = np.where(np.asarray(rows, float) >= FEWEST_ROWS, rows, np.nan)
    b = np.where(np.asarray(below, float) > 0, below, np.nan)
    with np.errstate(invalid="ignore"):
        r = above / b
        spread = np.maximum(aa - 2 * r * ab + r**2 * bb, 0)
        half = stdtrit(n - 1, 0.5 + level / 2) * np.sqrt(n / (n - 1) * spread) / b
    return np.maximum(r - half, 0), r + half


def median_ranks(
    count: Array, level: float = 0.95, effect: Array | float = 1.0
) -> tuple[Array, Array]:
    """Return the ranks (from 1) of the ordered values between which the median lies.

    The smallest symmetric interval of order statistics that covers the median with at least
    ``level``; NaN where even the least and greatest value do not (fewer than six values at 95%).
    With a design ``effect`` it is that of so many times fewer values, its ranks drawn out to all
    (Woodruff 1952, JASA 47).
    Source: Thompson (1936), Annals of Mathematical Statistics 7; Conover (1999), section 3.2.
    """
    from scipy.special import bdtr, bdtrik

    tail = (1 - level) / 2
    whole = np.nan_to_num(np.asarray(count, float))
    n = np.floor(whole / effect).astype(np.int64)
    with np.errstate(invalid="ignore"):
        # The smallest k with P(Bin(n, 1/2) <= k) >= tail; rounding may put it one too high.
        k = np.ceil(bdtrik(tail, n, 0.5))
        k = np.where(bdtr(np.maximum(k - 1, 0), n, 0.5) >= tail, np.maximum(k - 1, 0), k)
        # The largest rank with P(Bin(n, 1/2) < rank) <= tail.
        low = np.where(bdtr(k, n, 0.5) <= tail, k + 1, k)
        low = np.floor(np.where((n > 0) & (low >= 1), low, np.nan) * whole / n)
    return low, whole + 1 - low
