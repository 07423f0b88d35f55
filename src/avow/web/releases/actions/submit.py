"""Send a draft to review."""

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.releases import states
from avow.web.releases.models import Proposal
from avow.web.releases.permissions import check_propose
from avow.web.releases.policies import check_can_move, check_can_submit


@transaction.atomic
def submit(*, by: Person, proposal: Proposal) -> Proposal:
    """Put the newest revision of a draft up for two blind reviews.

    Raises:
        PermissionDenied: the person may not propose.
        NotAllowedError: somebody else's proposal, or nothing changed since it was sent back.
        IllegalMoveError: the proposal is not a draft.
    """
    check_propose(by)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    check_can_move(proposal, states.IN_REVIEW)
    check_can_submit(proposal, by)
    proposal.state = states.IN_REVIEW
    proposal.save(update_fields=["state"])
    record(by=by, verb="proposal.submitted", on=proposal, revision=proposal.latest.number)
    return proposal
