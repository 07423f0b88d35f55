"""What changed between the version of a plan that was answered and the one in force."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from avow.web.plan import queries as plan
from avow.web.plan.models import Version


@dataclass(frozen=True)
class Pointer:
    """Where in the plan an answer shows: parts of a version, by lineage."""

    version: Version
    lineages: tuple[UUID, ...]


ADDED, CHANGED, DROPPED = "added", "changed", "dropped"


@dataclass(frozen=True)
class Part:
    """A commitment or action that a version added, changed or dropped."""

    lineage: UUID
    kind: str
    label: str


def _labels() -> dict[str, str]:
    return {ADDED: _("new"), CHANGED: _("changed"), DROPPED: _("dropped")}


def parts_changed(before: Version, after: Version) -> list[Part]:
    """Return each commitment and action that is not the same in both, in the order of the plan.

    Both versions come with their parts (``plan.queries.with_parts``).
    """
    old, new = _parts(before), _parts(after)
    kinds = {
        lineage: ADDED if lineage not in old else CHANGED
        for lineage, (_label, words) in new.items()
        if lineage not in old or old[lineage][1] != words
    } | {lineage: DROPPED for lineage in old if lineage not in new}
    return [
        Part(lineage, kind, f"{(new.get(lineage) or old[lineage])[0]} ({_labels()[kind]})")
        for lineage, kind in kinds.items()
    ]


def names(version: Version) -> dict[UUID, str]:
    """Return how each commitment and action of ``version`` is called."""
    return {lineage: label for lineage, (label, _words) in _parts(version).items()}


def _parts(version: Version) -> dict[UUID, tuple[str, str]]:
    """Return label and words of every commitment and action, by lineage."""
    found = {}
    for c in plan.commitments_of(version):
        label = _("Commitment %(number)s: %(title)s") % {"number": c.number, "title": c.title}
        found[c.lineage] = (Truncator(label).chars(160), f"{c.title}\n{c.text}")
        for a in c.actions.all():
            label = _("Action %(number)s: %(text)s") % {"number": a.number, "text": a.text}
            found[a.lineage] = (Truncator(label).chars(160), a.text)
    return found
