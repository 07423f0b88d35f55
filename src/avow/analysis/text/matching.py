"""Compare a passage with the commitments of a plan by fixed weights: concepts and rare words.

Substance decides: passage and commitment are compared by the concepts they name and the wider
concepts these belong to, weighted by how much a concept sets this plan's commitments apart, and to
a lesser part by rare shared words (BM25: Robertson and Zaragoza, 2009). Concepts meet a commitment
only through the plan's own words, so nothing here knows any one plan.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from avow.analysis.documents.plan import Commitment, Plan
from avow.analysis.text.addressee import (
    asks_another,
    names_another,
    names_police,
    owner,
    speaks_to_police,
)
from avow.analysis.text.focus import by_clause, share_of
from avow.analysis.text.links import Context, Link
from avow.analysis.text.references import named_in
from avow.analysis.text.vocabulary import Vocabulary, load_vocabulary
from avow.analysis.text.words import content, stem, tokens

GAP_BELOW = 0.32
KEEP_SHARE = 0.4
ASKED_OF_ANOTHER, ASKED_THROUGH = 0.4, 0.75
INFORMATIVE = 0.75
MOST_LINKS, MOST_TIMES = 3, 3
STATEMENT_WEIGHT, ACTION_WEIGHT = 1.0, 0.6
WORDS_SHARE, WORDS_ALONE_SHARE = 0.25, 0.6
NAMED_SHARE = 0.4
CLASS_POWER = 2.0
MARKED_FROM, RARE_FROM = 0.5, 0.35
OUTSIDE = frozenset({"agencies", "services-sector"})
_K1, _B = 1.2, 0.6


class Matcher:
    """Compares passages with the commitments of one plan."""

    def __init__(
        self,
        plan: Plan,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.vocabulary = vocabulary or load_vocabulary()
        self.commitments = tuple(plan.commitments)
        self.numbers = frozenset(commitment.number for commitment in self.commitments)
        self.owner = owner(plan, self.vocabulary)
        self.texts = [_whole(commitment) for commitment in self.commitments]
        self._concepts = [self._profile(commitment) for commitment in self.commitments]
        self._idf = self._rarity(self._concepts)
        self._lengths = [
            math.sqrt(sum((v * self._idf[k]) ** 2 for k, v in profile.items()))
            for profile in self._concepts
        ]
        self._typical = sum(self._lengths) / max(1, len(self._lengths))
        self._words = [Counter(content(text)) for text in self.texts]
        self._mean = sum(sum(w.values()) for w in self._words) / max(1, len(self._words))
        self._word_idf = self._rarity([dict.fromkeys(w, 1.0) for w in self._words])
        self._compared: dict[tuple[str, frozenset[str]], list[tuple[float, float]]] = {}
        self._labels = {
            stem(word): word.lower() for text in self.texts for word in reversed(tokens(text))
        }

    def _profile(self, commitment: Commitment) -> dict[str, float]:
        """Return how strongly a commitment stands for each concept, wider ones included."""
        direct: dict[str, float] = {}
        title = "" if commitment.title.rstrip("….") in commitment.text else commitment.title
        for text, weight in (
            (f"{title}. {commitment.text}", STATEMENT_WEIGHT),
            *((action.text, ACTION_WEIGHT) for action in commitment.actions),
        ):
            for concept in {mention.concept for mention in self.vocabulary.mentions(text)}:
                # Said again it counts, but less and less.
                before = direct.get(concept, 0.0)
                direct[concept] = before + weight * (0.5 if before else 1.0)
        return self._widened(direct)

    def _widened(self, direct: Mapping[str, float]) -> dict[str, float]:
        found = dict(direct)
        for concept, weight in direct.items():
            for wider, share in self.vocabulary.wider(concept).items():
                found[wider] = max(found.get(wider, 0.0), weight * share)
        return found

    @staticmethod
    def _rarity(profiles: Sequence[Mapping[str, float]]) -> dict[str, float]:
        """Return log(1 + N / df) per key, scaled so that a key of one commitment has 1."""
        seen: Counter[str] = Counter()
        for profile in profiles:
            for key, weight in profile.items():
                seen[key] += min(1.0, weight)  # type: ignore[assignment]
        top = math.log(1 + len(profiles)) or 1.0
        return {
            key: math.log(1 + len(profiles) / max(1.0, share)) / top for key, share in seen.items()
        }

    def concepts_of(self, text: str, context: Context) -> dict[str, float]:
        """Return the concepts of a passage and the wider ones that they belong to."""
        return self._widened(self.passage_concepts(text, context))

    def compare(self, text: str, context: Context) -> list[tuple[float, float]]:
        """Return for each commitment how much a passage shares its concepts and its rare words."""
        asked = (text, context.known)
        if context.parts or asked not in self._compared:
            concepts, words = self.concepts_of(text, context), set(content(text))
            told = [
                (
                    sum(self._shared(concepts, i).values()) / self._norm(concepts, i),
                    self._lexical(words, i),
                )
                for i in range(len(self.commitments))
            ]
            if context.parts:
                return told
            self._compared[asked] = told
        return self._compared[asked]

    def marks(self, i: int) -> list[str]:
        """Return the concepts that mark a commitment off from the others of its plan."""
        return sorted(
            concept
            for concept, weight in self._concepts[i].items()
            if weight >= MARKED_FROM and self._idf[concept] >= RARE_FROM
        )

    def passage_concepts(self, text: str, context: Context) -> dict[str, float]:
        """Return the concepts of a passage with weights, its context's at their share."""
        direct: dict[str, float] = {}
        for part, share in (*by_clause(text), *context.parts):
            seen: Counter[str] = Counter()
            for mention in self.vocabulary.mentions(part, context.known):
                again = 0.3 if seen[mention.concept] else 1.0
                seen[mention.concept] += 1
                if seen[mention.concept] <= MOST_TIMES:
                    direct[mention.concept] = direct.get(mention.concept, 0.0) + (
                        share * again * share_of(mention, part)
                    )
        return direct

    def links(self, text: str, context: Context) -> tuple[Link, ...]:
        """Return the commitments that would carry a passage, best first; none is a gap."""
        police = names_police(text, self.owner, self.vocabulary)
        other = asks_another(text, self.owner, self.vocabulary, listed=context.listed) or not (
            context.addressed or police
        )
        share = (ASKED_THROUGH if police else ASKED_OF_ANOTHER) if other else 1.0
        links = self._ranked(text, context, share)
        if links or other or not context.wide or self.tells(text, context.known):
            return links
        return self._ranked(text, replace(context, parts=context.wide), share)

    def addressed_by(self, document: str) -> bool:
        """Whether a document speaks to the plan's owner or to the police at large."""
        return speaks_to_police(document, self.owner, self.vocabulary)

    def tells(self, text: str, known: frozenset[str]) -> bool:
        """Whether a passage names by itself what it is about."""
        return names_another(text, self.owner, self.vocabulary) or any(
            self.vocabulary.concepts[mention.concept].weight >= INFORMATIVE
            for mention in self.vocabulary.mentions(text, known)
        )

    def _ranked(self, text: str, context: Context, share: float) -> tuple[Link, ...]:
        concepts = self.concepts_of(text, context)
        words = set(content(text))
        by_words = [WORDS_SHARE]
        if not self.tells(text, context.known):
            by_words.append(WORDS_ALONE_SHARE)
        named = named_in(text, self.numbers) or named_in(context.section, self.numbers)
        scored = []
        for i, commitment in enumerate(self.commitments):
            shared = self._shared(concepts, i)
            rare = self._lexical(words, i)
            score = squash(sum(shared.values()) / self._norm(concepts, i), rare, by_words)
            if commitment.number in named:
                score += NAMED_SHARE * (1 - score)
            scored.append((score * share, i, commitment, shared))
        scored.sort(key=lambda row: (-row[0], row[1]))
        best = scored[0][0] if scored else 0.0
        police = bool(named) or names_police(text, self.owner, self.vocabulary)
        if best < GAP_BELOW or (not police and self.elsewhere(concepts) > best):
            return ()
        return tuple(
            Link(commitment.number, round(score, 3), "")
            for score, _, commitment, _ in scored[:MOST_LINKS]
            if score >= max(GAP_BELOW * 0.8, KEEP_SHARE * best)
        )

    def elsewhere(self, concepts: Mapping[str, float]) -> float:
        """Return how much a passage is about what other bodies do and no commitment speaks of."""
        alien = sum(
            weight * self.vocabulary.concepts[concept].weight
            for concept, weight in concepts.items()
            if concept not in self._idf and self._is_elsewhere(concept)
        )
        own = math.sqrt(
            sum((w * self.vocabulary.concepts[c].weight) ** 2 for c, w in concepts.items())
        )
        return squash(alien / max(own, 1.0), 0.0, [WORDS_SHARE])

    def _is_elsewhere(self, concept: str) -> bool:
        return concept in OUTSIDE or bool(OUTSIDE & self.vocabulary.wider(concept).keys())

    def _weight(self, concept: str) -> float:
        return self.vocabulary.concepts[concept].weight * self._idf.get(concept, 0.0)

    def _shared(self, concepts: Mapping[str, float], i: int) -> dict[str, float]:
        profile = self._concepts[i]
        return {
            concept: weight * profile[concept] * self._weight(concept) ** CLASS_POWER
            for concept, weight in concepts.items()
            if concept in profile
        }

    def _norm(self, concepts: Mapping[str, float], i: int) -> float:
        """Return the scale of a score: the passage's own length, softly the commitment's."""
        own = math.sqrt(
            sum((w * self.vocabulary.concepts[c].weight) ** 2 for c, w in concepts.items())
        )
        relative = self._lengths[i] / (self._typical or 1.0)
        return max(own, 1.0) * (0.6 + 0.4 * relative)

    def _lexical(self, words: set[str], i: int) -> float:
        """Return BM25 of the passage's words in a commitment, scaled to about 0 to 1."""
        counts = self._words[i]
        length = sum(counts.values()) / (self._mean or 1.0)
        total = 0.0
        for word in words & counts.keys():
            times = counts[word]
            scale = times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length))
            total += self._word_idf[word] * scale
        return total / (3 + math.sqrt(len(words)))

    def why(self, text: str, context: Context, i: int) -> str:
        """Say in words what a passage and the commitment at ``i`` have in common."""
        words = set(content(text))
        shared = self._shared(self.concepts_of(text, context), i)
        named = named_in(text, self.numbers) or named_in(context.section, self.numbers)
        top = sorted(shared, key=lambda c: (-shared[c], c))
        labels = [
            self.vocabulary.concepts[c].label for c in top[:4] if shared[c] >= 0.12 * shared[top[0]]
        ]
        common = sorted(
            words & self._words[i].keys(), key=lambda word: (-self._word_idf[word], word)
        )
        parts = ["names the commitment"] if self.commitments[i].number in named else []
        parts += [f"shares {', '.join(labels)}"] if labels else []
        if common:
            parts.append(f"words: {', '.join(self._labels[word] for word in common[:4])}")
        return "; ".join(parts)


def squash(shared: float, rare: float, by_words: Sequence[float]) -> float:
    """Return one score from 0 to 1 out of concepts and words, by the kindest of the shares."""
    both = max((1 - share) * shared + share * rare for share in by_words)
    return both / (both + 0.5)


def _whole(commitment: Commitment) -> str:
    return " ".join([commitment.title, commitment.text, *(a.text for a in commitment.actions)])
