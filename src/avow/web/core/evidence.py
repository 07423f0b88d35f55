"""What shows how far an action of the plan is, offered by the rooms that hold it.

The plan may not import the rooms that hold measures, releases or meetings. Such a room registers a
function here when the site starts: for what stands as evidence, or for what may be cited as such.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands as evidence for an action. ``dated`` is None if no day can be given.

    ``label`` says what kind of thing it is, ``shows`` what it tells of the action; both are public,
    and so is ``address``.
    """

    action_lineage: UUID
    kind: str
    label: str
    title: str
    dated: date | None
    shows: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Citable:
    """Something with a day on it that may be cited as evidence: a release, a meeting held."""

    key: str
    title: str
    dated: date


@dataclass(frozen=True, slots=True)
class Kind:
    """What a room offers to cite: how it is called, and what there is now, newest first."""

    label: Any
    source: Callable[[], Iterable[Citable]]


_standing: dict[str, Callable[[], Iterable[Piece]]] = {}
_kinds: dict[str, Kind] = {}


def register(room: str, source: Callable[[], Iterable[Piece]]) -> None:
    """Offer what stands as evidence in ``room``. The same room again replaces the first."""
    _standing[room] = source


def standing() -> list[Piece]:
    """Return every piece that the rooms hold, in the order in which they registered."""
    return [piece for source in _standing.values() for piece in source()]


def offer(kind: str, label: Any, source: Callable[[], Iterable[Citable]]) -> None:
    """Offer what may be cited as ``kind``. The same kind again replaces the first."""
    _kinds[kind] = Kind(label, source)


def kinds() -> Mapping[str, Kind]:
    """Return what may be cited, by kind."""
    return _kinds
