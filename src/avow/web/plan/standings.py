"""Reads all that is known of the actions of a version, in as many queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from avow.web.core import evidence
from avow.web.core.evidence import Piece
from avow.web.plan.models import (
    Action,
    Assignment,
    Commitment,
    Milestone,
    Progress,
    Proof,
    UnitProgress,
    Version,
)
from avow.web.plan.models.proof import KIND_LABELS
from avow.web.plan.policies import lacks_evidence
from avow.web.plan.queries import commitments_of
from avow.web.plan.revisions import lines_of
from avow.web.plan.standing import CommitmentStanding, Standing
from avow.web.plan.unit_standing import UnitStanding

Lines = Mapping[UUID, Collection[UUID]]


def standings(
    version: Version,
    today: date,
    commitments: Iterable[Commitment] | None = None,
    lines: Lines | None = None,
) -> list[CommitmentStanding]:
    """Return where the commitments of ``version``, loaded with its parts, stand on ``today``.

    Reports, milestones and evidence of the lines that went into an action count for it; ``lines``
    (`revisions.lines_of`) are looked up if they are not given.
    """
    wanted = list(commitments if commitments is not None else commitments_of(version))
    actions = [action for commitment in wanted for action in commitment.actions.all()]
    found = _of(actions, lines_of(version) if lines is None else lines, today)
    return [CommitmentStanding(c, tuple(found[a.lineage] for a in c.actions.all())) for c in wanted]


def standing_of(action: Action, version: Version, today: date) -> Standing:
    """Return where one action of ``version`` stands on ``today``."""
    return _of([action], lines_of(version), today)[action.lineage]


def _of(actions: list[Action], lines: Lines, today: date) -> dict[UUID, Standing]:
    own = {a.lineage: set(lines.get(a.lineage, ())) | {a.lineage} for a in actions}
    every: set[UUID] = set().union(*own.values())
    rows = _Rows(every)
    return {a.lineage: rows.standing(a, own[a.lineage], today) for a in actions}


class _Rows:
    """The rows about actions, by lineage, each kind newest first."""

    def __init__(self, every: Collection[UUID]) -> None:
        def of(model: Any) -> Any:
            return model.objects.filter(action_lineage__in=every)

        self.reports = _grouped(of(Progress).select_related("reported_by").order_by("-created_at"))
        self.assigned = _grouped(of(Assignment).select_related("person").order_by("-created_at"))
        self.milestones = _grouped(of(Milestone).order_by("-created_at"))
        self.units = _grouped(of(UnitProgress).order_by("-created_at"))
        proofs = of(Proof).filter(removed_at__isnull=True)
        self.pieces = _grouped(
            piece
            for piece in (*map(piece_of, proofs), *evidence.standing())
            if piece.action_lineage in every
        )

    def standing(self, action: Action, lines: Collection[UUID], today: date) -> Standing:
        assigned = _newest_first(self.assigned, lines)
        assignment = assigned[0] if assigned else None
        # By the day each tells of, then by when it was made: a story tells of the past.
        reports = _newest_first(self.reports, lines)
        reports.sort(key=lambda report: report.reported_on, reverse=True)
        pieces = [piece for line in lines for piece in self.pieces.get(line, ())]
        pieces.sort(key=lambda piece: piece.dated or date.min, reverse=True)
        return Standing(
            action=action,
            today=today,
            assignment=assignment,
            first_due=next((a.due for a in reversed(assigned) if a.due), None),
            reports=tuple(reports),
            milestones=_standing_milestones(_newest_first(self.milestones, lines)),
            pieces=tuple(pieces),
            units=_units(assignment, _newest_first(self.units, lines), pieces, today),
        )


def _grouped(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.action_lineage].append(row)
    return found


def _newest_first(rows: Mapping[UUID, list[Any]], lines: Collection[UUID]) -> list[Any]:
    every = [row for line in lines for row in rows.get(line, ())]
    return sorted(every, key=lambda row: row.created_at, reverse=True)


def _standing_milestones(rows: Iterable[Milestone]) -> tuple[Milestone, ...]:
    newest: dict[UUID, Milestone] = {}
    for row in rows:
        held = newest.setdefault(row.line, row)
        held.first_due = row.due
    return tuple(sorted((m for m in newest.values() if not m.removed), key=lambda m: m.due))


def _units(
    assignment: Assignment | None, rows: Iterable[UnitProgress], pieces: list[Piece], today: date
) -> tuple[UnitStanding, ...]:
    if assignment is None:
        return ()
    newest: dict[str, UnitProgress] = {}
    for row in rows:
        newest.setdefault(row.unit, row)
    dates = [piece.dated for piece in pieces]

    def lacks(told: UnitProgress | None) -> bool:
        return told is not None and lacks_evidence(told.status, dates, assignment.review, today)

    found = [(unit, newest.get(unit)) for unit in assignment.units]
    return tuple(UnitStanding(unit, told, lacks(told)) for unit, told in found)


def piece_of(proof: Proof) -> Piece:
    """Return a document, or what is cited, as the pages show evidence."""
    kind = evidence.kinds().get(proof.kind)
    label = kind.label if kind else KIND_LABELS.get(proof.kind, _("Document or note"))
    return Piece(
        action_lineage=proof.action_lineage,
        kind=proof.kind,
        label=str(label),
        title=proof.title,
        dated=proof.dated,
        shows=proof.shows,
        address=proof.address,
    )
