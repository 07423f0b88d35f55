from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.actions.draft import lock_draft
from avow.web.plan.models import Commitment
from avow.web.plan.permissions import check_edit_plan


@transaction.atomic
def remove_commitment(*, by: Person, commitment: Commitment) -> None:
    """Remove a commitment and its actions from a draft; published versions keep theirs."""
    check_edit_plan(by)
    version = commitment.pillar.version
    lock_draft(version)
    record(by=by, verb="plan.commitment-removed", on=version, commitment=str(commitment.lineage))
    commitment.delete()
