"""Spherical k-means with careful seeding (Arthur and Vassilvitskii 2007), the same for a seed."""

import numpy as np
import numpy.typing as npt

from avow.analysis.text.space import Array, unit_rows

_ROUNDS, _TRIES = 40, 4
Places = npt.NDArray[np.int64]
_SAME = 0.9  # centres nearer than this are one theme


def centres(rows: Array, count: int, *, seed: int) -> Array:
    """Return at most ``count`` unit centres of unit rows; rows of zeros belong nowhere."""
    rows = rows[np.abs(rows).sum(axis=1) > 0]
    if not len(rows):
        return np.zeros((0, rows.shape[1]))
    draw = np.random.default_rng(seed)
    tries = [_settled(rows, _seeds(rows, min(count, len(rows)), draw)) for _ in range(_TRIES)]
    found = max(tries, key=lambda tried: float((rows @ tried.T).max(axis=1).sum()))
    nearest = (rows @ found.T).argmax(axis=1)
    return _merged(found, np.bincount(nearest, minlength=len(found)))


def _settled(rows: Array, found: Array) -> Array:
    nearest = np.full(len(rows), -1)
    for _ in range(_ROUNDS):
        before, nearest = nearest, (rows @ found.T).argmax(axis=1)
        if np.array_equal(before, nearest):
            break
        found = _means(rows, nearest, found)
    return found


def _seeds(rows: Array, count: int, draw: np.random.Generator) -> Array:
    chosen = [int(draw.integers(len(rows)))]
    far = 1 - rows @ rows[chosen[0]]
    while len(chosen) < count:
        odds = np.maximum(far, 0) ** 2
        if odds.sum() < 1e-9:
            break
        chosen.append(int(draw.choice(len(rows), p=odds / odds.sum())))
        far = np.minimum(far, 1 - rows @ rows[chosen[-1]])
    return rows[chosen]


def _means(rows: Array, nearest: Places, old: Array) -> Array:
    from scipy.sparse import csr_matrix

    places = (nearest, np.arange(len(rows)))
    sums = np.asarray(csr_matrix((np.ones(len(rows)), places), (len(old), len(rows))) @ rows)
    empty = np.abs(sums).sum(axis=1) == 0
    sums[empty] = old[empty]
    return unit_rows(sums)


def _merged(found: Array, sizes: Places) -> Array:
    """Join centres that say the same, the nearest first."""
    weights = sizes.astype(np.float64)
    while len(found) > 1:
        alike = found @ found.T
        np.fill_diagonal(alike, -1)
        one, other = sorted(divmod(int(alike.argmax()), len(found)))
        if alike[one, other] < _SAME:
            break
        joined = found[one] * weights[one] + found[other] * weights[other]
        found[one] = joined / max(float(np.linalg.norm(joined)), 1e-9)
        weights[one] += weights[other]
        found, weights = np.delete(found, other, axis=0), np.delete(weights, other)
    return found
