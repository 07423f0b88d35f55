"""What the public pages show of the plan, the answers and the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from avow.web.core import published
from avow.web.core.published import PublishedAnswer, PublishedEvidence
from avow.web.plan import states
from avow.web.plan.models import Action, Commitment, Plan, Progress, Version
from avow.web.plan.models.progress import DONE, NOT_STARTED, UNDER_WAY
from avow.web.plan.queries import (
    commitments_of,
    current_plan,
    progress_by_action,
    published_version,
)
from avow.web.plan.revisions import lines_of, versions_of

LATE = "late"


@dataclass
class PublicAction:
    """An action with its newest report and the evidence attached to it.

    ``lines`` are its lineage and those of the actions that went into it.
    """

    action: Action
    report: Progress | None
    evidence: list[PublishedEvidence] = field(default_factory=list)
    lines: frozenset[UUID] = frozenset()

    def status(self, today: date) -> tuple[str, str]:
        """Return what the action's state is called, and the kind of tag it is drawn as."""
        if self.report is None:
            return _("No report yet"), "neutral"
        if self.report.status == DONE:
            return _("Done"), "good"
        if self.report.due and self.report.due < today:
            return _("Overdue"), LATE
        if self.report.status == UNDER_WAY:
            return _("Under way"), "doing"
        return _("Not started"), "neutral"


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
    def done(self) -> int:
        """How many of its actions are reported done."""
        return sum(1 for a in self.actions if a.report and a.report.status == DONE)


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

    def count(self, status: str) -> int:
        """Return how many actions have that status; without any report they are not started."""
        return sum(
            (a.report.status if a.report else NOT_STARTED) == status
            for c in self.commitments
            for a in c.actions
        )

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


def public_plan(answers: Sequence[PublishedAnswer] = ()) -> PublicPlan | None:
    """Return the plan in force with progress, evidence and ``answers``; None if none is public."""
    version = published_version()
    if version is None:
        return None
    commitments, earlier = commitments_of(version), lines_of(version)
    reports = progress_by_action((a.lineage for c in commitments for a in c.actions.all()), earlier)
    evidence: dict[UUID, list[PublishedEvidence]] = {}
    for piece in published.evidence():
        evidence.setdefault(piece.action_lineage, []).append(piece)
    made = []
    for commitment in commitments:
        lines = frozenset(earlier.get(commitment.lineage, {commitment.lineage}))
        actions = [
            PublicAction(a, reports.get(a.lineage), _under(own, a, evidence), own)
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
