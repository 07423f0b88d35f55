"""Texts as sums of their words; a word is known by its letters, its company and its groups.

Each of the three gives a text one unit vector; two texts are compared three ways, and the three
are added. All but the everyday groups is learnt from the answers themselves.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from avow.analysis.text.coding.company import company_vectors
from avow.analysis.text.coding.wordbook import counted, groups, letters
from avow.analysis.text.words import stem

Array = npt.NDArray[np.float64]
_DIMENSIONS = 100
_WORDS = 8_000
_WEIGHTS = (0.7, 0.7, 1.0)  # letters, company, everyday groups


class Space:
    """How texts are compared. Make one with :meth:`learn`, from texts in normal form."""

    def __init__(self, forms: Sequence[str], seed: int) -> None:
        self._stems: dict[str, int]
        texts = [form.split() for form in forms]
        self._learn_company(texts, seed)
        words, counts = counted(texts)
        present = counts.sign()
        self._letter_rarity = _rarity((present @ letters(words)).sign())
        self._group_rarity = _rarity((present @ groups(words)).sign())
        self._centre = np.zeros(self._vectors.shape[1])
        self._centre = self._company(words, counts).mean(axis=0)

    @classmethod
    def learn(cls, forms: Sequence[str], *, seed: int) -> "Space":
        """Learn from distinct texts which words are rare, and which keep the same company."""
        return cls(forms, seed)

    def place(self, texts: Sequence[Sequence[str]]) -> tuple[Any, ...]:
        """Return three matrices with a row per text, each text given as its words."""
        words, counts = counted(texts)
        spelled = counts @ (letters(words).multiply(self._letter_rarity)).tocsr()
        grouped = counts @ (groups(words).multiply(self._group_rarity)).tocsr()
        met = self._company(words, counts) - self._centre
        lengths = np.linalg.norm(met, axis=1, keepdims=True)
        return (
            _unit(spelled) * _WEIGHTS[0] ** 0.5,
            met / np.where(lengths < 1e-9, 1.0, lengths) * _WEIGHTS[1] ** 0.5,
            _unit(grouped) * _WEIGHTS[2] ** 0.5,
        )

    def _learn_company(self, texts: Sequence[Sequence[str]], seed: int) -> None:
        rows = [[stem(word) for word in text] for text in texts]
        seen: dict[str, int] = {}
        for row in rows:
            for root in set(row):
                seen[root] = seen.get(root, 0) + 1
        common = sorted((r for r in seen if seen[r] > 1), key=lambda r: (-seen[r], r))[:_WORDS]
        self._stems = {root: place for place, root in enumerate(common)}
        known = [[self._stems[root] for root in row if root in self._stems] for row in rows]
        vectors = company_vectors(
            [np.array(row, dtype=np.int64) for row in known],
            len(common),
            dimensions=_DIMENSIONS,
            seed=seed,
        )
        counts = np.array([seen[root] for root in common], dtype=np.float64).reshape(-1, 1)
        rarity = np.log((1 + len(texts)) / (1 + counts)) + 1
        self._vectors = vectors * rarity

    def _company(self, words: Sequence[str], counts: Any) -> Array:
        own = np.zeros((len(words), self._vectors.shape[1]))
        for row, word in enumerate(words):
            place = self._stems.get(stem(word))
            if place is not None:
                own[row] = self._vectors[place]
        met = np.asarray(counts @ own)
        lengths = np.linalg.norm(met, axis=1, keepdims=True)
        return np.asarray(met / np.where(lengths < 1e-9, 1.0, lengths))


def likeness(left: tuple[Any, ...], right: tuple[Any, ...]) -> Array:
    """Return how alike texts are: a row per text of the left, a column per text of the right."""
    total = 1.0  # what all texts share: the place of a constant
    for one, other in zip(left, right, strict=True):
        product = one @ other.T
        total = total + (product if isinstance(product, np.ndarray) else product.toarray())
    return np.asarray(total)


def _rarity(present: Any) -> Array:
    texts = present.shape[0]
    return np.log((1 + texts) / (1 + np.asarray(present.sum(axis=0)).ravel())) + 1


def _unit(rows: Any) -> Any:
    from scipy.sparse import diags

    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return diags(1.0 / np.where(lengths < 1e-9, 1.0, lengths)) @ rows
