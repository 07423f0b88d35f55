"""Did pilot and comparison run alike before the start? Joint test, drift, placebo dates.

The joint test takes the periods before the start in a few blocks of equal length, so that there
are fewer questions than places, and asks whether the groups' courses over the blocks differ. With
three places or more on both sides each has its own spread, since pilot places can be far more
unruly than the others (Krishnamoorthy and Yu 2004, Statistics and Probability Letters 66:161); with
fewer both share one (Hotelling's two-sample test). It cannot prove likeness: see Roth (2022),
American Economic Review: Insights 4:305.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from avow.analysis.evaluation import collapsed
from avow.analysis.evaluation.effects import Estimate
from avow.analysis.evaluation.panel import Array, Kind, Split
from avow.analysis.evaluation.unruly import unruliness

BLOCKS = 4
SPLITS = 5
HALF_A_CASE = 0.5

Index = npt.NDArray[np.intp]


def scaled(split: Split, kind: Kind, blocks: Sequence[Index]) -> Array:
    """Return each unit's level in each block of periods: means, or logs of rates for counts."""
    panel = split.panel
    if kind == "value":
        rates = panel.rates()
        return np.column_stack([rates[:, block].mean(axis=1) for block in blocks])
    sizes = np.ones_like(panel.values) if panel.exposure is None else panel.exposure
    top = np.column_stack([panel.values[:, block].sum(axis=1) for block in blocks])
    below = np.column_stack([sizes[:, block].sum(axis=1) for block in blocks])
    return np.asarray(np.log((top + HALF_A_CASE) / below), dtype=float)


def joint_test(split: Split, kind: Kind) -> float | None:
    """Return the p-value that the courses before the start are alike; None if it cannot be told."""
    n1, n0 = len(split.treated), len(split.compared)
    few = min(n1, n0)
    most = (few + 1) // 2 if few >= collapsed.OWN_SPREAD else n1 + n0 - 2
    count = min(BLOCKS, split.before, most)
    if count < 2:
        return None
    blocks = np.array_split(np.arange(split.before), count)
    return hotelling(np.diff(scaled(split, kind, blocks), axis=1), split, unruliness(split, kind))


def hotelling(changes: Array, split: Split, unlike: float = 1.0) -> float | None:
    """Return the p-value that the mean rows of ``changes`` are alike in both groups.

    ``unlike`` is how many times as unruly the smaller group is, where both share one spread.
    """
    one, other = changes[list(split.treated)], changes[list(split.compared)]
    gap = one.mean(axis=0) - other.mean(axis=0)
    size = len(gap)
    if min(len(one), len(other)) >= collapsed.OWN_SPREAD:
        spreads = np.array([_squares(g) / (len(g) - 1) / len(g) for g in (one, other)])
        df = _freedom(spreads, (len(one), len(other)), size)
        return _judged(gap, spreads.sum(axis=0), df)
    df = len(one) + len(other) - 2
    few, many = sorted((one, other), key=len)
    each = (_squares(few) / unlike + _squares(many)) / max(df, 1)
    return _judged(gap, each * (unlike / len(few) + 1 / len(many)), df)


def _squares(group: Array) -> Array:
    off = group - group.mean(axis=0)
    return np.asarray(off.T @ off)


def _freedom(spreads: Array, counts: tuple[int, int], size: int) -> float:
    """Return the degrees of freedom of a sum of spreads (Krishnamoorthy and Yu's)."""
    whole = spreads.sum(axis=0)
    if np.linalg.matrix_rank(whole) < size:
        return 0.0
    shares = [each @ np.linalg.inv(whole) for each in spreads]
    unsure = [
        (np.trace(share @ share) + np.trace(share) ** 2) / (count - 1)
        for share, count in zip(shares, counts, strict=True)
    ]
    return float((size + size**2) / sum(unsure))


def _judged(gap: Array, spread: Array, df: float) -> float | None:
    """Return the p-value of a gap whose spread is known by so many degrees of freedom."""
    from scipy.stats import f

    size = len(gap)
    rest = df - size + 1
    if rest <= 0 or np.linalg.matrix_rank(spread) < size:
        return None
    squared = float(gap @ np.linalg.solve(spread, gap))
    return float(f.sf(squared * rest / (df * size), size, rest))


def drift(split: Split, kind: Kind) -> Estimate | None:
    """Return how far the pilot drifted from the comparison per period before the start."""
    if split.before < 3:
        return None
    singles = [np.array([i]) for i in range(split.before)]
    levels = scaled(split, kind, singles)
    time = np.arange(split.before) - (split.before - 1) / 2
    slopes = levels @ time / (time @ time)
    one, other = slopes[list(split.treated)], slopes[list(split.compared)]
    return collapsed.of_means(one, other, unruliness(split, kind))


def estimate(split: Split, kind: Kind, before: Index, after: Index) -> Estimate:
    """Return the difference in differences between two sets of periods."""
    one, other = (
        _group(split, kind, rows, before, after) for rows in (split.treated, split.compared)
    )
    unlike = unruliness(split, kind)
    if kind == "value":
        return collapsed.of_means(one.after - one.before, other.after - other.before, unlike)
    return collapsed.of_counts(one, other, unlike)


def placebo_starts(split: Split) -> list[int]:
    """Return invented starts, spread over the periods before the true one."""
    least = max(2, split.before // 6)
    if split.before < 2 * least:
        return []
    return sorted({round(at) for at in np.linspace(least, split.before - least, SPLITS)})


def _group(
    split: Split, kind: Kind, rows: Sequence[int], before: Index, after: Index
) -> collapsed.Group:
    panel, index = split.panel, list(rows)
    sizes = np.ones_like(panel.values) if panel.exposure is None else panel.exposure
    if kind == "value":
        rates = panel.rates()[index]
        means = [rates[:, part].mean(axis=1) for part in (before, after)]
        return collapsed.Group(means[0], means[1], np.zeros(len(index)))
    counts = [panel.values[index][:, part].sum(axis=1) for part in (before, after)]
    exposed = [sizes[index][:, part].sum(axis=1) for part in (before, after)]
    return collapsed.Group(counts[0], counts[1], np.log(exposed[1] / exposed[0]))
