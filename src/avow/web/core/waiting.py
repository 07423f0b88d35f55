"""What waits for whoever signed in, offered by each room to the start page.

The start page may not import the rooms. A room registers a function here when the site starts; it
asks the person's capabilities itself and gives nothing to whoever may not do what waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some work that waits: ``what`` says it with its number, ``url`` is where it is done.

    ``late`` says how much of it is past its day, and is empty where nothing is.
    """

    what: str
    url: str
    late: str = ""


_sources: dict[str, Callable[[Any, date], list[Waiting]]] = {}


def register(room: str, source: Callable[[Any, date], list[Waiting]]) -> None:
    """Offer what waits in ``room``. The same room again replaces the first."""
    _sources[room] = source


def waiting(person: Any, today: date) -> list[Waiting]:
    """Return what waits for ``person``, the late first, else in the order of the rooms."""
    found = [one for source in _sources.values() for one in source(person, today)]
    return sorted(found, key=lambda one: not one.late)
