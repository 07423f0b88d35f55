"""Read a submission: every sentence judged, every recommendation quoted and linked or a gap."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from avow.analysis.documents.document import Mark
from avow.analysis.documents.paragraphs import FURNITURE, HEADING, ITEM, paragraphs
from avow.analysis.documents.plan import Plan
from avow.analysis.documents.sentences import Sentence, sentences
from avow.analysis.text.deciding import decide
from avow.analysis.text.linking import Context, Link, Linker
from avow.analysis.text.signals import signals
from avow.analysis.text.similarity import Similarity
from avow.analysis.text.wording import Verdict

_SECTION_SHARE, _LEAD_SHARE, _BEFORE_SHARE, _POINTING_SHARE = 0.25, 0.2, 0.1, 0.6
_POINTING_INSIDE_SHARE, _WIDE_SHARE = 0.35, 0.6
_LONGEST_SECTION = 6_000
_POINTS_BACK = re.compile(
    r"(?:for example|in particular|this|these|those|that|it|they|such|the (?:same|former|latter)|"
    r"one example|another|as such|if it|"
    r"(?:so|and|also|further)[, ])\b",
    re.IGNORECASE,
)
_POINTS_INSIDE = re.compile(
    r"\b(?:this|these|those|such) "
    r"(?!plan|strategy|section|strand|response|submission|document|area|year)\w+|"
    r"\b(?:an equivalent|a similar|the same|them|achieve this|do this)\b",
    re.IGNORECASE,
)
_SPEAKERS = re.compile(
    r"\b((?:[A-Z][\w’'&-]+)(?: (?:[A-Z][\w’'&-]+|for|of|and|against)){0,6}?) (?:\w+ly |also |"
    r"would )*"
    r"(?:welcomes?|recommends?|urges?|calls? on|supports|believes?|responded|was (?:established|"
    r"founded)|"
    r"is an? (?:charity|national|specialist|local)|has today)\b"
)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a submission asks: exact words, place, heading above, strength, links or a gap."""

    quote: str
    start: int
    end: int
    section: str
    strength: str
    links: tuple[Link, ...]
    gap: bool
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of the submission and why it was, or was not, taken for a recommendation.

    ``confidence``, from 0.5 to 1, is that of the decision, whichever it is.
    """

    start: int
    end: int
    section: str
    recommendation: bool
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission as read: candidates for a person to adopt, and every sentence accounted for."""

    submitter: str | None
    recommendations: tuple[Recommendation, ...]
    sentences: tuple[ReadSentence, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the recommendations as plain lists and dictionaries, ready for JSON."""
        return {
            "submitter": self.submitter,
            "recommendations": [
                {
                    "quote": r.quote,
                    "start": r.start,
                    "end": r.end,
                    "section": r.section,
                    "strength": r.strength,
                    "links": [
                        {"commitment": x.commitment, "score": x.score, "why": x.why}
                        for x in r.links
                    ],
                    "gap": r.gap,
                    "confidence": r.confidence,
                    "reason": r.reason,
                }
                for r in self.recommendations
            ],
        }


def find_recommendations(
    text: str,
    plan: Plan,
    submitter: str | None = None,
    similarity: Similarity | None = None,
    *,
    known: Sequence[Mark] = (),
) -> Reading:
    """Find every recommendation in a submission and link each to the plan's commitments.

    ``text`` is the document as ``read_text`` returns it: ``text[r.start:r.end] == r.quote``.
    Without a ``submitter`` the name is taken from the text where it is plain. ``known`` are the
    headings, items and paragraphs that the document's format gives (``Document.structure``).
    """
    found = sentences(text, paragraphs(text, known))
    linker = Linker(plan, similarity=similarity)
    told, rules, leads = signals(found)
    recommendations: list[Recommendation] = []
    read: list[ReadSentence] = []
    trail = Trail(linker.of_document(text, [s.text for s in found]), sections(found))
    for place, sentence in enumerate(found):
        follows = next((s for s in found[place + 1 :] if s.kind != FURNITURE), None)
        by_layout = sentence.kind in (HEADING, FURNITURE)
        verdict = rules[place] if by_layout else decide(told[place], rules[place])
        read.append(
            ReadSentence(
                sentence.start, sentence.end, sentence.section, verdict.ask, verdict.reason,
                verdict.confidence,
            )
        )  # fmt: skip
        if verdict.ask:
            context = trail.context(sentence, leads[place], follows)
            recommendations.append(
                _recommendation(text, sentence, verdict, linker.link(sentence.text, context))
            )
        trail.pass_by(sentence)
    return Reading(submitter or _speaker(text), tuple(recommendations), tuple(read))


def _recommendation(
    text: str, sentence: Sentence, verdict: Verdict, links: tuple[Link, ...]
) -> Recommendation:
    return Recommendation(
        text[sentence.start : sentence.end],
        sentence.start,
        sentence.end,
        sentence.section,
        verdict.strength,
        links,
        not links,
        verdict.reason,
        verdict.confidence,
    )


@dataclass(slots=True)
class Trail:
    """What was read before a sentence, from which its meaning may have to be filled in."""

    document: Context
    sections: Mapping[str, str]
    before: Sentence | None = None
    chain: str = ""
    so_far: str = ""

    def pass_by(self, sentence: Sentence) -> None:
        """Remember a sentence; one that points back keeps what it points to."""
        if sentence.kind in (FURNITURE, HEADING):
            return
        same = self.before is not None and self.before.paragraph == sentence.paragraph
        points = same and _POINTS_BACK.match(sentence.text)
        self.chain = f"{self.chain} {sentence.text}"[-900:] if points else sentence.text
        self.so_far = f"{self.so_far} {sentence.text}" if same else sentence.text
        self.before = sentence

    def context(self, sentence: Sentence, lead: str, follows: Sentence | None) -> Context:
        """Return the texts that help to read a sentence, each with its share."""
        parts = [(sentence.section, _SECTION_SHARE)]
        if lead and sentence.kind == ITEM:
            parts.append((lead, _LEAD_SHARE))
        wide = [(sentence.section, _WIDE_SHARE), (lead, _WIDE_SHARE)]
        before = self.before
        if before is not None and before.paragraph == sentence.paragraph:
            parts.append((self.chain, _share_of_before(sentence.text)))
            wide.append((self.so_far, _WIDE_SHARE))
        if follows is not None and follows.paragraph == sentence.paragraph:
            wide.append((follows.text, _WIDE_SHARE))
        return replace(
            self.document,
            parts=tuple(parts),
            wide=tuple(wide),
            listed=sentence.kind == ITEM,
            section=sentence.section,
            around=self.sections.get(sentence.section, ""),
        )


def sections(found: Sequence[Sentence]) -> dict[str, str]:
    """Return what stands under each heading, as one text."""
    texts: dict[str, list[str]] = {}
    for sentence in found:
        if sentence.kind != FURNITURE:
            texts.setdefault(sentence.section, []).append(sentence.text)
    return {section: " ".join(parts)[:_LONGEST_SECTION] for section, parts in texts.items()}


def _share_of_before(text: str) -> float:
    if _POINTS_BACK.match(text):
        return _POINTING_SHARE
    return _POINTING_INSIDE_SHARE if _POINTS_INSIDE.search(text) else _BEFORE_SHARE


def _speaker(text: str) -> str | None:
    """Return the organisation that speaks, by whom the text says welcomes, recommends, urges."""
    names = Counter(
        name
        for found in _SPEAKERS.finditer(" ".join(text.split()))
        if (name := _own_name(found.group(1)))
    )
    if not names:
        return None
    name = max(names, key=lambda n: (names[n], len(n)))
    longer = [n for n in names if n.startswith(f"{name} ")]
    return max(longer, key=len) if longer else name


def _own_name(name: str) -> str:
    if name.split(maxsplit=1)[0] in {
        "We",
        "I",
        "It",
        "This",
        "The",
        "They",
        "Overall",
        "Our",
        "That",
        "In",
    }:
        return ""
    return name.replace("’", "'")
