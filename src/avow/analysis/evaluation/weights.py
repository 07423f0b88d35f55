"""The weights of a synthetic control: shares of the donors that together look like the pilot.

Weights are never negative and sum to one (Abadie, Diamond and Hainmueller 2010, JASA 105:493), so
that the synthetic place never lies outside what donors do. Given how much each predictor counts
(V), the weights are those of a non-negative least squares with one heavy row for the sum. V is
chosen so that the synthetic place follows the pilot's course before the start most closely.
"""

from collections.abc import Sequence

import numpy as np

from avow.analysis.evaluation.panel import Array

_HEAVY = 1e3
_ROUNDS = 400
_RANGE = 14.0


def simplex(target: Array, donors: Array) -> Array:
    """Return the weights w >= 0, sum w = 1, that bring ``donors`` @ w closest to ``target``.

    ``donors`` has a row per figure and a column per donor.
    """
    from scipy.optimize import nnls

    size = max(float(np.abs(donors).max()), 1e-12)
    heavy = np.full((1, donors.shape[1]), _HEAVY)
    a = np.vstack([donors / size, heavy])
    found, _ = nnls(a, np.append(target / size, _HEAVY), maxiter=50 * donors.shape[1])
    return np.asarray(found / found.sum(), dtype=float)


def with_predictors(
    target: Array, donors: Array, course: Array, courses: Array
) -> tuple[Array, Array]:
    """Return donor weights and V, the weights of the predictors (they sum to one).

    ``target`` and ``donors`` hold predictors, ``course`` and ``courses`` the outcome before the
    start, donors in columns. V is looked for from several beginnings: all alike, and each
    predictor by how well it foretells the outcome.
    """
    from scipy.optimize import minimize

    spread = np.column_stack([donors, target]).std(axis=1, ddof=1)
    spread = np.where(spread > 0, spread, 1)
    one, many = target / spread, donors / spread[:, None]

    def weights_at(logs: Array) -> Array:
        root = np.exp(logs / 2)
        return simplex(one * root, many * root[:, None])

    def loss(logs: Array) -> float:
        return float(((course - courses @ weights_at(_bounded(logs))) ** 2).mean())

    best = None
    for begin in _beginnings(one, many, course, courses):
        found = minimize(
            loss,
            begin,
            method="Nelder-Mead",
            options={
                "maxfev": _ROUNDS * len(begin),
                "xatol": 1e-3,
                "fatol": 1e-6,
                "adaptive": True,
            },
        )
        if best is None or found.fun < best.fun:
            best = found
    assert best is not None  # noqa: S101 — there are two beginnings
    logs = _bounded(best.x)
    v = np.exp(logs)
    return weights_at(logs), v / v.sum()


def _bounded(logs: Array) -> Array:
    """Keep every predictor in the count, the least with a millionth of the largest."""
    return np.asarray(np.clip(logs - logs.max(), -_RANGE, 0), dtype=float)


def _beginnings(one: Array, many: Array, course: Array, courses: Array) -> Sequence[Array]:
    """Return logs of V to begin from: equal, and by the size of regression coefficients."""
    predictors = np.column_stack([one, many]).T
    outcome = np.column_stack([course, courses]).T
    design = np.column_stack([np.ones(len(predictors)), predictors])
    slopes = np.linalg.lstsq(design, outcome, rcond=None)[0][1:]
    share = (slopes**2).sum(axis=1)
    return [np.zeros(len(one)), np.log(share / share.sum() + 1e-6)]
