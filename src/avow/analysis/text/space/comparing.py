"""Texts as sums of their words; a word is known by its letters, its company and its groups.

Each of the three gives a text one unit vector; two texts are compared three ways, and the three
are added. All but the everyday groups is learnt from the answers themselves.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from avow.analysis.text.space.company import company_vectors
from avow.analysis.text.space.wordbook import counted, groups, letters
from avow.analysis.text.words import stem

Array = npt.NDArray[np.float64]
Texts = Sequence[Sequence[str]]
_DIMENSIONS = 100
_WORDS = 8_000
_LETTERS, _COMPANY, _GROUPS = 0.7, 0.7, 1.0  # how much each way of comparing counts


class Space:
    """How texts are compared, learnt from distinct texts. A text is given as its words."""

    def __init__(self, texts: Texts, *, seed: int) -> None:
        """Learn which words are rare, and which keep the same company."""
        self._stems, self._vectors = _words_by_company(texts, seed)
        words, counts = counted(texts)
        present = counts.sign()
        self._letter_rarity = _rarity(_present(present @ letters(words)), len(texts))
        self._group_rarity = _rarity(_present(present @ groups(words)), len(texts))
        self._centre = np.zeros(self._vectors.shape[1])
        self._centre = self._company(words, counts).mean(axis=0) if texts else self._centre

    def place(self, texts: Texts) -> tuple[Any, Array]:
        """Return where texts are: sparse rows by their letters, and dense rows by their meaning."""
        words, counts = counted(texts)
        spelled = counts @ letters(words).multiply(self._letter_rarity).tocsr()
        return _unit_sparse(spelled) * _LETTERS**0.5, self._meaning(words, counts)

    def meanings(self, texts: Texts) -> Array:
        """Return a row per text by the company its words keep and their everyday groups."""
        return self._meaning(*counted(texts))

    def _meaning(self, words: Sequence[str], counts: Any) -> Array:
        grouped = counts @ groups(words).multiply(self._group_rarity).tocsr()
        met = unit_rows(self._company(words, counts) - self._centre)
        met[np.diff(counts.indptr) == 0] = 0.0
        return np.hstack([met * _COMPANY**0.5, _unit_sparse(grouped).toarray() * _GROUPS**0.5])

    def _company(self, words: Sequence[str], counts: Any) -> Array:
        own = np.zeros((len(words), self._vectors.shape[1]))
        for row, word in enumerate(words):
            place = self._stems.get(stem(word))
            if place is not None:
                own[row] = self._vectors[place]
        return unit_rows(np.asarray(counts @ own))


def likeness(left: tuple[Any, Array], right: tuple[Any, Array]) -> Array:
    """Return how alike texts are: a row per text of the left, a column per text of the right."""
    constant = 1.0  # stands for what all texts share
    return np.asarray((left[0] @ right[0].T).toarray() + left[1] @ right[1].T + constant)


def unit_rows(rows: Array) -> Array:
    """Return rows of length one; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths < 1e-9, 1.0, lengths))


def _words_by_company(texts: Texts, seed: int) -> tuple[dict[str, int], Array]:
    """Return the places of the common stems, and a vector for each, longer for rare ones."""
    rows = [[stem(word) for word in text] for text in texts]
    seen: dict[str, int] = {}
    for row in rows:
        for root in set(row):
            seen[root] = seen.get(root, 0) + 1
    common = sorted((r for r in seen if seen[r] > 1), key=lambda r: (-seen[r], r))[:_WORDS]
    stems = {root: place for place, root in enumerate(common)}
    known = [
        np.array([stems[root] for root in row if root in stems], dtype=np.int64) for row in rows
    ]
    vectors = company_vectors(known, len(common), dimensions=_DIMENSIONS, seed=seed)
    counts = np.array([seen[root] for root in common], dtype=np.float64)
    return stems, vectors * _rarity(counts, len(texts))[:, None]


def _present(rows: Any) -> Array:
    return np.asarray(rows.sign().sum(axis=0), dtype=np.float64).ravel()


def _rarity(counts: Array, texts: int) -> Array:
    """Return the smoothed inverse document frequency."""
    return np.asarray(np.log((1 + texts) / (1 + counts)) + 1)


def _unit_sparse(rows: Any) -> Any:
    from scipy.sparse import diags

    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return diags(1.0 / np.where(lengths < 1e-9, 1.0, lengths)) @ rows
