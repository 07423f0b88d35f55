"""Learn from coded answers; suggest labels for others; order answers for a person to code."""

from collections.abc import Sequence
from typing import Any

from avow.analysis.text.coding.suggestion import Suggestion
from avow.analysis.text.duplicates import distinct


class Coder:
    """What was learnt from coded answers. Make one with :meth:`learn`."""

    def __init__(self, names: tuple[str, ...], vectoriser: Any, model: Any) -> None:
        self._names = names
        self._vectoriser = vectoriser
        self._model = model

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

        Raises:
            ValueError: no text, or not a set of labels for each text.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier
        from sklearn.preprocessing import MultiLabelBinarizer

        if not texts or len(texts) != len(labels):
            raise ValueError("give at least one coded text, and one set of labels for each")
        coded, _ = distinct(texts)
        rest, _ = distinct(unlabelled)
        binary = MultiLabelBinarizer()
        truth = binary.fit_transform(labels)
        vectoriser = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit([*coded, *rest])
        model = OneVsRestClassifier(LogisticRegression(C=10, random_state=seed))
        model.fit(vectoriser.transform(texts), truth)
        return cls(tuple(binary.classes_), vectoriser, model)

    def suggest(self, texts: Sequence[str]) -> list[Suggestion]:
        """Return a suggestion for each text; identical texts get the same."""
        if not texts:
            return []
        forms, homes = distinct(texts)
        chances = self._model.predict_proba(self._vectoriser.transform(forms))
        found = [self._suggestion(row) for row in chances.tolist()]
        return [found[home] for home in homes]

    def least_sure(self, texts: Sequence[str], count: int | None = None) -> list[int]:
        """Return indexes of texts, least sure first, one of each distinct text first."""
        forms, homes = distinct(texts)
        confidence = [suggestion.confidence for suggestion in self.suggest(forms)]
        seen: set[int] = set()
        again = [home in seen or seen.add(home) is not None for home in homes]
        order = sorted(range(len(texts)), key=lambda i: (again[i], confidence[homes[i]], i))
        return order[:count]

    def _suggestion(self, row: list[float]) -> Suggestion:
        ranked = sorted(zip(row, self._names, strict=True), key=lambda pair: (-pair[0], pair[1]))
        labels = tuple(name for place, (p, name) in enumerate(ranked) if not place or p >= 0.5)
        return Suggestion(labels, ranked[0][0], {name: p for p, name in ranked})
