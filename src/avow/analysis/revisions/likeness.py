"""How alike the parts of two versions are: shared words, the rare ones counting more."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from avow.analysis.text.words import stem, tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Table = npt.NDArray[np.float64]


class Likeness:
    """Every text of one version against every text of another.

    A word weighs ``1 + ln((1 + n) / (1 + texts that hold it))``, as in smoothed TF-IDF, over the
    ``n`` texts of both versions: what every promise says ("we will") counts for little.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        import numpy as np

        self._old, self._new = [_stems(t) for t in before], [_stems(t) for t in after]
        held = Counter(word for words in (*self._old, *self._new) for word in words)
        place = {word: at for at, word in enumerate(sorted(held))}
        n = len(before) + len(after)
        counts = np.array([held[word] for word in place], dtype=float)
        self._weights = 1 + np.log((1 + n) / (1 + counts))
        old, new = _table(self._old, place), _table(self._new, place)
        self._weight_of: dict[str, float] = dict(zip(place, self._weights.tolist(), strict=True))
        # Summed in double precision and rounded: the same either way round, bit for bit.
        self.shared: Table = np.round((old * self._weights) @ new.T, 9)
        self.old_weight: Table = np.maximum(old @ self._weights, 1e-9)
        self.new_weight: Table = np.maximum(new @ self._weights, 1e-9)

    @property
    def alike(self) -> "Table":
        """Twice the shared weight over both weights (Dice), 0 to 1."""
        whole: Table = 2 * self.shared / (self.old_weight[:, None] + self.new_weight[None, :])
        return whole

    @property
    def old_in_new(self) -> "Table":
        """Share of each older text's weight that each newer text holds."""
        share: Table = self.shared / self.old_weight[:, None]
        return share

    @property
    def new_in_old(self) -> "Table":
        """Share of each newer text's weight that each older text holds."""
        share: Table = self.shared / self.new_weight[None, :]
        return share

    def only_through_old(self, old: int, new: int, others: Sequence[int]) -> float:
        """Return the share of an older text that a newer one holds and ``others`` lack."""
        words = self._old[old] & self._new[new]
        for other in others:
            words -= self._old[other]
        return self._weight(words) / float(self.old_weight[old])

    def only_through_new(self, old: int, new: int, others: Sequence[int]) -> float:
        """Return the share of a newer text that an older one holds and ``others`` lack."""
        words = self._old[old] & self._new[new]
        for other in others:
            words -= self._new[other]
        return self._weight(words) / float(self.new_weight[new])

    def _weight(self, words: frozenset[str]) -> float:
        return float(sum(self._weight_of[word] for word in sorted(words)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in tokens(text))


def _table(texts: Sequence[frozenset[str]], place: dict[str, int]) -> "Table":
    import numpy as np

    table = np.zeros((len(texts), len(place)))
    for row, words in enumerate(texts):
        table[row, [place[word] for word in sorted(words)]] = 1
    return table
