"""Recommendations that ask for the same thing, within a document or across organisations.

Two asks are compared by what they name: concepts of the vocabulary, whichever of their synonyms is
used, and the words that no concept covers. Precision comes first, since a group counts voices: a
pair must share what tells most in both, must not be asked of different bodies or the one for what
the other is against, and a group takes a member only if it agrees with every other member.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from avow.analysis.text.addressee import bodies_asked
from avow.analysis.text.deeds import deeds
from avow.analysis.text.focus import by_clause, share_of
from avow.analysis.text.similarity import Similarity
from avow.analysis.text.vocabulary import load_vocabulary
from avow.analysis.text.words import content, stem, tokens

SAME_FROM, MEMBER_FROM = 0.5, 0.36
MEANING_SHARE, MEANING_FROM = 0.5, 0.3
TELLING, OTHER_DEED = 1.35, 0.7
WORD_WEIGHT, COVERED_WEIGHT = 0.7, 0.3
_EXACT = 0.999
_AGAINST = re.compile(
    r"\b(?:not|never|stop|ending|end(?! in| with| up)|cease|without|scrap|abolish|remove|"
    r"no longer|ban|reject|withdraw|oppose|rather than|instead of|avoid|fewer|less|cut|reduce)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
_FRAME = (
    "recommendation recommendations ask asks call calls urge want wants hope hopes suggest propose "
    "request believe feel consider please addition note ensure organisation members submission "
    "essential important vital crucial imperative necessary required grateful welcome prefer "
    "expect commit undertake put place everyone someone"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations that ask for the same thing: places in the sequence given, and why."""

    indexes: tuple[int, ...]
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Ask:
    """One quote as compared: what it names with weights, on whom it is laid, for or against."""

    plain: tuple[str, ...]
    names: Mapping[str, float]
    body: frozenset[str]
    deeds: frozenset[str]
    against: bool


def same_asks(quotes: Sequence[str], *, similarity: Similarity | None = None) -> list[Group]:
    """Group the recommendations that ask for the same thing; a group has two members or more.

    ``quotes`` are recommendations as their authors wrote them. Groups come in the order of their
    first member, and nobody stands in two. With a ``similarity`` meaning counts beside words.
    """
    asks = [_ask(quote) for quote in quotes]
    scores = _scored(asks, _rarity(asks))
    if similarity is not None and asks:
        scores = _with_meaning(scores, similarity.scores(quotes, quotes))
    groups = _grown(scores, len(asks))
    found = [
        Group(tuple(members), round(_weakest(members, scores), 3), _why(members, asks))
        for members in groups
        if len(members) > 1
    ]
    return sorted(found, key=lambda group: group.indexes)


def _ask(quote: str) -> _Ask:
    vocabulary = load_vocabulary()
    names: dict[str, float] = {}
    for part, share in by_clause(quote):
        covered: set[str] = set()
        for mention in vocabulary.mentions(part):
            told = min(1.0, vocabulary.concepts[mention.concept].weight)
            weight = share * share_of(mention, part) * told
            names[mention.concept] = max(names.get(mention.concept, 0.0), weight)
            covered |= {stem(word) for word in tokens(mention.words)}
        for word in content(part):
            if word not in _FRAME_STEMS:
                weight = share * (COVERED_WEIGHT if word in covered else WORD_WEIGHT)
                names[f"“{word}"] = max(names.get(f"“{word}", 0.0), weight)
    plain = tuple(token.lower() for token in tokens(quote))
    bodies = bodies_asked(quote, vocabulary)
    return _Ask(plain, names, bodies, deeds(quote), bool(_AGAINST.search(quote)))


_FRAME_STEMS = frozenset(stem(word) for word in _FRAME.split())


def _rarity(asks: Sequence[_Ask]) -> dict[str, float]:
    """Return how much a name tells among these asks: 1 for one that few use, less for others."""
    seen: dict[str, int] = defaultdict(int)
    for ask in asks:
        for name in ask.names:
            seen[name] += 1
    top = math.log(1 + max(20, len(asks)))
    return {name: math.log(1 + max(20, len(asks)) / times) / top for name, times in seen.items()}


def _scored(asks: Sequence[_Ask], rarity: Mapping[str, float]) -> dict[tuple[int, int], float]:
    """Return the pairs that share a name, with the share of their weight that they have in common.

    Every pair with a score is looked up through the names, so that unlike asks are never met.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for i, ask in enumerate(asks):
        for name in ask.names:
            holders[name].append(i)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for name, places in holders.items():
        for at, i in enumerate(places):
            for j in places[at + 1 :]:
                shared[i, j] += rarity[name] * min(asks[i].names[name], asks[j].names[name])
    total = [sum(weight * rarity[name] for name, weight in ask.names.items()) for ask in asks]
    return {
        (i, j): score
        for (i, j), common in shared.items()
        if (score := _judged(asks[i], asks[j], common, total[i] + total[j])) > 0
    }


def _judged(a: _Ask, b: _Ask, common: float, total: float) -> float:
    if a.plain == b.plain:
        return 1.0
    if a.against != b.against or (a.body and b.body and not a.body & b.body):
        return 0.0
    if common < TELLING:
        # One everyday word in common tells nothing, however short both are.
        return 0.0
    other_deed = a.deeds and b.deeds and not a.deeds & b.deeds
    return (OTHER_DEED if other_deed else 1.0) * 2 * common / total


def _with_meaning(
    scores: Mapping[tuple[int, int], float],
    meaning: Sequence[Sequence[float]],
) -> dict[tuple[int, int], float]:
    """Return the scores with meaning as a second opinion, which alone never makes a group."""
    return {
        (i, j): score
        if score >= _EXACT
        else (1 - MEANING_SHARE) * score + MEANING_SHARE * meaning[i][j]
        for (i, j), score in scores.items()
        if score >= MEANING_FROM
    }


def _grown(scores: Mapping[tuple[int, int], float], count: int) -> list[list[int]]:
    """Join groups from the likest pair on, where every pair across them is like enough."""
    home = {i: [i] for i in range(count)}
    for (i, j), score in sorted(scores.items(), key=lambda entry: (-entry[1], entry[0])):
        if score < SAME_FROM:
            break
        left, right = home[i], home[j]
        if left is right or not all(
            scores.get((min(a, b), max(a, b)), 0.0) >= MEMBER_FROM for a in left for b in right
        ):
            continue
        joined = sorted([*left, *right])
        for member in joined:
            home[member] = joined
    return [members for i, members in home.items() if members[0] == i]


def _weakest(members: Sequence[int], scores: Mapping[tuple[int, int], float]) -> float:
    return min(scores[a, b] for k, a in enumerate(members) for b in members[k + 1 :])


def _why(members: Sequence[int], asks: Sequence[_Ask]) -> str:
    """Say in words what all members name."""
    first = asks[members[0]]
    if all(asks[i].plain == first.plain for i in members):
        return "the same words"
    common = set(first.names).intersection(*(asks[i].names for i in members))
    ranked = sorted(common, key=lambda name: (-first.names[name], name))
    concepts = load_vocabulary().concepts
    ideas = [concepts[name].label for name in ranked if name in concepts]
    spelled = {stem(word): word for word in reversed(first.plain)}
    words = [spelled[name[1:]] for name in ranked if name not in concepts]
    parts = [f"both ask about {', '.join(ideas[:4])}"] if ideas else []
    parts += [f"words: {', '.join(words[:4])}"] if words else []
    text = "; ".join(parts) or "each is like each other one"
    return text.replace("both", "all", 1) if len(members) > 2 else text
