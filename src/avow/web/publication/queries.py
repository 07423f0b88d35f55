"""What the public pages show of the plan, the answers and the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from avow.web.core import published
from avow.web.core.evidence import Piece
from avow.web.core.published import PublishedAnswer, PublishedEvidence
from avow.web.plan import states
from avow.web.plan.models import Action, Commitment, Plan, Version
from avow.web.plan.queries import commitments_of, current_plan, published_version
from avow.web.plan.revisions import lines_of, versions_of
from avow.web.plan.standing import CommitmentStanding, Standing
from avow.web.plan.standings import Lines, standings


@dataclass
class Standings:
    """Where the actions of a version stand, read when a page first asks: many pages do not."""

    version: Version
    today: date
    lines: Lines

    @cached_property
    def by_lineage(self) -> dict[UUID, Standing]:
        """Where each action stands, by its lineage."""
        found = standings(self.version, self.today, lines=self.lines)
        return {a.action.lineage: a for c in found for a in c.actions}


@dataclass
class PublicAction:
    """An action with where it stands and the evidence attached to it.

    ``lines`` are its lineage and those of the actions that went into it.
    """

    action: Action
    held: Standings
    evidence: list[PublishedEvidence] = field(default_factory=list)
    lines: frozenset[UUID] = frozenset()

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return self.held.by_lineage[self.action.lineage]

    @property
    def documents(self) -> list[Piece]:
        """The documents, figures and meetings that stand as evidence beside measures."""
        return [piece for piece in self.standing.pieces if piece.kind != "measure"]


@dataclass
class PublicCommitment:
    """A commitment with its actions, its address, and the answers that concern it.

    ``lines`` are its lineage and those of the commitments that were merged into it, or that it was
    split off.
    """

    commitment: Commitment
    key: str
    actions: list[PublicAction]
    answers: list[PublishedAnswer] = field(default_factory=list)
    lines: frozenset[UUID] = frozenset()

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("publication:commitment", args=[self.key])

    @property
    def standing(self) -> CommitmentStanding:
        """Where it stands, by its actions."""
        return CommitmentStanding(self.commitment, tuple(a.standing for a in self.actions))

    @property
    def done(self) -> int:
        """How many of its actions are reported done, with something recent enough to show it."""
        return self.standing.done


@dataclass(frozen=True)
class Hit:
    """Where words that were looked for stand; ``action`` is empty for a commitment's own text."""

    commitment: PublicCommitment
    url: str
    text: str
    action: str = ""


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text.lower() for word in words)


@dataclass
class PublicPlan:
    """The published version, its commitments in order."""

    version: Version
    commitments: list[PublicCommitment]

    def find(self, key: str) -> PublicCommitment | None:
        """Return the commitment of that number or lineage, or the one its lineage went into."""
        for found in self.commitments:
            if key in (found.key, str(found.commitment.lineage)):
                return found
        return next((c for c in self.commitments if key in {str(line) for line in c.lines}), None)

    def with_words(self, q: str) -> list[Hit]:
        """Return where every word of ``q`` stands: in a commitment, or in one of its actions."""
        words = q.lower().split()
        hits = []
        for c in self.commitments:
            own = f"{c.commitment.number} {c.commitment.title} {c.commitment.text}"
            if _holds(own, words):
                hits.append(Hit(c, c.url, c.commitment.text or c.commitment.title))
            hits += [
                Hit(c, f"{c.url}#action-{a.action.lineage}", a.action.text, a.action.number)
                for a in c.actions
                if _holds(f"{a.action.number} {a.action.text}", words)
            ]
        return hits

    def by_lineage(self) -> dict[UUID, PublicCommitment]:
        """Return the commitments by lineage."""
        return {c.commitment.lineage: c for c in self.commitments}

    def by_any_lineage(self) -> dict[UUID, list[PublicCommitment]]:
        """Return the commitments by every lineage that went into them."""
        found: dict[UUID, list[PublicCommitment]] = {}
        for c in self.commitments:
            for line in c.lines:
                found.setdefault(line, []).append(c)
        return found

    @property
    def standings(self) -> list[Standing]:
        """Where each action of the plan stands, in order."""
        return [a.standing for c in self.commitments for a in c.actions]

    def count(self, *statuses: str) -> int:
        """Return how many actions have one of the statuses; without any report not started."""
        return sum(standing.status in statuses for standing in self.standings)

    @property
    def done(self) -> int:
        """How many actions are reported done, with something recent enough to show it."""
        return sum(standing.is_done for standing in self.standings)

    @property
    def action_count(self) -> int:
        """How many actions the plan has."""
        return sum(len(c.actions) for c in self.commitments)


def public_versions(plan: Plan | None = None) -> list[Version]:
    """Return every published version of ``plan`` (or of the plan in force), oldest first."""
    plan = plan or current_plan()
    return [v for v in versions_of(plan) if v.state != states.DRAFT] if plan else []


def _key(commitment: Commitment) -> str:
    """Return the number, or the lineage where the number cannot stand in an address."""
    number = commitment.number
    return number if number and "/" not in number else str(commitment.lineage)


def public_plan(
    answers: Sequence[PublishedAnswer] = (), today: date | None = None
) -> PublicPlan | None:
    """Return the plan in force with progress, evidence and ``answers``; None if none is public.

    Where its actions stand is told for ``today``, by default the day it is.
    """
    version = published_version()
    if version is None:
        return None
    earlier = lines_of(version)
    evidence: dict[UUID, list[PublishedEvidence]] = {}
    for piece in published.evidence():
        evidence.setdefault(piece.action_lineage, []).append(piece)
    held = Standings(version, today or timezone.localdate(), earlier)
    made = []
    for commitment in commitments_of(version):
        lines = frozenset(earlier.get(commitment.lineage, {commitment.lineage}))
        actions = [
            PublicAction(a, held, _under(own, a, evidence), own)
            for a in commitment.actions.all()
            for own in [frozenset(earlier.get(a.lineage, {a.lineage}))]
        ]
        concerned = [a for a in answers if not lines.isdisjoint(a.commitment_lineages)]
        made.append(PublicCommitment(commitment, _key(commitment), actions, concerned, lines))
    return PublicPlan(version, made)


def _under(
    lines: frozenset[UUID], action: Action, evidence: dict[UUID, list[PublishedEvidence]]
) -> list[PublishedEvidence]:
    """Return the evidence for an action under its own lineage, then under those merged into it."""
    others = sorted(lines - {action.lineage})
    return [piece for line in (action.lineage, *others) for piece in evidence.get(line, ())]
