"""What the ratio could be, whoever the people of unknown group are.

Every person whose group is missing belongs to some group. The ratio is greatest if all of them
who reached the step are in the group compared and all who did not are in the reference, and least
the other way round. No filling of the missing goes beyond the two, and both can be reached: the
bounds are sharp. Source: Manski (1989), Journal of Human Resources 24; Horowitz and Manski (2000),
Journal of the American Statistical Association 95.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from avow.analysis.disparity.intervals import Array, ratio_interval

NO_DATA, SURVIVES, CHANCE, FAILS = "", "survives", "survives but for chance", "does not survive"


@dataclass(frozen=True)
class Bounds:
    """The least and greatest ratio, and the limits of chance around those two.

    ``if_all`` is the ratio were all those not known in the group.
    """

    low: Array
    high: Array
    low_limit: Array
    high_limit: Array
    if_all: Array


def bounds(
    x: Array,
    n: Array,
    x0: Array,
    n0: Array,
    missing: Array,
    of: Array,
    level: float = 0.95,
    effect: Array | float = 1.0,
) -> Bounds:
    """Return the bounds of ``(x / n) / (x0 / n0)``; ``missing`` of ``of`` have no known group.

    Limits of chance around them are of ``level``, for so many times fewer people as the design
    ``effect`` says. A ratio to a share of zero is infinite; NaN where both shares are zero.
    """
    rest = of - missing
    least = (x, n + rest, x0 + missing, n0 + missing)
    most = (x + missing, n + missing, x0, n0 + rest)
    return Bounds(
        low=_ratio(*least),
        high=_ratio(*most),
        low_limit=_limits(least, level, effect)[0],
        high_limit=_limits(most, level, effect)[1],
        if_all=_ratio(x + missing, n + of, x0, n0),
    )


def _limits(
    counts: tuple[Array, Array, Array, Array], level: float, effect: Array | float
) -> tuple[Array, Array]:
    x, n, x0, n0 = (each / effect for each in counts)
    low, high, _ = ratio_interval(x, n, x0, n0, level)
    return low, high


def _ratio(x: Array, n: Array, x0: Array, n0: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((x / n) / (x0 / n0), float)


def survival(ratio: Array, found: Bounds) -> npt.NDArray[np.object_]:
    """Return whether the side of one on which each ratio lies holds for every filling."""
    above, below = ratio > 1, ratio < 1
    sign = (above & (found.low > 1)) | (below & (found.high < 1))
    sure = (above & (found.low_limit > 1)) | (below & (found.high_limit < 1))
    words = np.where(sure, SURVIVES, np.where(sign, CHANCE, FAILS)).astype(object)
    words[~(above | below)] = NO_DATA
    return words
