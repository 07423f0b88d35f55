"""Take a proposal back."""

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.releases import states
from avow.web.releases.models import Proposal
from avow.web.releases.permissions import check_propose
from avow.web.releases.policies import check_can_move, check_is_maker


@transaction.atomic
def withdraw(*, by: Person, proposal: Proposal) -> Proposal:
    """Take a proposal back before it is released; its history stays.

    Raises:
        PermissionDenied: the person may not propose.
        NotAllowedError: somebody else's proposal.
        IllegalMoveError: it has been released, rejected or withdrawn.
    """
    check_propose(by)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    check_can_move(proposal, states.WITHDRAWN)
    check_is_maker(proposal, by)
    proposal.state = states.WITHDRAWN
    proposal.save(update_fields=["state"])
    record(by=by, verb="proposal.withdrawn", on=proposal)
    return proposal
