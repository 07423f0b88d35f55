"""Medians and their intervals from exact histograms."""

import numpy as np

from avow.analysis.measures import intervals, people
from avow.analysis.measures.grid import Array, Grid, Histogram


def medians(laid: Grid, level: float = 0.95) -> tuple[Array, Array, Array, Array]:
    """Return how many values each cell has, their median, and the interval of the median.

    All by row and column of the grid; the median is that of the values themselves, halfway
    between the two in the middle where their number is even. NaN where there are no values, and
    for the interval where there are too few (see ``intervals.median_ranks``).
    """
    found = laid.histogram or Histogram(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    shape = laid.months.shape
    count: Array = np.bincount(found.cell, weights=found.count, minlength=laid.months.size).astype(
        float
    )
    before = np.cumsum(count) - count  # values in the cells that come earlier
    reached = np.cumsum(found.count)  # values up to and with each entry
    middle = np.where(count > 0, (count + 1) / 2, np.nan)
    effect = people.effect_on_values(
        {role: cells.ravel() for role, cells in laid.sums.items()}, count, laid.whole_cases
    )
    low, high = intervals.median_ranks(np.where(count > 0, count, np.nan), level, effect)

    def at(rank: Array) -> Array:
        """Return the value at ``rank`` of each cell; NaN where the rank is."""
        known = ~np.isnan(rank)
        entry = np.searchsorted(reached, (before + rank)[known], side="left")
        values = np.full(rank.shape, np.nan)
        values[known] = found.value[entry]
        return values

    median = (at(np.floor(middle)) + at(np.ceil(middle))) / 2
    count = np.where(laid.months.ravel() > 0, count, np.nan)
    return (
        count.reshape(shape),
        median.reshape(shape),
        at(low).reshape(shape),
        at(high).reshape(shape),
    )
