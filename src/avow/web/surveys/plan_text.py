"""The plan as the public reads and comments on it: each commitment one text, in sentences.

A passage is ``start:end`` of a commitment's text: its title, what it says, and its actions, a
paragraph each. A published version never changes, so the places stay true.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from avow.analysis.documents.sentences import sentences
from avow.web.plan.models import Commitment, Version
from avow.web.plan.queries import with_parts

LONGEST_PASSAGE = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence at its place in the commitment's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a commitment: the number of its action, if it is one, and its sentences."""

    number: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Readable:
    """A commitment as it is read: its whole text and the same in paragraphs."""

    lineage: UUID
    number: str
    pillar: str
    text: str
    title: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]

    def passage(self, start: int, end: int) -> str:
        """Return the words of a passage; nothing if there is no such place."""
        if not 0 <= start < end <= len(self.text) or end - start > LONGEST_PASSAGE:
            return ""
        return self.text[start:end]


def readable(version: Version) -> list[Readable]:
    """Return the commitments of a version in order."""
    whole = with_parts(Version.objects.filter(pk=version.pk)).get()
    return [
        _readable(commitment, str(pillar))
        for pillar in whole.pillars.all()
        for commitment in pillar.commitments.all()
    ]


def find(plan: Iterable[Readable], lineage: str) -> Readable | None:
    """Return the commitment with a lineage, as a form names it."""
    return next((found for found in plan if str(found.lineage) == lineage), None)


def _readable(commitment: Commitment, pillar: str) -> Readable:
    title = "" if commitment.is_cut else commitment.title.strip()
    words = commitment.text.strip() if commitment.is_cut else commitment.statement
    paragraphs = [("", part.strip()) for part in re.split(r"\n\s*\n", words) if part.strip()]
    paragraphs += [(action.number, action.text.strip()) for action in commitment.actions.all()]
    text, made = title, []
    for number, paragraph in paragraphs:
        text += "\n\n" if text else ""
        made.append(Paragraph(number, _pieces(paragraph, len(text))))
        text += paragraph
    return Readable(
        commitment.lineage, commitment.number, pillar, text, _pieces(title, 0), tuple(made)
    )


def _pieces(paragraph: str, at: int) -> tuple[Piece, ...]:
    """Cut a paragraph into sentences that, put together, are the whole of it."""
    starts = [sentence.start for sentence in sentences(paragraph)]
    edges = [0, *starts[1:], len(paragraph)] if starts else [0, len(paragraph)]
    return tuple(
        Piece(at + start, at + end, paragraph[start:end])
        for start, end in itertools.pairwise(edges)
        if start < end
    )
