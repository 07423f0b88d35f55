"""Put the parts of answers with the theme they are most like."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from avow.analysis.text.space import Array, Space, unit_rows
from avow.analysis.text.themes.clusters import centres

_READ_AT_MOST = 20_000  # texts that themes are learnt from; all are then assigned
_NEAR = 0.35  # a part less like a theme than this is in none
_BESIDE = 0.8  # a further theme needs so much of the strength of the first
_BATCH = 20_000

Places = npt.NDArray[np.int64]
Part = Sequence[str]


@dataclass(frozen=True)
class Grouped:
    """Parts of texts, the text each belongs to, its theme (-1: none) and how near it is.

    ``typical`` has a row per text and a column per theme: how near the whole text is.
    """

    parts: list[Part]
    owners: Places
    themes: Places
    near: Array
    typical: Array

    def strengths(self) -> list[dict[int, float]]:
        """Return for each theme the strength of each text in it: that of its nearest part."""
        found: list[dict[int, float]] = [{} for _ in range(self.typical.shape[1])]
        for owner, theme, near in zip(
            self.owners.tolist(), self.themes.tolist(), self.near.tolist(), strict=True
        ):
            if theme >= 0:
                found[theme][owner] = max(found[theme].get(owner, 0.0), near)
        return found


def group(cut: Sequence[Sequence[Part]], count: int, *, seed: int) -> Grouped:
    """Group texts, each given as its parts, into at most ``count`` themes."""
    draw = random.Random(seed)  # noqa: S311
    read = sorted(draw.sample(range(len(cut)), min(len(cut), _READ_AT_MOST)))
    space = Space([_whole(cut[place]) for place in read], seed=seed)
    sample = [part for place in read for part in cut[place]]
    found = centres(unit_rows(space.meanings(sample)), count, seed=seed)
    parts = [part for text in cut for part in text]
    owners = np.repeat(np.arange(len(cut)), [len(text) for text in cut])
    likeness = _likeness(space, parts, found)
    if not len(found):
        nowhere = np.full(len(parts), -1)
        return Grouped(parts, owners, nowhere, np.zeros(len(parts)), likeness)
    themes, near = likeness.argmax(axis=1), likeness.max(axis=1)
    best = np.zeros(len(cut))
    np.maximum.at(best, owners, near)
    themes[near < np.maximum(_NEAR, _BESIDE * best[owners])] = -1
    typical = _likeness(space, [_whole(text) for text in cut], found)
    return Grouped(parts, owners, themes, near, typical)


def _likeness(space: Space, texts: Sequence[Part], found: Array) -> Array:
    """Return the cosine of each text and each theme's centre, in batches to spare memory."""
    rows = [
        unit_rows(space.meanings(texts[start : start + _BATCH])) @ found.T
        for start in range(0, len(texts), _BATCH)
    ]
    return np.clip(np.round(np.vstack(rows), 6), 0.0, 1.0)  # rounded, so that ties stay ties


def _whole(text: Sequence[Part]) -> list[str]:
    return [word for part in text for word in part]
