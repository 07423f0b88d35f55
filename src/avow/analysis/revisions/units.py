"""The parts of a plan, flat and in reading order, each knowing what it stands under."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from avow.analysis.documents.plan import Plan


class Kind(StrEnum):
    """The levels of a plan, top first."""

    PILLAR = "pillar"
    COMMITMENT = "commitment"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Unit:
    """A pillar, commitment or action of one version of a plan.

    ``key`` is its own within its version; ``parent`` is the key of what it stands under, empty for
    a pillar. ``lineage`` names it through every version and is empty where that is not known.
    ``earlier`` holds the lineages of other parts that went into it since the version it is
    compared with: what it was merged from or split off.
    """

    key: str
    kind: Kind
    number: str
    title: str
    text: str
    parent: str = ""
    lineage: str = ""
    earlier: tuple[str, ...] = ()

    @property
    def wording(self) -> str:
        """The words to compare: the text, under the title unless it begins with that."""
        title, text = self.title.strip(), self.text.strip()
        start = title.rstrip("….").rstrip()
        return text if text.startswith(start) else "\n".join(filter(None, (title, text)))


def units_of(plan: Plan) -> tuple[Unit, ...]:
    """Return every part of a plan that was read from a document, without lineages."""
    found: list[Unit] = []
    for p, pillar in enumerate(plan.pillars):
        found.append(Unit(f"p{p}", Kind.PILLAR, pillar.number, pillar.title, ""))
        for c, item in enumerate(pillar.commitments):
            key = f"p{p}c{c}"
            found.append(Unit(key, Kind.COMMITMENT, item.number, item.title, item.text, f"p{p}"))
            found += [
                Unit(f"{key}a{a}", Kind.ACTION, action.number, "", action.text, key)
                for a, action in enumerate(item.actions)
            ]
    return tuple(found)


def of_kind(units: Iterable[Unit], kind: Kind) -> list[Unit]:
    """Return the units of one level, in order."""
    return [unit for unit in units if unit.kind is kind]
