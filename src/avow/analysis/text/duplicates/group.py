"""What is found: texts that are the same, nearly the same, or made from one template."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["exact", "near", "template"]
GAP = "[…]"


@dataclass(frozen=True)
class Edit:
    """What one person changed: ``was`` words of the template became ``now``.

    Either is empty for words added or left out. ``at`` counts the template's words before it.
    """

    at: int
    was: str
    now: str


@dataclass(frozen=True)
class Group:
    """Texts that belong together, by their indexes.

    ``template`` is the common text, with gaps shown as ``[…]``; ``changes`` has a tuple of edits
    for each member, in the order of ``members``. ``people`` and ``distinct`` count both ways.
    """

    members: tuple[int, ...]
    kind: Kind
    template: str
    changes: tuple[tuple[Edit, ...], ...]
    distinct: int

    @property
    def people(self) -> int:
        """How many people sent a text of this group."""
        return len(self.members)
