"""The text of a submission cut at the edges of its recommendations, so that each can be marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
        kept = [r for r in self.covered if r.state != "rejected"] or list(self.covered)
        return min(kept, key=lambda r: r.end - r.start)


def pieces(text: str, recommendations: Sequence[Recommendation]) -> list[Piece]:
    """Return ``text`` as pieces that, joined, are the text again; overlaps give shared pieces."""
    edges = {0, len(text)}
    for row in recommendations:
        edges |= {row.start, row.end}
    places = sorted(edges)
    return [
        Piece(
            start,
            text[start:end],
            tuple(r for r in recommendations if r.start <= start and end <= r.end),
            tuple(r for r in recommendations if r.start == start),
        )
        for start, end in pairwise(places)
    ]
