"""Learn from coded answers; suggest labels for others; order answers for a person to code."""

import random
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from avow.analysis.text.coding.chances import Array, Chances
from avow.analysis.text.coding.learner import Learner
from avow.analysis.text.coding.suggestion import Suggestion
from avow.analysis.text.duplicates import distinct, normal_form
from avow.analysis.text.space import Space

_READ_AT_MOST = 20_000  # texts that words are learnt from
_LEARN_AT_MOST = 3_000  # coded texts that labels are learnt from: the work grows with the cube
_NAME_WEIGHT = 2.0  # a label's own name counts as so many coded answers
_PART, _STEP = 6, 3  # words in a part of a text, and between the starts of two parts
_BATCH = 4_000
Item = TypeVar("Item")
Owners = npt.NDArray[np.int64]


class Coder:
    """What was learnt from coded answers. Make one with :meth:`learn`."""

    def __init__(
        self, names: tuple[str, ...], space: Space, learner: Learner, chances: Chances
    ) -> None:
        self._names = names
        self._space = space
        self._learner = learner
        self._chances = chances

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        labels: Sequence[frozenset[str]],
        *,
        seed: int,
        unlabelled: Sequence[str] = (),
    ) -> "Coder":
        """Learn from answers that people coded; ``unlabelled`` are the answers still to be coded.

        The unlabelled teach which words are rare and which go together, and no label. A label's
        name counts as an example of it.

        Raises:
            ValueError: no coded text, no label, or not a set of labels for each text.
        """
        if len(texts) != len(labels):
            raise ValueError(f"{len(texts)} texts with {len(labels)} sets of labels")
        names = tuple(sorted({name for given in labels for name in given}))
        if not names:
            raise ValueError("nothing to learn from: give at least one text with a label")
        draw = random.Random(seed)  # noqa: S311
        forms = _drawn(distinct([*texts, *unlabelled])[0], _READ_AT_MOST, draw)
        read = [form.split() for form in [*forms, *map(normal_form, names)]]
        space = Space(read, seed=seed)
        coded = [(normal_form(text), given) for text, given in zip(texts, labels, strict=True)]
        coded = _drawn(coded, _LEARN_AT_MOST, draw)
        learner, left_out, truth = _learnt(space, coded, names)
        return cls(names, space, learner, Chances.learn(left_out, truth))

    def suggest(self, texts: Sequence[str]) -> list[Suggestion]:
        """Return a suggestion for each text; texts of the same words get the same."""
        forms, homes = distinct(texts)
        found: list[Suggestion] = []
        for start in range(0, len(forms), _BATCH):
            found += self._suggest(forms[start : start + _BATCH])
        return [found[home] for home in homes]

    def least_sure(self, texts: Sequence[str], count: int | None = None) -> list[int]:
        """Return indexes of texts, those to code next first: least sure, one of each text.

        Repeats of a text come after all distinct texts. ``count`` cuts the list.
        """
        forms, homes = distinct(texts)
        confidence = [suggestion.confidence for suggestion in self.suggest(forms)]
        first: dict[int, int] = {}
        for index, home in enumerate(homes):
            first.setdefault(home, index)
        order = sorted(
            range(len(texts)), key=lambda i: (first[homes[i]] != i, confidence[homes[i]], i)
        )
        return order[:count]

    def _suggest(self, forms: list[str]) -> list[Suggestion]:
        texts = [form.split() for form in forms]
        scores = self._learner.scores(self._space.place(texts))
        parts, owners = _parts(texts)
        if parts:
            scores = _blended(scores, self._learner.scores(self._space.place(parts)), owners)
        chance = self._chances.of(scores)
        chosen = self._chances.choose(chance)
        sure = self._chances.confidence(chance, chosen)
        return [
            self._suggestion(row, picked, confidence)
            for row, picked, confidence in zip(
                chance.tolist(), chosen.tolist(), sure.tolist(), strict=True
            )
        ]

    def _suggestion(self, row: list[float], picked: list[bool], confidence: float) -> Suggestion:
        ranked = sorted(range(len(row)), key=lambda place: (-row[place], place))
        labels = tuple(self._names[place] for place in ranked if picked[place])
        return Suggestion(labels, confidence, {self._names[place]: row[place] for place in ranked})


def _drawn(items: list[Item], most: int, draw: random.Random) -> list[Item]:
    if len(items) <= most:
        return items
    return [items[place] for place in sorted(draw.sample(range(len(items)), most))]


def _learnt(
    space: Space, coded: Sequence[tuple[str, frozenset[str]]], names: Sequence[str]
) -> tuple[Learner, Array, Array]:
    """Return the learner, the scores of the coded texts without their own vote, and the truth."""
    texts = [form.split() for form, _ in coded]
    truth = np.array([[float(name in given) for name in names] for _, given in coded])
    examples = [*texts, *(normal_form(name).split() for name in names)]
    weights = np.array([1.0] * len(texts) + [_NAME_WEIGHT] * len(names))
    learner = Learner(space.place(examples), np.vstack([truth, np.eye(len(names))]), weights)
    left_out = learner.own_left_out()[: len(texts)]
    parts, owners = _parts(texts)
    if parts:
        own = learner.parts_left_out(space.place(parts), owners)
        left_out = _blended(left_out, own, owners)
    return learner, left_out, truth


def _parts(texts: Sequence[Sequence[str]]) -> tuple[list[Sequence[str]], Owners]:
    """Cut longer texts into overlapping parts: one answer may speak of several things."""
    parts, owners = [], []
    for owner, words in enumerate(texts):
        if len(words) <= _PART + 2:
            continue
        for start in range(0, len(words) - _PART + _STEP, _STEP):
            parts.append(words[start : start + _PART])
            owners.append(owner)
    return parts, np.array(owners, dtype=np.int64)


def _blended(whole: Array, parts: Array, owners: Owners) -> Array:
    """Return the mean of a text's own scores and the best of its parts."""
    best = np.full(whole.shape, -np.inf)
    np.maximum.at(best, owners, parts)
    return np.where(np.isfinite(best), (whole + best) / 2, whole)
