"""Word vectors from the answers themselves: words that keep the same company lie together.

Positive pointwise mutual information of words within a window, smoothed contexts, reduced by a
truncated singular value decomposition (Levy, Goldberg and Dagan 2015,
doi:10.1162/tacl_a_00134).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float64]
_WINDOW = 8
_SMOOTHING = 0.75


def company_vectors(
    sentences: Sequence[npt.NDArray[np.int64]], words: int, *, dimensions: int, seed: int
) -> Vectors:
    """Return a unit vector per word, shape (words, dimensions or fewer).

    ``sentences`` hold word numbers below ``words``. A word without company has a zero vector.
    """
    from scipy.sparse.linalg import svds

    together = _together(sentences, words)
    information = _information(together)
    kept = min(dimensions, words - 1)
    if kept < 1 or information.nnz == 0:
        return np.zeros((words, 1))
    left, strengths, _ = svds(information, k=kept, rng=np.random.default_rng(seed))
    vectors = left * np.sqrt(np.maximum(strengths, 0.0))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths < 1e-9, 1.0, lengths))


def _together(sentences: Sequence[npt.NDArray[np.int64]], words: int) -> Any:
    """Count how often two words stand within the window, nearer ones for more."""
    from scipy.sparse import coo_matrix, csr_matrix

    flat = np.concatenate([np.zeros(0, dtype=np.int64), *sentences])
    home = np.repeat(np.arange(len(sentences)), [len(s) for s in sentences])
    total = csr_matrix((words, words))
    for step in range(1, _WINDOW + 1):
        left, right = flat[:-step], flat[step:]
        same = home[:-step] == home[step:]
        weight = np.full(int(same.sum()), step**-0.5)
        total = total + coo_matrix((weight, (left[same], right[same])), (words, words)).tocsr()
    return total + total.T


def _information(together: Any) -> Any:
    from scipy.sparse import csr_matrix

    pairs = together.tocoo()
    rows = np.asarray(together.sum(axis=1)).ravel()
    smooth = rows**_SMOOTHING
    shares = smooth / max(smooth.sum(), 1e-12)
    with np.errstate(divide="ignore"):
        values = np.log(pairs.data / (rows[pairs.row] * shares[pairs.col]))
    values = np.maximum(values, 0.0)
    found = csr_matrix((values, (pairs.row, pairs.col)), together.shape)
    found.eliminate_zeros()
    return found
