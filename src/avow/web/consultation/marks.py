"""The text of a submission in blocks to read, cut so that each recommendation can be marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from avow.analysis.documents import paragraphs
from avow.web.consultation import states
from avow.web.consultation.models import Recommendation


@dataclass(frozen=True)
class Piece:
    """A run of text from place ``at``: plain, or covered by one or more recommendations.

    ``begins`` are those that start here: each gets its anchor once.
    """

    at: int
    text: str
    covered: tuple[Recommendation, ...] = ()
    begins: tuple[Recommendation, ...] = ()

    @property
    def shown(self) -> Recommendation:
        """Return the recommendation that colours the piece: the innermost not rejected."""
        kept = [r for r in self.covered if r.state != states.REJECTED] or list(self.covered)
        return min(kept, key=lambda r: r.end - r.start)


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item or page furniture of the document, in pieces."""

    kind: str
    pieces: tuple[Piece, ...]


def blocks(text: str, recommendations: Sequence[Recommendation]) -> list[Block]:
    """Return the whole text in blocks; only the white space between blocks is left out."""
    return [
        Block(kind, tuple(pieces(text, recommendations, start, end)))
        for kind, start, end in _spans(text)
    ]


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    done = 0
    for paragraph in paragraphs(text):
        start = max(done, paragraph.start)
        if text[done:start].strip():
            yield "body", done, start
        if start < paragraph.end:
            yield paragraph.kind, start, paragraph.end
            done = paragraph.end
    if text[done:].strip():
        yield "body", done, len(text)


def pieces(
    text: str, recommendations: Sequence[Recommendation], start: int, end: int
) -> list[Piece]:
    """Return ``text[start:end]`` cut at the edges of recommendations; overlaps share pieces."""
    near = [r for r in recommendations if r.start < end and start < r.end]
    edges = {start, end}
    for row in near:
        edges |= {max(start, row.start), min(end, row.end)}
    return [
        Piece(
            left,
            text[left:right],
            tuple(r for r in near if r.start <= left and right <= r.end),
            tuple(r for r in near if r.start == left),
        )
        for left, right in pairwise(sorted(edges))
    ]


def section_at(text: str, place: int) -> str:
    """Return the heading above a place in the text, or nothing."""
    return next((p.section for p in paragraphs(text) if p.start <= place < p.end), "")
