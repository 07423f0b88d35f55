"""Add, move and remove the parts of a draft."""

from django.db import transaction
from django.db.models import Max

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Commitment, Pillar, Plan, Version
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import check_draft


def _lock(version: Version) -> None:
    Plan.objects.select_for_update().get(pk=version.plan_id)
    version.refresh_from_db()
    check_draft(version)


@transaction.atomic
def add_pillar(*, by: Person, version: Version, number: str, title: str) -> Pillar:
    """Add a pillar at the end of a draft."""
    check_edit_plan(by)
    _lock(version)
    last = version.pillars.aggregate(last=Max("position"))["last"] or 0
    pillar = Pillar.objects.create(version=version, position=last + 1, number=number, title=title)
    record(by=by, verb="plan.pillar-added", on=version)
    return pillar


@transaction.atomic
def remove_pillar(*, by: Person, pillar: Pillar) -> None:
    """Remove a pillar of a draft that holds no commitment.

    Raises:
        IllegalMoveError: the version is no draft, or the pillar still holds commitments.
    """
    check_edit_plan(by)
    _lock(pillar.version)
    if pillar.commitments.exists():
        raise IllegalMoveError("This pillar still holds commitments. Move or remove them first.")
    record(by=by, verb="plan.pillar-removed", on=pillar.version)
    pillar.delete()


@transaction.atomic
def add_commitment(*, by: Person, pillar: Pillar, number: str, title: str) -> Commitment:
    """Add a commitment at the end of a pillar of a draft."""
    check_edit_plan(by)
    _lock(pillar.version)
    last = pillar.commitments.aggregate(last=Max("position"))["last"] or 0
    commitment = Commitment.objects.create(
        pillar=pillar, position=last + 1, number=number, title=title
    )
    record(
        by=by,
        verb="plan.commitment-added",
        on=pillar.version,
        commitment=str(commitment.lineage),
    )
    return commitment


@transaction.atomic
def move_commitment(*, by: Person, commitment: Commitment, up: bool) -> Commitment:
    """Move a commitment of a draft one place, into the next pillar at the end of its own.

    At the very start or end of the plan it stays where it is.
    """
    check_edit_plan(by)
    version = commitment.pillar.version
    _lock(version)
    order = [list(p.commitments.order_by("position")) for p in version.pillars.all()]
    pillars = list(version.pillars.all())
    at = next(i for i, p in enumerate(pillars) if p.pk == commitment.pillar_id)
    row = order[at].index(commitment)
    target = row - 1 if up else row + 1
    if 0 <= target < len(order[at]):
        order[at].insert(target, order[at].pop(row))
    elif 0 <= at + (-1 if up else 1) < len(pillars):
        moved = order[at].pop(row)
        after = at - 1 if up else at + 1
        order[after].insert(len(order[after]) if up else 0, moved)
    _write(pillars, order)
    record(by=by, verb="plan.commitment-moved", on=version, commitment=str(commitment.lineage))
    commitment.refresh_from_db()
    return commitment


def _write(pillars: list[Pillar], order: list[list[Commitment]]) -> None:
    for pillar, commitments in zip(pillars, order, strict=True):
        for position, commitment in enumerate(commitments, 1):
            Commitment.objects.filter(pk=commitment.pk).update(pillar=pillar, position=position)


@transaction.atomic
def remove_commitment(*, by: Person, commitment: Commitment) -> None:
    """Remove a commitment and its actions from a draft; published versions keep theirs."""
    check_edit_plan(by)
    version = commitment.pillar.version
    _lock(version)
    record(by=by, verb="plan.commitment-removed", on=version, commitment=str(commitment.lineage))
    commitment.delete()
