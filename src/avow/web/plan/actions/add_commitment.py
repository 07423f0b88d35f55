from django.db import transaction
from django.db.models import Max

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.actions.draft import lock_draft
from avow.web.plan.models import Commitment, Pillar
from avow.web.plan.permissions import check_edit_plan


@transaction.atomic
def add_commitment(*, by: Person, pillar: Pillar, number: str, title: str) -> Commitment:
    """Add a commitment at the end of a pillar of a draft."""
    check_edit_plan(by)
    lock_draft(pillar.version)
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
