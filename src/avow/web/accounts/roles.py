"""Roles as data: what each lets its holder do, from `definitions/roles`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from avow import definitions


@dataclass(frozen=True)
class Role:
    """A role: its name in the data, its label, what its holder does, its capabilities."""

    name: str
    label: str
    what: str
    capabilities: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """Return every role by name."""
    return {
        name: Role(name, row["label"], row["what"], frozenset(row["capabilities"]))
        for name, row in definitions.read("roles", "default")["roles"].items()
    }


def capabilities_of(names: Iterable[str]) -> frozenset[str]:
    """Return what holders of the roles may do; an unknown role allows nothing."""
    known = roles()
    return frozenset().union(*(known[name].capabilities for name in names if name in known))
