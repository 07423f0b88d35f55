"""The difference in differences of places whose periods are taken together: before and after.

With one common start and a full panel, the two-way fixed effects estimate is the difference
between the mean changes of the two groups; for Poisson counts it is the ratio of their ratios.
Taking each place's periods together first loses nothing and leaves one change per place, whose
spread holds every correlation in time within a place (Bertrand, Duflo and Mullainathan 2004).

Errors, from those changes:

- at least three places on both sides: each group has its own spread. For values this is the CR2
  cluster-robust error with Bell and McCaffrey's degrees of freedom, which here is Welch's test
  (Imbens and Kolesár 2016); for counts the leave-one-place-out jackknife (CV3; MacKinnon, Nielsen
  and Webb 2023), never less than Poisson chance alone, with Welch's degrees of freedom for as
  many places of one size as these are worth;
- else: one spread for both groups, learned mostly from the larger, with places minus two degrees
  of freedom (Donald and Lang 2007); for counts a common over-dispersion, never below 1. The smaller
  group's is so many times as large as its places were more unruly before (see ``unruly``).
"""

from dataclasses import dataclass

import numpy as np

from avow.analysis.evaluation.effects import Estimate
from avow.analysis.evaluation.panel import Array
from avow.analysis.evaluation.pilot import EvaluationError

OWN_SPREAD = 3
_STEPS = 50


@dataclass(frozen=True)
class Group:
    """Places of one side: their figures before and after, and the log of how exposure changed.

    For values ``before`` and ``after`` are means per period; for counts sums.
    """

    before: Array
    after: Array
    offset: Array

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.before)

    def take(self, index: Array) -> "Group":
        """Return the places at ``index``."""
        return Group(self.before[index], self.after[index], self.offset[index])


def of_means(treated: Array, compared: Array, unlike: float = 1.0) -> Estimate:
    """Return the difference between mean changes, one change per place, with its error.

    ``unlike`` is how many times the variance of the larger group the smaller's is, where they
    share one.

    Raises:
        EvaluationError: there are fewer than two places to compare with.
    """
    n1, n0 = len(treated), len(compared)
    _enough(n0)
    estimate = float(treated.mean() - compared.mean())
    if min(n1, n0) >= OWN_SPREAD:
        return Estimate(estimate, *_welch(_var(treated) / n1, n1, _var(compared) / n0, n0))
    wide = _widths(n1, n0, unlike)
    both = zip((treated, compared), wide, strict=True)
    squares = sum(float(((group - group.mean()) ** 2).sum()) / w for group, w in both)
    df = n1 + n0 - 2
    return Estimate(estimate, float(np.sqrt(squares / df * (wide[0] / n1 + wide[1] / n0))), df)


def of_counts(treated: Group, compared: Group, unlike: float = 1.0) -> Estimate:
    """Return the log of the ratio of ratios of counts, with its error.

    ``unlike`` is how many times the over-dispersion of the larger group the smaller's is, where
    they share one.

    Raises:
        EvaluationError: fewer than two places to compare with, or a group without any case before
            or after.
    """
    n1, n0 = len(treated), len(compared)
    _enough(n0)
    logs = [_log_ratio(g) for g in (treated, compared)]
    estimate = logs[0] - logs[1]
    fits = [_pearson(g, at) for g, at in zip((treated, compared), logs, strict=True)]
    squares, weights = zip(*fits, strict=True)
    chance = sum(1 / weight for weight in weights)
    if min(n1, n0) >= OWN_SPREAD:
        error, df = _welch(
            _jackknife(treated), _alike(treated), _jackknife(compared), _alike(compared)
        )
        return Estimate(estimate, max(error, float(np.sqrt(chance))), df)
    df = n1 + n0 - 2
    wide = _widths(n1, n0, unlike)
    both = list(zip(squares, weights, wide, strict=True))
    shared = max(1.0, sum(square / w for square, _, w in both) / df)
    return Estimate(estimate, float(np.sqrt(shared * sum(w / each for _, each, w in both))), df)


def _widths(treated: int, compared: int, unlike: float) -> tuple[float, float]:
    """Return by how much the variance of either group is larger than the shared one."""
    return (unlike, 1.0) if treated <= compared else (1.0, unlike)


def _enough(compared: int) -> None:
    if compared < 2:
        raise EvaluationError(
            f"{compared} place to compare with: the usual differences between places cannot be "
            "told from one. Give at least two, or ask for `displacement`, which rests on counts "
            "alone, or for `series`, which needs no comparison."
        )


def _var(changes: Array) -> float:
    return float(changes.var(ddof=1))


def _welch(v1: float, n1: float, v0: float, n0: float) -> tuple[float, float]:
    total = v1 + v0
    if total == 0:
        return 0.0, float(n1 + n0 - 2)
    return float(np.sqrt(total)), total**2 / (v1**2 / (n1 - 1) + v0**2 / (n0 - 1))


def _log_ratio(group: Group) -> float:
    """Return the log of the rate after over the rate before, as Poisson counts give it."""
    if group.before.sum() == 0 or group.after.sum() == 0:
        raise EvaluationError(
            "One side has no case at all before or after the start, so that no ratio can be "
            "formed. Take more periods or places, or the figures as values."
        )
    both = group.before + group.after
    at = float(np.log(group.after.sum() / group.before.sum()) - np.average(group.offset))
    for _ in range(_STEPS):
        share = _share(at, group)
        step = float((group.after - both * share).sum() / (both * share * (1 - share)).sum())
        at += float(np.clip(step, -1, 1))
        if abs(step) < 1e-12:
            break
    return at


def _share(at: float, group: Group) -> Array:
    return np.asarray(1 / (1 + np.exp(-(at + group.offset))), dtype=float)


def _alike(group: Group) -> float:
    """Return how many places of one size would be as many as these: one large counts for most."""
    size = group.before + group.after
    return max(1.5, float(size.sum() ** 2 / (size**2).sum()))


def _jackknife(group: Group) -> float:
    n = len(group)
    places = np.arange(n)
    without = np.array([_log_ratio(group.take(places[places != i])) for i in places])
    return float((n - 1) / n * ((without - without.mean()) ** 2).sum())


def _pearson(group: Group, at: float) -> tuple[float, float]:
    """Return the sum of squared Pearson residuals, and the information on the log ratio."""
    both, share = group.before + group.after, _share(at, group)
    spread = both * share * (1 - share)
    squares = (group.after - both * share) ** 2 / np.where(spread > 0, spread, 1)
    return float(squares.sum()), float(spread.sum())
