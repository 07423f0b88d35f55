"""Control charts of rare events: the time, or the number of cases, between one and the next.

A count that is mostly zero says little month by month; the gaps between events say at once when
events come closer together. A point *above* its limit is a long gap, so fewer events.

Times are raised to the power 1 / 3.6, which makes exponential times close to normal, and charted
as single values (Nelson 1994, Journal of Quality Technology 26:242; Montgomery 2013, 7.3.4); or
they get the exact limits of the exponential distribution. Numbers between follow a geometric
distribution (Benneyan 2001, Health Care Management Science 4:305), whose exact limits are used,
or three standard deviations as he gives them.
"""

import numpy as np

from avow.analysis.variation.kinds import (
    TAIL,
    Array,
    Levels,
    Limits,
    mean_of,
    of_exact,
    of_sigma,
    xmr,
)
from avow.analysis.variation.limits import Counts, exact_limits

POWER = 1 / 3.6


def t(values: Array, _sizes: Array, limits: Limits) -> Levels:
    """Time between events; exact only if asked for, as it takes the times to be exponential."""
    if limits == "exact":
        mean = mean_of(values)
        share = 1 - np.exp(-values / mean)
        low, high = -mean * np.log1p(-TAIL), -mean * np.log(TAIL)
        return of_exact(values, mean * np.log(2), low, high, share)
    made = xmr(values**POWER, values, limits)
    centre, low, high = (
        np.clip(line, 0, None) ** (1 / POWER) for line in (made.centre, made.low, made.high)
    )
    return Levels(values, centre, low, high, made.points, made.exact)


def g(values: Array, _sizes: Array, limits: Limits) -> Levels:
    """Number of cases between events."""
    from scipy.stats import geom

    mean = mean_of(values)
    if limits == "sigma":
        sigma = np.sqrt(mean * (mean + 1))
        return of_sigma(values, mean, mean - 3 * sigma, mean + 3 * sigma, sigma)
    # scipy counts the event itself; the number between is one fewer.
    chance = Counts(geom, (1 / (mean + 1), -1))
    low, high = exact_limits(chance, np.full(mean.shape, np.inf), TAIL)
    count = np.round(values)
    share = (chance.cdf(count) + chance.cdf(count - 1)) / 2
    return of_exact(values, chance.ppf(0.5), low, high, share)
