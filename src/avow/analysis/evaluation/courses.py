"""Did pilot and comparison run alike before the start? Joint test, drift, placebo dates.

The joint test takes the periods before the start in a few blocks of equal length, so that there
are fewer questions than places, and asks whether the groups' courses over the blocks differ:
Hotelling's two-sample test, exact in small samples of normal changes. It cannot prove likeness:
see Roth (2022), American Economic Review: Insights 4:305.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from avow.analysis.evaluation import collapsed
from avow.analysis.evaluation.effects import Estimate
from avow.analysis.evaluation.panel import Array, Kind, Split

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
    count = min(BLOCKS, split.before, n1 + n0 - 2)
    if count < 2:
        return None
    blocks = np.array_split(np.arange(split.before), count)
    return hotelling(np.diff(scaled(split, kind, blocks), axis=1), split)


def hotelling(changes: Array, split: Split) -> float | None:
    """Return the p-value that the mean rows of ``changes`` are alike in both groups."""
    from scipy.stats import f

    one, other = changes[list(split.treated)], changes[list(split.compared)]
    n1, n0, size = len(one), len(other), changes.shape[1]
    df = n1 + n0 - 2
    spread = sum((g - g.mean(axis=0)).T @ (g - g.mean(axis=0)) for g in (one, other)) / df
    if df < size or np.linalg.matrix_rank(spread) < size:
        return None
    gap = one.mean(axis=0) - other.mean(axis=0)
    t2 = n1 * n0 / (n1 + n0) * float(gap @ np.linalg.solve(spread, gap))
    return float(f.sf(t2 * (df - size + 1) / (df * size), size, df - size + 1))


def drift(split: Split, kind: Kind) -> Estimate | None:
    """Return how far the pilot drifted from the comparison per period before the start."""
    if split.before < 3:
        return None
    singles = [np.array([i]) for i in range(split.before)]
    levels = scaled(split, kind, singles)
    time = np.arange(split.before) - (split.before - 1) / 2
    slopes = levels @ time / (time @ time)
    return collapsed.of_means(slopes[list(split.treated)], slopes[list(split.compared)])


def estimate(split: Split, kind: Kind, before: Index, after: Index) -> Estimate:
    """Return the difference in differences between two sets of periods."""
    one, other = (
        _group(split, kind, rows, before, after) for rows in (split.treated, split.compared)
    )
    if kind == "value":
        return collapsed.of_means(one.after - one.before, other.after - other.before)
    return collapsed.of_counts(one, other)


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
