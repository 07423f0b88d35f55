"""What the force tries, offered by the room that keeps initiatives to those that look at effects.

Neighbours may not import each other. A room registers a function here when the site starts; it asks
the person's capabilities itself and gives nothing to whoever may not see it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Tried:
    """An initiative: what it is called, since when it runs or is to run, and where its page is."""

    id: UUID
    title: str
    starts_on: date
    url: str


_sources: dict[str, Callable[[Any], list[Tried]]] = {}


def register(room: str, source: Callable[[Any], list[Tried]]) -> None:
    """Offer the initiatives that ``room`` keeps: a function of the person who looks."""
    _sources[room] = source


def tried(person: Any) -> list[Tried]:
    """Return the initiatives that this person may see, in the order of the rooms."""
    return [one for source in _sources.values() for one in source(person)]
