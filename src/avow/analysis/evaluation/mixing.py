"""A place beside the mix of others that ran most like it: the pilot, or a donor in its part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from avow.analysis.evaluation.panel import Array, Split
from avow.analysis.evaluation.pilot import EvaluationError
from avow.analysis.evaluation.weights import simplex, with_predictors

LEAST_BEFORE, LEAST_DONORS = 5, 4
# A miss below this share of the level is no measure of how far a mix usually is off.
_EXACT = 1e-6


@dataclass(frozen=True)
class Course:
    """A place, the weights of its donors, and its gap to their mix in each period.

    ``exact`` says that some mix follows its place without error, so that gaps after the start are
    set against each other as they are, not in units of the error before.
    """

    weights: Array
    gap: Array
    first: int
    exact: bool = False

    @property
    def before(self) -> float:
        """Return the root mean squared gap before the start."""
        return float(np.sqrt((self.gap[: self.first] ** 2).mean()))

    @property
    def after(self) -> float:
        """Return the root mean squared gap from the start on."""
        return float(np.sqrt((self.gap[self.first :] ** 2).mean()))

    @property
    def mean(self) -> float:
        """Return the mean gap from the start on."""
        return float(self.gap[self.first :].mean())

    @property
    def ratio(self) -> float:
        """Return by how much the error grew."""
        return self.after / self.unit

    @property
    def score(self) -> float:
        """Return the mean gap after, in units of the error before."""
        return self.mean / self.unit

    @property
    def unit(self) -> float:
        """Return the error before, in which gaps are told; 1 where it means nothing."""
        return 1.0 if self.exact else self.before


Predictors = Mapping[str, Mapping[str, float]]


Traits = tuple[Array, Array] | None


def enough(split: Split) -> None:
    """Refuse too few periods or donors.

    Raises:
        EvaluationError: fewer than can tell anything.
    """
    if split.before < LEAST_BEFORE:
        raise EvaluationError(
            f"{split.before} periods before the start are too few to find places that ran alike: "
            f"at least {LEAST_BEFORE} are needed, and more are better."
        )
    if len(split.compared) < LEAST_DONORS:
        raise EvaluationError(
            f"{len(split.compared)} places to draw on are too few: with fewer than {LEAST_DONORS} "
            "no placebo test can tell anything. Name more places to compare with."
        )


def traits_of(split: Split, predictors: Predictors | None) -> tuple[Array, Array] | None:
    """Return the predictors of the pilot (mean of its areas) and of the donors, in columns."""
    if not predictors:
        return None
    units = split.panel.units
    rows = []
    for name, values in predictors.items():
        missing = [units[i] for i in (*split.treated, *split.compared) if units[i] not in values]
        if missing:
            raise EvaluationError(f"The predictor “{name}” has no value for {missing[0]}.")
        rows.append([values.get(unit, np.nan) for unit in units])
    table = np.array(rows, dtype=float)
    return table[:, list(split.treated)].mean(axis=1), table[:, list(split.compared)]


def mixed(
    path: Array,
    donors: Array,
    first: int,
    traits: Traits,
    v: Array | None = None,
) -> tuple[Course, Array | None]:
    """Return a place beside the mix of donors that ran most like it, and V where there is one."""
    if traits is None:
        weights = simplex(path[:first], donors[:, :first].T)
    elif v is None:
        weights, v = with_predictors(*traits, path[:first], donors[:, :first].T)
    else:
        spread = np.column_stack([traits[1], traits[0]]).std(axis=1, ddof=1)
        root = np.sqrt(v) / np.where(spread > 0, spread, 1)
        weights = simplex(traits[0] * root, traits[1] * root[:, None])
    return Course(weights, path - weights @ donors, first), v


def comparable(courses: list[Course], level: float) -> list[Course]:
    """Return the courses, marked where one is followed without error at this ``level``."""
    exact = any(each.before <= _EXACT * level for each in courses)
    return [replace(each, exact=exact) for each in courses]


def placebo(donors: Array, at: int, first: int, traits: Traits, v: Array | None) -> Course:
    """Let a donor take the pilot's part among the other donors; the pilot is left out."""
    rest = np.delete(donors, at, axis=0)
    apart = None if traits is None else (traits[1][:, at], np.delete(traits[1], at, axis=1))
    return mixed(donors[at], rest, first, apart, v)[0]
