"""From scores to chances, and from chances to a decision, both learnt on left-out scores."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Chosen = npt.NDArray[np.bool_]
_WELL_KNOWN = 30  # with fewer examples a label's chance is underestimated, and its bar lowered
_RIDGE = 1.0
_ABOUT = 0.003
_BARS = np.linspace(0.1, 0.6, 51)


def logistic(features: Array, outcome: Array) -> Array:
    """Return the weights of a ridge logistic regression, the constant last (Newton's method)."""
    design = np.column_stack([features, np.ones(len(features))])
    weights = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], _RIDGE)
    penalty[-1] = 1e-6
    for _ in range(30):
        chance = _sigmoid(design @ weights)
        slope = design.T @ (outcome - chance) - penalty * weights
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


@dataclass(frozen=True)
class Chances:
    """What turns scores into chances, chances into labels, and both into a confidence."""

    weights: Array
    bars: Array
    at_least_one: bool
    sure: Array
    examples: Array

    @classmethod
    def learn(cls, scores: Array, truth: Array) -> "Chances":
        """Learn from left-out scores (texts, labels) and what people said (0 or 1)."""
        examples = truth.sum(axis=0)
        weights = logistic(_features(scores, examples), truth.ravel())
        chance = _sigmoid(_with_constant(_features(scores, examples)) @ weights)
        chance = chance.reshape(scores.shape)
        lower = np.sqrt(np.minimum(1.0, examples / _WELL_KNOWN))
        forced = bool((truth.sum(axis=1) > 0).all())
        best = _best_bar(chance, lower, truth, forced)
        chosen = _choose(chance, best * lower, forced)
        right = (chosen == (truth > 0)).all(axis=1).astype(np.float64)
        sure = logistic(_sureness(chance, chosen), right)
        return cls(weights, best * lower, forced, sure, examples)

    def of(self, scores: Array) -> Array:
        """Return the chance of each label."""
        found = _sigmoid(_with_constant(_features(scores, self.examples)) @ self.weights)
        return found.reshape(scores.shape)

    def choose(self, chance: Array) -> Chosen:
        """Return which labels to suggest."""
        return _choose(chance, self.bars, self.at_least_one)

    def confidence(self, chance: Array, chosen: Chosen) -> Array:
        """Return the chance that a person would give exactly the chosen labels."""
        return _sigmoid(_with_constant(_sureness(chance, chosen)) @ self.sure)


def _features(scores: Array, examples: Array) -> Array:
    """Describe each score: itself, the best other label's for the same text, examples known."""
    if scores.shape[1] > 1:
        ranked = np.sort(scores, axis=1)
        best, second = ranked[:, -1:], ranked[:, -2:-1]
        others = np.where(scores >= best, second, best)
    else:
        others = np.zeros_like(scores)
    known = np.broadcast_to(np.log(np.maximum(examples, 1.0)), scores.shape)
    return np.column_stack([scores.ravel(), others.ravel(), known.ravel()])


def _choose(chance: Array, bars: Array, at_least_one: bool) -> Chosen:
    chosen = chance >= bars
    if at_least_one:
        empty = np.flatnonzero(~chosen.any(axis=1))
        chosen[empty, (chance[empty] / bars).argmax(axis=1)] = True
    return np.asarray(chosen)


def _best_bar(chance: Array, lower: Array, truth: Array, forced: bool) -> float:
    """Return the middle of the bars whose F1 is about the best: the very best is chance."""
    found = np.array([_f1(_choose(chance, bar * lower, forced), truth) for bar in _BARS])
    return float(np.median(_BARS[found >= found.max() - _ABOUT]))


def _sureness(chance: Array, chosen: Chosen) -> Array:
    """Describe each decision: the odds of all of it, its weakest part, how many labels."""
    agreed = np.clip(np.where(chosen, chance, 1 - chance), 1e-6, 1.0)
    whole = np.clip(np.exp(np.log(agreed).sum(axis=1)), 1e-3, 1 - 1e-3)
    weakest = np.log(agreed.min(axis=1))
    return np.column_stack([np.log(whole / (1 - whole)), weakest, chosen.sum(axis=1)])


def _f1(chosen: Chosen, truth: Array) -> float:
    return float(2 * (chosen & (truth > 0)).sum() / max(chosen.sum() + truth.sum(), 1))


def _with_constant(features: Array) -> Array:
    return np.column_stack([features, np.ones(len(features))])


def _sigmoid(values: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -30, 30))))
