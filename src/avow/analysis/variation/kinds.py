"""Centre and limits of each kind of control chart, for many units at once.

Arrays have a row per unit and a column per period; a gap is NaN. Limits are three standard
deviations from the centre. Where a count of fewer than nine is expected, three standard deviations
are no longer 0.27% of points, and exact binomial or Poisson limits with that share take over.

Sources: Wheeler (2000), Understanding Variation (XmR); Montgomery (2013), Introduction to
Statistical Quality Control, chapter 7 (P, C, U); Laney (2002), Quality Engineering 14:531 (P', U').
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from avow.analysis.variation.limits import chance_model, exact_limits
from avow.analysis.variation.rules import Points

Array = npt.NDArray[np.float64]
ChartKind = Literal["xmr", "p", "p-laney", "c", "u", "u-laney", "t", "g"]
Limits = Literal["auto", "sigma", "exact"]

SCALE, RANGE_SCALE, PER_SIGMA = 2.66, 3.268, 1.128
SMALL = 9.0  # below so many expected, three standard deviations under the mean is below zero
TAIL = 0.0013498980316301  # the share of a normal beyond three standard deviations on one side


@dataclass(frozen=True)
class Levels:
    """What a chart draws: values, centre, limits, and what the rules judge.

    ``exact`` says of each unit whether its limits are exact.
    """

    value: Array
    centre: Array
    low: Array
    high: Array
    points: Points
    exact: npt.NDArray[np.bool_]


def xmr(values: Array, _sizes: Array, _limits: Limits) -> Levels:
    """Limits from the mean moving range, for single values of any sort."""
    mean, width = mean_of(values), mean_of(ranges(values))
    mean = np.where(np.isnan(width), np.nan, mean)
    reach = SCALE * width
    return of_sigma(values, mean, mean - reach, mean + reach, reach / 3)


def p(values: Array, sizes: Array, limits: Limits) -> Levels:
    """Limits of a proportion by chance alone."""
    centre = _pooled(values, sizes)
    sigma = np.sqrt(centre * (1 - centre) / sizes)
    small = np.minimum(sizes * centre, sizes * (1 - centre))
    return _exact_where(values, sizes, (centre, sigma), limits, small, kind="proportion")


def u(values: Array, sizes: Array, limits: Limits) -> Levels:
    """Limits of a rate of counts by chance alone."""
    centre = _pooled(values, sizes)
    sigma = np.sqrt(centre / sizes)
    return _exact_where(values, sizes, (centre, sigma), limits, sizes * centre, kind="rate")


def p_laney(values: Array, sizes: Array, _limits: Limits) -> Levels:
    """P limits stretched by how much the scores of neighbouring points really vary."""
    centre = _pooled(values, sizes)
    return _stretched(values / sizes, centre, np.sqrt(centre * (1 - centre) / sizes))


def u_laney(values: Array, sizes: Array, _limits: Limits) -> Levels:
    """U limits stretched by how much the scores of neighbouring points really vary."""
    centre = _pooled(values, sizes)
    return _stretched(values / sizes, centre, np.sqrt(centre / sizes))


def ranges(values: Array) -> Array:
    """Return the moving ranges; none crosses a gap."""
    moved = np.full(values.shape, np.nan)
    moved[:, 1:] = np.abs(np.diff(values, axis=1))
    return moved


def mean_of(values: Array) -> Array:
    """Return the mean of each row as a column; NaN where the row is all gaps."""
    known = ~np.isnan(values)
    count = known.sum(axis=1, keepdims=True)
    total = np.where(known, values, 0.0).sum(axis=1, keepdims=True)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan), dtype=float)


def of_sigma(value: Array, centre: Array, low: Array, high: Array, sigma: Array) -> Levels:
    """Return levels judged by standard deviations from the centre."""
    off = value - centre
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(off == 0, 0.0, off / sigma)
    points = Points(z, value > high, value < low)
    centre, low, high = (np.broadcast_to(line, value.shape) for line in (centre, low, high))
    return Levels(value, centre, low, high, points, np.zeros(len(value), dtype=bool))


def of_exact(value: Array, centre: Array, low: Array, high: Array, share: Array) -> Levels:
    """Return levels judged exactly; ``share`` is the probability of less, ties by half."""
    from scipy.special import ndtri

    z = np.asarray(ndtri(np.clip(share, 1e-300, 1 - 1e-16)), dtype=float)
    points = Points(z, value > high, value < low)
    centre, low, high = (np.broadcast_to(line, value.shape) for line in (centre, low, high))
    return Levels(value, centre, low, high, points, np.ones(len(value), dtype=bool))


def _pooled(values: Array, sizes: Array) -> Array:
    known = ~np.isnan(values)
    above = np.where(known, values, 0.0).sum(axis=1, keepdims=True)
    below = np.where(known, sizes, 0.0).sum(axis=1, keepdims=True)
    return np.asarray(np.where(below > 0, above / np.where(below > 0, below, 1), np.nan))


def _stretched(value: Array, centre: Array, sigma: Array) -> Levels:
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(value == centre, 0.0, (value - centre) / sigma)
    wide = sigma * mean_of(ranges(z)) / PER_SIGMA
    return of_sigma(value, centre, centre - 3 * wide, centre + 3 * wide, wide)


def _exact_where(
    values: Array,
    sizes: Array,
    level: tuple[Array, Array],
    limits: Limits,
    expected: Array,
    *,
    kind: Literal["proportion", "rate"],
) -> Levels:
    """Return levels by standard deviations, exact in the rows where counts are small."""
    centre, sigma = level
    made = of_sigma(values / sizes, centre, centre - 3 * sigma, centre + 3 * sigma, sigma)
    few = np.min(np.where(np.isnan(values), np.inf, expected), axis=1) < SMALL
    rows = np.flatnonzero((few & (limits == "auto")) | (limits == "exact"))
    if not len(rows):
        return made
    return _replaced(made, rows, _exact(values[rows], sizes[rows], centre[rows], kind))


def _exact(
    values: Array, sizes: Array, centre: Array, kind: Literal["proportion", "rate"]
) -> Levels:
    chance, top = chance_model(sizes, centre, kind)
    low, high = exact_limits(chance, top, TAIL)
    count = np.round(values)
    share = (chance.cdf(count) + chance.cdf(count - 1)) / 2
    return of_exact(values / sizes, centre, low / sizes, high / sizes, share)


def _replaced(made: Levels, rows: npt.NDArray[np.intp], by: Levels) -> Levels:
    def put(into: Any, new: Any) -> Any:
        whole = into.copy()
        whole[rows] = new
        return whole

    old, new = made.points, by.points
    points = Points(put(old.z, new.z), put(old.above, new.above), put(old.below, new.below))
    low, high = put(made.low, by.low), put(made.high, by.high)
    return Levels(made.value, made.centre, low, high, points, put(made.exact, by.exact))
