"""One level of two versions, while its units are being linked."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from avow.analysis.revisions.links import Links, Origin
from avow.analysis.revisions.units import Kind, Unit, of_kind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Level:
    """The units of one kind in both versions, and the links found so far.

    Units are named by their place among those of their kind; ``before`` and ``after`` hold the
    whole versions by key.
    """

    def __init__(
        self, kind: Kind, before: Sequence[Unit], after: Sequence[Unit], links: Links
    ) -> None:
        self.kind, self.links = kind, links
        self.before, self.after = {u.key: u for u in before}, {u.key: u for u in after}
        self.old, self.new = of_kind(before, kind), of_kind(after, kind)
        self.old_at = {unit.key: at for at, unit in enumerate(self.old)}
        self.new_at = {unit.key: at for at, unit in enumerate(self.new)}

    def free_old(self) -> list[int]:
        """Return the older units that have no link yet."""
        return [at for at, unit in enumerate(self.old) if not self.links.after(unit.key)]

    def free_new(self) -> list[int]:
        """Return the newer units that have no link yet."""
        return [at for at, unit in enumerate(self.new) if not self.links.before(unit.key)]

    def partners_of_old(self, old: int) -> list[int]:
        """Return the newer units that an older one goes on as."""
        return [self.new_at[key] for key in self.links.after(self.old[old].key)]

    def partners_of_new(self, new: int) -> list[int]:
        """Return the older units that a newer one goes on from."""
        return [self.old_at[key] for key in self.links.before(self.new[new].key)]

    def may(self, old: int, new: int) -> bool:
        """Return whether words may decide: they never overrule two lineages that are known."""
        return not (self.old[old].lineage and self.new[new].lineage)

    def is_open(self) -> bool:
        """Return whether words may still link anything."""
        if not self.old or not self.new:
            return False
        known = all(u.lineage for u in self.old) and all(u.lineage for u in self.new)
        return not known and bool(self.free_old() or self.free_new())

    def link(self, old: int, new: int) -> None:
        """Link two units by their words."""
        self.links.add(self.old[old].key, self.new[new].key, Origin.TEXT)

    def may_table(self) -> "npt.NDArray[np.bool_]":
        """Return ``may`` for every pair."""
        import numpy as np

        old = np.array([bool(unit.lineage) for unit in self.old])
        new = np.array([bool(unit.lineage) for unit in self.new])
        table: npt.NDArray[np.bool_] = ~(old[:, None] & new[None, :])
        return table

    def in_place_table(self) -> "npt.NDArray[np.bool_]":
        """Return, for every pair, whether their place agrees.

        An action's place is its commitment; a commitment's and a pillar's is its number.
        """
        import numpy as np

        if self.kind is not Kind.ACTION:
            old = np.array([unit.number for unit in self.old])
            new = np.array([unit.number for unit in self.new])
            table: npt.NDArray[np.bool_] = (old[:, None] == new[None, :]) & (old != "")[:, None]
            return table
        above = np.zeros((len(self.old), len(self.new)), dtype=bool)
        under = (_places_under(self.old), _places_under(self.new))
        for old_key, new_key in self.links.origin:
            if old_key in under[0] and new_key in under[1]:
                above[np.ix_(under[0][old_key], under[1][new_key])] = True
        return above


def _places_under(units: Sequence[Unit]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        found[unit.parent].append(at)
    return dict(found)
