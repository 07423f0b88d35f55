"""Where the level of a series may have moved: a suggestion for a new phase, never made by itself.

The rule: split the newest phase at every point that leaves six on either side; compare the means
before and after, in standard deviations taken from the moving range (which a move hardly widens);
suggest the widest split if it is wider than ``WIDE``. Of steady series of 24 to 96 points, about
one in a hundred gets a suggestion. Source of the statistic: Hawkins (1977), JASA 72:180; the limit
is from simulation, repeated in the tests.
"""

import numpy as np
import numpy.typing as npt

from avow.analysis.variation.kinds import PER_SIGMA, mean_of, ranges

Array = npt.NDArray[np.float64]

LEAST, WIDE = 6, 3.7


def widest_split(z: Array) -> tuple[npt.NDArray[np.int_], Array]:
    """Return where each row's level moves most (the first point after), and by how much.

    Where the row is too short to split, the place is 0 and the width 0.
    """
    units, periods = z.shape
    if periods < 2 * LEAST:
        return np.zeros(units, dtype=int), np.zeros(units)
    known = np.isfinite(z)
    gaps = np.where(known, z, np.nan)
    sigma = mean_of(ranges(gaps)) / PER_SIGMA
    # One wild point is no move: it counts for no more than three standard deviations.
    middle = np.nanmedian(np.where(known.any(axis=1, keepdims=True), gaps, 0.0), axis=1)[:, None]
    steady = np.where(known, np.clip(z, middle - 3 * sigma, middle + 3 * sigma), 0.0)
    total, count = np.cumsum(steady, axis=1), np.cumsum(known, axis=1)
    after_total, after_count = total[:, [-1]] - total, count[:, [-1]] - count
    enough = (count >= LEAST) & (after_count >= LEAST)
    n, m = np.maximum(count, 1), np.maximum(after_count, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        wide = np.abs(after_total / m - total / n) / (sigma * np.sqrt(1 / n + 1 / m))
    wide = np.where(enough & np.isfinite(wide), wide, 0.0)
    last = np.argmax(wide, axis=1)
    return last + 1, wide[np.arange(units), last]
