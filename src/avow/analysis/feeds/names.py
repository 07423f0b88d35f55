"""One spelling for each place, shared by every feed, so that their tables join."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Input, decode
from avow.definitions import read

DEFINITION = "met-bcu-2025"


@dataclass(frozen=True)
class Geography:
    """A force's command units and boroughs, under the one spelling this package uses."""

    force: str
    boroughs: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, str]
    no_place: frozenset[str]
    other_forces: Mapping[str, str]
    spellings: Mapping[str, str]

    def bcu(self, name: str) -> str:
        """Return the one spelling of a command unit; an unknown unit keeps its own."""
        return self.aliases.get(_key(name), _tidy(name))

    def borough(self, name: str) -> str:
        """Return the one spelling of a borough; an unknown borough keeps its own."""
        return self.spellings.get(_key(name), _tidy(name))

    def is_no_place(self, name: str) -> bool:
        """Return whether a source's word stands for no place at all."""
        return _key(name) in self.no_place

    def force_of(self, borough: str) -> str | None:
        """Return the force that polices a borough, or None where the definition does not say."""
        if any(borough in names for names in self.boroughs.values()):
            return self.force
        return self.other_forces.get(borough)

    def bcu_of(self, borough: str) -> str | None:
        """Return the command unit of a borough, or None outside the force."""
        return next((bcu for bcu, names in self.boroughs.items() if borough in names), None)

    def with_units(self, pairs: Iterable[tuple[str, str]]) -> "Geography":
        """Return the geography with the units of a look-up: pairs of unit and borough."""
        units: dict[str, tuple[str, ...]] = {}
        for bcu, borough in pairs:
            if not self.is_no_place(bcu):
                name = self.bcu(bcu)
                units[name] = (*units.get(name, ()), self.borough(borough))
        own = {_key(name): name for names in units.values() for name in names}
        return replace(self, boroughs=units, spellings={**self.spellings, **own})


@cache
def geography(definition: str = DEFINITION) -> Geography:
    """Return the geography of a definition in ``definitions/geography``."""
    return _geography(read("geography", definition))


def geography_in(given: Input) -> Geography:
    """Return the geography of a TOML file in the form of ``definitions/geography``.

    Raises:
        FeedError: it is not TOML, or does not name the force, its units and their boroughs.
    """
    try:
        return _geography(tomllib.loads(decode(given)))
    except tomllib.TOMLDecodeError as error:
        raise FeedError(f"{given.path} is not valid TOML: {error}.") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise FeedError(
            f"{given.path} is no geography: it needs force, [no_place], [other_forces] and, for "
            "each command unit, [[bcu]] with name and boroughs."
        ) from error


def _geography(data: Mapping[str, Any]) -> Geography:
    aliases = {
        _key(spelling): unit["name"]
        for unit in data["bcu"]
        for spelling in (unit["name"], *unit.get("aliases", ()))
    }
    other_forces = {b: force for force, names in data["other_forces"].items() for b in names}
    own = [name for unit in data["bcu"] for name in unit["boroughs"]]
    return Geography(
        force=data["force"],
        boroughs={unit["name"]: tuple(unit["boroughs"]) for unit in data["bcu"]},
        aliases=aliases,
        no_place=frozenset(_key(word) for word in data["no_place"]),
        other_forces=other_forces,
        spellings={_key(name): name for name in (*own, *other_forces)},
    )


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


def _key(name: str) -> str:
    plain = _tidy(name).casefold().replace("&", "and")
    return re.sub(r" (bcu|basic command unit|command unit)$", "", plain)
