"""Rank the commitments for a passage, and tell a gap, by weights learnt from labelled asks.

What is weighed knows no plan: how alike passage, heading, section and each commitment are, whether
the commitment is named, and which words and concepts of asks go with which concepts of commitments
("ring" with the care of victims). So the same weights serve any plan.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from avow.analysis.text.addressee import asks_another, names_another, names_police
from avow.analysis.text.deciding import load
from avow.analysis.text.links import Context
from avow.analysis.text.matching import WORDS_SHARE, Matcher, squash
from avow.analysis.text.references import named_in
from avow.analysis.text.words import content

GAP_FROM, LIKENESS_WEIGHT = 0.4, 3.0
MEANING_WEIGHT, MEANT_FROM = 6.0, 0.5
MOST, KEEP_SHARE, LEAST_LIKE = 3, 0.05, 0.08
_PAIRS_AT_LEAST = 4
_FORCE = "mps"


@dataclass(frozen=True)
class Passage:
    """A passage as it is weighed: its text, what stands around it, and the plan."""

    text: str
    context: Context
    matcher: Matcher

    @cached_property
    def bare(self) -> Context:
        """Return the context without the texts around the passage."""
        return Context(known=self.context.known)

    @cached_property
    def likeness(self) -> list[float]:
        """Return for each commitment how like it is to the passage in its context, 0 to 1."""
        both = self.matcher.compare(self.text, self.context)
        return [squash(shared, rare, [WORDS_SHARE]) for shared, rare in both]

    @cached_property
    def concepts(self) -> list[str]:
        """Return the concepts that the passage itself names."""
        return sorted(self.matcher.passage_concepts(self.text, self.bare))

    @cached_property
    def words(self) -> list[str]:
        """Return the stems of the words that carry its meaning."""
        return sorted(set(content(self.text)))

    @cached_property
    def ruled(self) -> dict[str, float]:
        """Return what fixed weights link the passage to, with their scores."""
        return {x.commitment: x.score for x in self.matcher.links(self.text, self.context)}


def likenesses(passage: Passage) -> list[dict[str, float]]:
    """Return for each commitment the measures of how like the passage it is."""
    matcher, context = passage.matcher, passage.context
    wide = " ".join(text for text, _ in context.wide)
    views = {"whole": passage.text, "wide": wide, "section": context.section,
             "around": context.around}  # fmt: skip
    compared = {
        name: matcher.compare(text, passage.bare) for name, text in views.items() if text.strip()
    }
    compared["context"] = matcher.compare(passage.text, context)
    best = max(passage.likeness, default=0.0)
    named = named_in(passage.text, matcher.numbers) or named_in(context.section, matcher.numbers)
    rows = []
    for i, commitment in enumerate(matcher.commitments):
        row = {
            f"{name} {what}": value / (value + 0.5)
            for name, pairs in compared.items()
            for what, value in zip(("concepts", "words"), pairs[i], strict=True)
        }
        row["likeness"] = passage.likeness[i]
        row["of the best"] = passage.likeness[i] / best if best else 0.0
        row["named"] = float(commitment.number in named)
        row["by rule"] = passage.ruled.get(commitment.number, 0.0)
        row["first by rule"] = float(next(iter(passage.ruled), "") == commitment.number)
        rows.append(row)
    return rows


def pairs(passage: Passage) -> list[list[str]]:
    """Return for each commitment the pairs of a word or concept asked about and one it is for."""
    return [
        [
            *(f"{word} ~ {mark}" for mark in passage.matcher.marks(i) for word in passage.words),
            *(f"<{one}> ~ {mark}" for mark in passage.matcher.marks(i) for one in passage.concepts),
        ]
        for i in range(len(passage.matcher.commitments))
    ]


def pair_share(found: int) -> float:
    """Return how much each of so many known pairs counts, so that long passages do not win."""
    return 1 / math.sqrt(max(_PAIRS_AT_LEAST, found))


def features_of_gap(passage: Passage) -> dict[str, float]:
    """Return what tells that no commitment would carry a passage."""
    matcher, context, text = passage.matcher, passage.context, passage.text
    owner = matcher.owner or _FORCE
    like = sorted([*passage.likeness, 0.0, 0.0], reverse=True)
    police = names_police(text, owner, matcher.vocabulary)
    other = asks_another(text, owner, matcher.vocabulary, listed=context.listed)
    told = {
        "best": like[0],
        "second": like[1],
        "police": float(police),
        "other body": float(other),
        "other body, police": float(other and police),
        "names another": float(names_another(text, owner, matcher.vocabulary)),
        "addressed": float(context.addressed),
        "elsewhere": matcher.elsewhere(matcher.concepts_of(text, context)),
        "tells": float(matcher.tells(text, context.known)),
        "by rule": float(not passage.ruled),
        "police in the document": context.police,
    }
    told |= {f"word {word}": 0.5 for word in passage.words}
    told |= {f"concept {concept}": 1.0 for concept in passage.concepts}
    told |= {f"opens {word}": 0.5 for word in text.lower().split()[:4]}
    told |= {f"document {concept}": 0.5 for concept in sorted(context.about)}
    heading = {m.concept for m in matcher.vocabulary.mentions(context.section)}
    return told | {f"heading {concept}": 0.7 for concept in sorted(heading)}


def rank(passage: Passage, meaning: Sequence[float] | None = None) -> list[tuple[int, float]]:
    """Return up to three commitments by place, best first, each with its share of 1; none: a gap.

    ``meaning`` holds a similarity per commitment as a further opinion. Ties keep the plan's order.
    """
    models = load("links")
    named = named_in(passage.text, passage.matcher.numbers)
    near = max(meaning or (), default=0.0)
    unlike = not passage.ruled and max([*passage.likeness, near], default=0.0) < LEAST_LIKE
    gap = models["gap"].weigh(features_of_gap(passage))
    gap -= MEANING_WEIGHT * max(0.0, near - MEANT_FROM)
    if not named and (unlike or 1 / (1 + math.exp(-gap)) >= GAP_FROM):
        return []
    totals = [
        models["likeness"].weigh(row) + LIKENESS_WEIGHT * row["likeness"] + _paired(keys)
        for row, keys in zip(likenesses(passage), pairs(passage), strict=True)
    ]
    if meaning is not None:
        totals = [t + MEANING_WEIGHT * m for t, m in zip(totals, meaning, strict=True)]
    top = max(totals, default=0.0)
    shares = [math.exp(total - top) for total in totals]
    whole = sum(shares)
    order = sorted(range(len(totals)), key=lambda i: (-totals[i], i))[:MOST]
    return [(i, shares[i] / whole) for i in order if shares[i] >= KEEP_SHARE * max(shares)]


def _paired(keys: Sequence[str]) -> float:
    weights: Mapping[str, float] = load("links")["pairs"].weights
    known = [weights[key] for key in keys if key in weights]
    return pair_share(len(known)) * sum(known)
