"""What rooms have to say beside the figures of a command unit, offered to the unit's page.

The page may not import its neighbours. A room registers a function here when the site starts; it
asks the person's capabilities itself and gives nothing to whoever may not see it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Beside:
    """A text beside a unit's figures, such as its commander's reply, or a link to a document.

    ``who`` is a post, never a person's name; ``measure`` is the measure it is about, empty where
    it is about the unit. ``act`` says what the link at ``url`` does.
    """

    title: str
    text: str = ""
    who: str = ""
    day: date | None = None
    measure: str = ""
    url: str = ""
    act: str = ""


_sources: dict[str, Callable[[Any, str], list[Beside]]] = {}
_commands: dict[str, Callable[[Any], Collection[str]]] = {}


def register(room: str, source: Callable[[Any, str], list[Beside]]) -> None:
    """Offer what ``room`` has beside a unit: a function of the person who looks and the unit."""
    _sources[room] = source


def beside(person: Any, unit: str) -> list[Beside]:
    """Return what stands beside a unit for this person, in the order of the rooms."""
    return [one for source in _sources.values() for one in source(person, unit)]


def register_commands(room: str, source: Callable[[Any], Collection[str]]) -> None:
    """Offer which units a person commands, as ``room`` knows them."""
    _commands[room] = source


def commanded_by(person: Any) -> frozenset[str]:
    """Return the units that a person commands; none where no room knows of any."""
    return frozenset(unit for source in _commands.values() for unit in source(person))
