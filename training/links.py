"""Learn which commitment would carry an ask, and when none would, from the labelled documents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus import FOLDER, Document
from examples import labelled_sentences

from avow.analysis.documents import Plan, read_plan
from avow.analysis.documents.paragraphs import FURNITURE
from avow.analysis.text.linking import Linker
from avow.analysis.text.ranking import Passage, features_of_gap, likenesses, pair_share, pairs
from avow.analysis.text.reading import Trail, sections

PLANS = ("city", "county")
RANK_REGULARITY, GAP_REGULARITY, SEEN_AT_LEAST, SMALLEST = 0.3, 0.3, 2, 0.03
SEED, PLACES = 0, 3
# An honest second reading counts for something, and the first commitment before the others of it.
ALSO_RIGHT, BEFORE_THE_NEXT = 0.3, 0.7

Vector = Mapping[str, float]


@dataclass(frozen=True)
class Ask:
    """A labelled ask: what is weighed of it for each commitment, and what is right."""

    rows: Sequence[Vector]
    gap: Vector
    numbers: Sequence[str]
    readings: Sequence[Sequence[str]]


@cache
def linker(plan: str) -> Linker:
    """Return the linker of one of the plans in the corpus."""
    return Linker(_plan(plan))


def _plan(name: str) -> Plan:
    return read_plan(FOLDER / f"plan-{name}.txt")


def asks(document: Document, of: Linker | None = None) -> list[Ask]:
    """Return every labelled ask of a document as the linker meets it, against its plan."""
    matcher = (of or linker(document.plan)).matcher
    rows = labelled_sentences(document)
    found = [row.sentence for row in rows]
    told = (of or linker(document.plan)).of_document(document.text, [s.text for s in found])
    trail = Trail(told, sections(found))
    numbers = [commitment.number for commitment in matcher.commitments]
    asked = []
    for place, row in enumerate(rows):
        follows = next((s for s in found[place + 1 :] if s.kind != FURNITURE), None)
        if row.label is not None and row.label.asks:
            context = trail.context(row.sentence, row.lead, follows)
            passage = Passage(row.sentence.text, context, matcher)
            asked.append(Ask(_vectors(passage), features_of_gap(passage), numbers, row.label.links))
        trail.pass_by(row.sentence)
    return asked


def _vectors(passage: Passage) -> list[Vector]:
    return [
        {**row, **dict.fromkeys((f"pair {key}" for key in keys), 1.0)}
        for row, keys in zip(likenesses(passage), pairs(passage), strict=True)
    ]


def links_model(documents: Iterable[Document]) -> dict[str, Any]:
    """Return the model that ranks commitments and tells gaps."""
    asked = [ask for d in documents if d.plan in PLANS for ask in asks(d)]
    seen = Counter(
        key
        for ask in asked
        if ask.readings[0]
        for key in {key for row in ask.rows for key in row if key.startswith("pair ")}
    )
    known = {key for key, times in seen.items() if times >= SEEN_AT_LEAST}
    weights = _fit(*_preferences(asked, known), RANK_REGULARITY, intercept=False)[1]
    base, gap = _fit(
        [ask.gap for ask in asked],
        [int(not ask.readings[0]) for ask in asked],
        [1.0] * len(asked),
        GAP_REGULARITY,
    )
    paired = {k.removeprefix("pair "): w for k, w in weights.items() if k.startswith("pair ")}
    like = {k: w for k, w in weights.items() if not k.startswith("pair ")}
    return {
        "likeness": {"intercept": 0.0, "weights": like},
        "pairs": {"intercept": 0.0, "weights": paired},
        "gap": {"intercept": base, "weights": gap},
    }


def _preferences(
    asked: Iterable[Ask], known: set[str]
) -> tuple[list[Vector], list[int], list[float]]:
    """Return differences between a commitment that is right and one that is less so, both ways."""
    vectors: list[Vector] = []
    labels: list[int] = []
    counts: list[float] = []
    for ask in asked:
        rows = [_shared(row, known) for row in ask.rows]
        for better, worse, weight in _ordered(ask):
            for one, other, label in ((better, worse, 1), (worse, better, 0)):
                vectors.append(_minus(rows[one], rows[other]))
                labels.append(label)
                counts.append(weight)
    return vectors, labels, counts


def _ordered(ask: Ask) -> list[tuple[int, int, float]]:
    """Return pairs of places, the better first, with how much each counts."""
    firsts = {reading[0] for reading in ask.readings if reading}
    right = {number for reading in ask.readings for number in reading}
    place = {number: i for i, number in enumerate(ask.numbers)}
    wrong = [number for number in ask.numbers if number not in right]
    found = []
    for number in sorted(right, key=place.__getitem__):
        share = 1 / len(firsts) if number in firsts else ALSO_RIGHT
        found += [(place[number], place[other], share) for other in wrong]
        if number not in firsts:
            found += [
                (place[first], place[number], BEFORE_THE_NEXT)
                for first in sorted(firsts, key=place.__getitem__)
            ]
    return found


def _shared(row: Vector, known: set[str]) -> Vector:
    """Return a row with its known pairs at their share, the others left out."""
    here = [key for key in row if key in known]
    like = {key: value for key, value in row.items() if not key.startswith("pair ")}
    return {**like, **dict.fromkeys(here, pair_share(len(here)))}


def _minus(one: Vector, other: Vector) -> Vector:
    return {
        key: size
        for key in {*one, *other}
        if (size := one.get(key, 0.0) - other.get(key, 0.0)) != 0
    }


def _fit(
    vectors: Sequence[Vector],
    labels: Sequence[int],
    counts: Sequence[float],
    regularity: float,
    *,
    intercept: bool = True,
) -> tuple[float, dict[str, float]]:
    """Return intercept and weights of a logistic regression on features that have a size."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(key for vector in vectors for key in vector)
    names = sorted(key for key, times in seen.items() if times >= SEEN_AT_LEAST)
    place = {name: i for i, name in enumerate(names)}
    rows = [sorted((place[k], v) for k, v in vector.items() if k in place) for vector in vectors]
    starts = np.cumsum([0, *map(len, rows)]).astype("int32")
    columns = np.array([i for row in rows for i, _ in row], dtype="int32")
    sizes = np.array([v for row in rows for _, v in row])
    table = csr_matrix((sizes, columns, starts), (len(rows), len(names)))
    model = LogisticRegression(
        C=regularity, solver="liblinear", max_iter=500, random_state=SEED, fit_intercept=intercept
    )
    model.fit(table, labels, sample_weight=counts)
    weights = {
        name: round(float(weight), PLACES)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= SMALLEST
    }
    base = round(float(model.intercept_[0]), PLACES) if intercept else 0.0
    return base, weights
