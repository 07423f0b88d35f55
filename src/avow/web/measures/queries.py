"""Reads that cross evidence and the plan."""

from dataclasses import dataclass
from uuid import UUID

from avow.web.measures.models import Evidence
from avow.web.plan.models import Action, Commitment, Version
from avow.web.plan.queries import commitments_of, published_version
from avow.web.plan.revisions import lines_of


@dataclass(frozen=True)
class WithEvidence:
    """A commitment of the published plan, and how many of its actions have evidence."""

    commitment: Commitment
    actions: int
    with_evidence: int


def attached(version: Version) -> dict[UUID, list[Evidence]]:
    """Return the evidence that stands for the actions of ``version``, by their lineages.

    What was attached to an action that was merged into another, or split, is found there too.
    """
    own: dict[UUID, list[Evidence]] = {}
    standing = Evidence.objects.filter(removed_at__isnull=True).select_related("attached_by")
    for piece in standing:
        own.setdefault(piece.action_lineage, []).append(piece)
    found = dict(own)
    for line, lines in lines_of(version).items():
        pieces = [p for one in (line, *sorted(lines - {line})) for p in own.get(one, [])]
        if pieces:
            found[line] = pieces
    return found


def commitments() -> list[WithEvidence]:
    """Return the commitments of the published plan with how much evidence they have."""
    version = published_version()
    if version is None:
        return []
    evidence = attached(version)
    return [
        WithEvidence(
            c,
            len(c.actions.all()),
            sum(a.lineage in evidence for a in c.actions.all()),
        )
        for c in commitments_of(version)
    ]


def commitment_of(lineage: UUID) -> Commitment | None:
    """Return the commitment of that lineage in the published plan, with its actions."""
    version: Version | None = published_version()
    if version is None:
        return None
    return next((c for c in commitments_of(version) if c.lineage == lineage), None)


def actions_to_prove() -> list[Action]:
    """Return the actions of the published plan in order, each with its commitment."""
    version = published_version()
    if version is None:
        return []
    return [a for c in commitments_of(version) for a in c.actions.all()]
