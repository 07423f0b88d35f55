"""A campaign's template with what one person changed in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a member's text: kept from the template, left out of it, or put in."""

    kind: str
    text: str


def member(template: str, changes: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Return the template as this person sent it, with what was left out and put in marked.

    A change lies after so many words of the template; what it took out follows there.
    """
    words = _WORD.findall(template)
    pieces: list[Piece] = []
    here = 0
    for change in sorted(changes, key=lambda change: change["at"]):
        at = min(change["at"], len(words))
        _add(pieces, "kept", words[here:at])
        _add(pieces, "out", str(change["was"]).split())
        _add(pieces, "in", str(change["now"]).split())
        here = max(here, at) + len(str(change["was"]).split())
    _add(pieces, "kept", words[here:])
    return pieces


def _add(pieces: list[Piece], kind: str, words: Sequence[str]) -> None:
    if words:
        pieces.append(Piece(kind, " ".join(words)))
