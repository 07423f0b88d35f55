"""Put an offence into a group of a versioned definition: the first group with a rule that fits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avow.definitions import DefinitionError, read

CONDITIONS = ("title", "publisher_class", "home_office_class", "home_office_group")
DEFINITION = "vawg-met-2025"


@dataclass(frozen=True)
class Offence:
    """An offence as a source names it."""

    home_office_group: str
    home_office_class: str
    publisher_class: str
    title: str


@dataclass(frozen=True)
class Group:
    """A group of offences: ``rules`` are tables of conditions (see the definition file)."""

    id: str
    label: str
    description: str
    vawg: bool
    agrees_with: frozenset[str]
    rules: tuple[Mapping[str, str], ...]

    def holds(self, offence: Offence) -> bool:
        """Return whether one of the group's rules fits."""
        return any(_fits(rule, offence) for rule in self.rules)


def _fits(rule: Mapping[str, str], offence: Offence) -> bool:
    for condition, wanted in rule.items():
        found = getattr(offence, condition)
        if condition == "title":
            if not re.search(wanted, found, re.IGNORECASE):
                return False
        elif found.casefold() != wanted.casefold():
            return False
    return True


@cache
def groups(definition: str = DEFINITION) -> tuple[Group, ...]:
    """Return the groups of an offence definition, in the order in which they are tried.

    Raises:
        DefinitionError: no such definition, or a group has a rule with an unknown condition.
    """
    return tuple(_group(definition, g) for g in read("offences", definition)["group"])


def _group(definition: str, data: Mapping[str, Any]) -> Group:
    for rule in data["rules"]:
        unknown = set(rule) - set(CONDITIONS)
        if unknown or not rule:
            raise DefinitionError(
                f"definitions/offences/{definition}.toml, group {data['id']!r}: a rule needs "
                f"conditions among {', '.join(CONDITIONS)}, not {', '.join(unknown) or 'none'}."
            )
    return Group(
        **{key: data[key] for key in ("id", "label", "description", "vawg")},
        agrees_with=frozenset(name.casefold() for name in data["agrees_with"]),
        rules=tuple(data["rules"]),
    )


def group_of(offence: Offence, definition: str = DEFINITION) -> Group:
    """Return the first group that holds the offence, or the definition's ``otherwise`` group."""
    every = groups(definition)
    for group in every:
        if group.holds(offence):
            return group
    otherwise = read("offences", definition)["otherwise"]
    return next(group for group in every if group.id == otherwise)


def disagreement(offence: Offence, group: Group) -> str | None:
    """Return how the publisher's classification differs from ``group``, or None where it agrees."""
    if offence.home_office_group.casefold() not in group.agrees_with:
        return f"the publisher counts it under {offence.home_office_group!r}"
    if group.vawg and offence.publisher_class.casefold() == "non-vawg classification":
        return "the publisher's VAWG class says it is not VAWG, its group says it is"
    return None
