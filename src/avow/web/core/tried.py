"""What the force tries, and who looks at its effects, for rooms that may not import each other.

The room that keeps initiatives offers them to those that look at effects, and these what they plan
and find to the initiative's page. A room registers a function here when the site starts; it asks
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


@dataclass(frozen=True, slots=True)
class Look:
    """A look at what an initiative changed: how it is called, how far it is, where its page is."""

    title: str
    state: str
    url: str


_sources: dict[str, Callable[[Any], list[Tried]]] = {}
_looks: dict[str, Callable[[Any, UUID], list[Look]]] = {}


def register(room: str, source: Callable[[Any], list[Tried]]) -> None:
    """Offer the initiatives that ``room`` keeps: a function of the person who looks."""
    _sources[room] = source


def tried(person: Any) -> list[Tried]:
    """Return the initiatives that this person may see, in the order of the rooms."""
    return [one for source in _sources.values() for one in source(person)]


def register_looks(room: str, source: Callable[[Any, UUID], list[Look]]) -> None:
    """Offer what ``room`` looks at: a function of the person who looks and the initiative."""
    _looks[room] = source


def looks(person: Any, initiative: UUID) -> list[Look]:
    """Return the looks at an initiative's effects that this person may see."""
    return [one for source in _looks.values() for one in source(person, initiative)]
