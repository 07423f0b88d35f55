"""What the calendar explains: the length of months, and the time of the year.

The exposure of a period is 1 in an average one; a figure is divided by it, or a count charted
against it. Days: the length of the month over the mean length. Seasons: classical ratios to a
centred moving average over a year, its ends drawn on in a straight line; the mean ratio of each
month is pulled towards 1 as far as noise, rather than season, explains the differences between
months (James and Stein 1961; as Miller and Williams 2003, International Journal of Forecasting
19:669). At least two whole years are needed.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from avow.analysis.variation.errors import VariationError

Array = npt.NDArray[np.float64]

_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?(?:[T ].*)?$")
_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])$")
_YEAR_DAYS = 365.25


@dataclass(frozen=True)
class Calendar:
    """The periods of a series: their days, and which of ``cycle`` in the year each is."""

    days: Array
    season: npt.NDArray[np.int_]
    cycle: int


def calendar(periods: Iterable[Any]) -> Calendar:
    """Read months (2024-06, or any day) or quarters (2024-Q2) that follow each other.

    Raises:
        VariationError: a period is neither, or does not follow the one before.
    """
    given = list(periods)
    cycle = 4 if given and _QUARTER.match(str(given[0])) else 12
    numbers = [_number(each, cycle) for each in given]
    for before, after, each in zip(numbers, numbers[1:], given[1:], strict=False):
        if after != before + 1:
            raise VariationError(
                f"{each} does not follow the period before it; give every period once, in order, "
                "with an empty value where there is none."
            )
    size = 12 // cycle
    days = [
        sum(monthrange(n // cycle, n % cycle * size + m + 1)[1] for m in range(size))
        for n in numbers
    ]
    return Calendar(np.array(days, float), np.array(numbers, int) % cycle, cycle)


def day_exposure(when: Calendar) -> Array:
    """Return the length of each period over the mean length."""
    return when.days / (_YEAR_DAYS / when.cycle)


def season_exposure(values: Array, when: Calendar) -> tuple[Array, Array]:
    """Return each point's seasonal index and how far indices were kept (1) or pulled in (0).

    ``values`` has a row per unit; so have both answers.

    Raises:
        VariationError: the series is shorter than two whole years.
    """
    if values.shape[1] < 2 * when.cycle:
        raise VariationError(
            f"Seasons need at least two whole years: {2 * when.cycle} periods, "
            f"not {values.shape[1]}."
        )
    ratio = _ratios(values, when.cycle)
    season = np.equal.outer(np.arange(when.cycle), when.season)
    known = ~np.isnan(ratio)
    count = known @ season.T.astype(float)
    mean = np.where(known, ratio, 0.0) @ season.T / np.maximum(count, 1)
    mean = np.where(count > 0, mean, 1.0)
    mean /= mean.mean(axis=1, keepdims=True)
    rest = np.where(known, ratio - mean[:, when.season], 0.0)
    freedom = np.maximum(known.sum(axis=1) - when.cycle - 1, 1)
    noise = (rest**2).sum(axis=1) / freedom / np.maximum(count.mean(axis=1), 1)
    between = ((mean - 1) ** 2).sum(axis=1) / (when.cycle - 3 if when.cycle > 4 else 2)
    kept = np.clip(1 - noise / np.maximum(between, 1e-300), 0, 1)[:, None]
    return (1 + kept * (mean - 1))[:, when.season], kept


def _ratios(values: Array, cycle: int) -> Array:
    """Return values over their moving average of a year."""
    weights = np.ones(cycle + 1)
    weights[[0, -1]] = 0.5
    known = ~np.isnan(values)

    def smooth(rows: Array) -> Array:
        windows = np.lib.stride_tricks.sliding_window_view(rows, cycle + 1, axis=1)
        return np.asarray(windows @ weights)

    weight = smooth(known.astype(float))
    level = smooth(np.where(known, values, 0.0)) / np.where(weight > 0, weight, np.nan)
    level = _drawn_on(level, cycle // 2)
    return np.where(level > 0, values / np.where(level > 0, level, 1), np.nan)


def _drawn_on(level: Array, ends: int) -> Array:
    """Draw the moving average on to both ends in a straight line."""
    reach = min(level.shape[1] - 1, 2 * ends)
    steps = np.arange(1, ends + 1)
    first = (level[:, [reach]] - level[:, [0]]) / reach
    last = (level[:, [-1]] - level[:, [-1 - reach]]) / reach
    before, after = level[:, [0]] - first * steps[::-1], level[:, [-1]] + last * steps
    return np.concatenate([before, level, after], axis=1)


def _number(period: Any, cycle: int) -> int:
    if isinstance(period, datetime | date):
        return period.year * 12 + period.month - 1
    found = (_QUARTER if cycle == 4 else _MONTH).match(str(period))
    if found is None or (cycle == 12 and not 1 <= int(found[2]) <= 12):
        raise VariationError(
            f"{period!r} is no month or quarter; write months as 2024-06 and quarters as 2024-Q2."
        )
    return int(found[1]) * cycle + int(found[2]) - 1
