"""Give a verdict on a revision, without having seen anybody else's."""

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.words import seen
from avow.web.releases import states
from avow.web.releases.models import Proposal, Review, Revision
from avow.web.releases.permissions import check_review
from avow.web.releases.policies import check_can_move, check_can_review, outcome

_VERBS = {
    states.APPROVED: "proposal.approved",
    states.REJECTED: "proposal.rejected",
    states.DRAFT: "proposal.returned",
}


@transaction.atomic
def review(*, by: Person, revision: Revision, verdict: str, comment: str = "") -> Review:
    """Keep the verdict; the second one decides what becomes of the proposal.

    The trace says that somebody reviewed, not what they said: who reads it could still review.

    Raises:
        PermissionDenied: the person may not review.
        IllegalMoveError: the revision is not up for review.
        NotAllowedError: it is the person's own work, or they have given their verdict.
        ValidationError: there is no such verdict, or one that needs a reason has none.
    """
    check_review(by)
    proposal = Proposal.objects.select_for_update().get(pk=revision.proposal_id)
    revision = Revision.objects.select_related("proposal").get(pk=revision.pk)
    check_can_review(revision, by)
    given = Review(
        revision=revision,
        proposer_id=proposal.proposed_by_id,
        maker_id=revision.created_by_id,
        reviewer=by,
        verdict=verdict,
        comment=seen(comment),
    )
    given.full_clean()
    given.save(force_insert=True)
    record(by=by, verb="proposal.reviewed", on=proposal, revision=revision.number)
    then = outcome(list(revision.reviews.all()))
    if then != states.IN_REVIEW:
        check_can_move(proposal, then)
        proposal.state = then
        proposal.save(update_fields=["state"])
        record(by=None, verb=_VERBS[then], on=proposal, revision=revision.number)
    return given
