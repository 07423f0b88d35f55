"""Which part of one version goes on as which part of another, and how that is known."""

from collections import defaultdict
from enum import StrEnum


class Origin(StrEnum):
    """How a link between two parts is known."""

    LINEAGE = "lineage"
    TEXT = "text"


class Links:
    """Pairs of units, an older and a newer one, by their keys. A unit may have several, or none."""

    def __init__(self) -> None:
        self.origin: dict[tuple[str, str], Origin] = {}
        self._after: dict[str, list[str]] = defaultdict(list)
        self._before: dict[str, list[str]] = defaultdict(list)

    def add(self, old: str, new: str, origin: Origin) -> None:
        """Link two units; the first origin given for a pair stays."""
        if (old, new) not in self.origin:
            self.origin[old, new] = origin
            self._after[old].append(new)
            self._before[new].append(old)

    def after(self, old: str) -> list[str]:
        """Return what an older unit goes on as."""
        return self._after.get(old, [])

    def before(self, new: str) -> list[str]:
        """Return what a newer unit goes on from."""
        return self._before.get(new, [])

    def turned(self) -> "Links":
        """Return the same links seen from the other version."""
        found = Links()
        for (old, new), origin in self.origin.items():
            found.add(new, old, origin)
        return found
