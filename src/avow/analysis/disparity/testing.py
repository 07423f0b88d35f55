"""Could chance alone have made the difference? One comparison, and many at once."""

import math
from collections.abc import Sequence

import numpy as np

# Below this many expected in a cell the chi-squared test is not to be trusted (Campbell 2007).
_LEAST_EXPECTED = 1.0


def p_value(x: float, n: float, x0: float, n0: float) -> float:
    """Return the two-sided probability of a difference at least as large, were there none.

    The "N - 1" chi-squared test, and Fisher's exact test where fewer than one is expected in a
    cell, of counts rounded where they are not whole. Source: Campbell (2007), Statistics in
    Medicine 26, 3661-3675.
    """
    total, events = n + n0, x + x0
    if events in (0, total):
        return 1.0
    if min(events, total - events) * min(n, n0) / total < _LEAST_EXPECTED:
        return fisher(*(round(each) for each in (x, n, x0, n0)))
    square = (x * n0 - x0 * n) ** 2 * (total - 1) / (events * (total - events) * n * n0)
    return math.erfc(math.sqrt(square / 2))


def fisher(x: int, n: int, x0: int, n0: int) -> float:
    """Return the two-sided probability by Fisher's exact test: all tables as unlikely or more."""
    events = x + x0
    low, high = max(0, events - n0), min(n, events)
    chances = np.array([_log_chance(k, n, events - k, n0) for k in range(low, high + 1)])
    seen = chances[x - low]
    likely = np.exp(chances - chances.max())
    unlikely = likely[chances <= seen + 1e-7].sum()
    return float(min(1.0, unlikely / likely.sum()))


def _log_chance(k: int, n: int, k0: int, n0: int) -> float:
    return _log_choose(n, k) + _log_choose(n0, k0)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def holm(values: Sequence[float | None]) -> list[float | None]:
    """Return the probabilities adjusted for how many comparisons were made; None stays None.

    Source: Holm (1979), Scandinavian Journal of Statistics 6.
    """
    made = sorted((value, place) for place, value in enumerate(values) if value is not None)
    adjusted: list[float | None] = [None] * len(values)
    before = 0.0
    for rank, (value, place) in enumerate(made):
        before = max(before, min(1.0, value * (len(made) - rank)))
        adjusted[place] = before
    return adjusted
