"""What the state of a proposal, and who made it, allow."""

from collections.abc import Sequence

from avow.web.accounts.models import Person
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError, check_move
from avow.web.releases import states
from avow.web.releases.claims import REVIEWED, verdict
from avow.web.releases.models import Proposal, Review, Revision
from avow.web.releases.models.review import APPROVE, REJECT

VERDICTS_NEEDED = 2


class NotAllowedError(Exception):
    """The rules of the gate do not let this person take this step. The text says why."""


def check_can_move(proposal: Proposal, then: str) -> None:
    """Raise IllegalMoveError unless the proposal's state may become ``then``."""
    check_move(states.TRANSITIONS, proposal.state, then, "This proposal")


def check_can_revise(proposal: Proposal) -> None:
    """Raise IllegalMoveError unless the proposal is a draft."""
    if proposal.state != states.DRAFT:
        raise IllegalMoveError(
            f"This proposal is “{proposal.state}”. It can be revised only as a draft: "
            "before it is sent to review, or after a reviewer asked for changes."
        )


def check_is_maker(proposal: Proposal, person: Person) -> None:
    """Raise NotAllowedError unless ``person`` made the proposal or one of its revisions."""
    if person.pk not in makers(proposal):
        raise NotAllowedError("Only somebody who made this proposal may do that.")


def check_can_submit(proposal: Proposal, person: Person) -> None:
    """Raise NotAllowedError unless a maker submits a revision that nobody has reviewed yet."""
    check_is_maker(proposal, person)
    if proposal.latest.reviews.exists():
        raise NotAllowedError(
            "Reviewers sent this revision back. Make a new revision first: a verdict holds for "
            "exactly what was reviewed."
        )


def check_can_review(revision: Revision, person: Person) -> None:
    """Raise unless ``person`` may give a verdict on ``revision`` now.

    Raises:
        IllegalMoveError: the proposal is not in review, or the revision is not its newest.
        NotAllowedError: the person made it, or has already given a verdict on it.
    """
    proposal = revision.proposal
    if proposal.state != states.IN_REVIEW or revision.number != proposal.latest.number:
        raise IllegalMoveError("This is not up for review now.")
    if person.pk in makers(proposal):
        raise NotAllowedError("You made this proposal, or a revision of it: others review it.")
    if revision.reviews.filter(reviewer=person).exists():
        raise NotAllowedError("You have already given your verdict on this revision.")


def check_approvals(proposal: Proposal) -> None:
    """Raise NotAllowedError unless enough verdicts, all traced, approve the newest revision.

    The state of a proposal is a cell that could be changed; verdicts and trace are only added to.
    """
    verdicts = list(proposal.latest.reviews.select_related("revision"))
    acts = list(Event.objects.filter(verb=REVIEWED, subject=str(proposal.pk)).order_by("number"))
    if outcome(verdicts) != states.APPROVED or not all(verdict(v).holds(acts) for v in verdicts):
        raise NotAllowedError(
            "The trace does not hold two approvals of this revision, so it cannot be released. "
            "Tell the auditor: `avow audit verify` says what was changed."
        )


def makers(proposal: Proposal) -> set[object]:
    """Return the identifiers of everybody who made the proposal or a revision of it."""
    made = set(proposal.revisions.values_list("created_by_id", flat=True))
    return {proposal.proposed_by_id, *made}


def outcome(reviews: Sequence[Review]) -> str:
    """Return the state that the verdicts lead to; IN_REVIEW until there are enough."""
    if len(reviews) < VERDICTS_NEEDED:
        return states.IN_REVIEW
    verdicts = {review.verdict for review in reviews}
    if verdicts == {APPROVE}:
        return states.APPROVED
    return states.REJECTED if REJECT in verdicts else states.DRAFT
