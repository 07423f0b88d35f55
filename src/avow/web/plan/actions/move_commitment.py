from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.actions.draft import lock_draft
from avow.web.plan.models import Commitment, Pillar
from avow.web.plan.permissions import check_edit_plan


@transaction.atomic
def move_commitment(*, by: Person, commitment: Commitment, up: bool) -> Commitment:
    """Move a commitment of a draft one place, into the next pillar at the end of its own.

    At the very start or end of the plan it stays where it is.
    """
    check_edit_plan(by)
    version = commitment.pillar.version
    lock_draft(version)
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
