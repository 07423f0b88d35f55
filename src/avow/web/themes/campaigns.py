"""A campaign's template with what one person changed in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from avow.analysis.text.duplicates import GAP


@dataclass(frozen=True)
class Piece:
    """A stretch of a member's text: ``kept`` from the template, ``out`` of it, or put ``in``."""

    kind: str
    text: str


def member(template: str, changes: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Return the template as this person sent it, with what was left out and put in marked.

    A change lies after ``at`` words of the template; ``was`` are words left out there, or a gap of
    the template that ``now`` fills. A gap that nobody filled is not shown.
    """
    tokens = template.split()
    pieces: list[Piece] = []
    here = passed = 0
    for change in sorted(changes, key=lambda change: change["at"]):
        kept = []
        while passed < change["at"] and here < len(tokens):
            kept.append(tokens[here])
            passed += tokens[here] != GAP
            here += 1
        _add(pieces, "kept", kept)
        was = [word for word in str(change["was"]).split() if word != GAP]
        _add(pieces, "out", was)
        _add(pieces, "in", str(change["now"]).split())
        left = len(was)
        while left and here < len(tokens):
            left -= tokens[here] != GAP
            here += 1
            passed += tokens[here - 1] != GAP
    _add(pieces, "kept", tokens[here:])
    return pieces


def _add(pieces: list[Piece], kind: str, words: Sequence[str]) -> None:
    said = " ".join(word for word in words if word != GAP)
    if said:
        pieces.append(Piece(kind, said))
