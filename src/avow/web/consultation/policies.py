"""What the state of a submission, a recommendation or an answer allows, whoever asks."""

from collections.abc import Sequence
from uuid import UUID

from avow.web.consultation import states
from avow.web.consultation.models import Answer, AnswerRevision, Recommendation, Submission
from avow.web.consultation.models.answer import ACCEPTED, DECISIONS
from avow.web.core.states import IllegalMoveError, check_move
from avow.web.plan import states as plan_states
from avow.web.plan.models import Commitment, Version


class StaleReviewError(IllegalMoveError):
    """Somebody else changed the recommendation first."""


class StaleAnswerError(Exception):
    """Somebody else saved an answer first. Holds it, so that both can be shown."""

    def __init__(self, current: AnswerRevision) -> None:
        super().__init__("Somebody else saved an answer meanwhile. Nothing of yours was saved.")
        self.current = current


class AlreadyImportedError(Exception):
    """The same text was taken in before."""


def check_answerable(version: Version) -> None:
    """Raise IllegalMoveError if ``version`` is a draft: links need text that stays."""
    if version.state == plan_states.DRAFT:
        raise IllegalMoveError(
            "A submission answers a published version. Publish this one first; "
            "a version put out for consultation is published too."
        )


def check_revision(recommendation: Recommendation, revision: int | None) -> None:
    """Raise StaleReviewError if ``revision`` is given and no longer the newest."""
    if revision is not None and revision != recommendation.revision:
        raise StaleReviewError(
            "Somebody else changed this recommendation meanwhile. Nothing of yours was saved: "
            "look at it as it is now, then decide."
        )


def check_decision(recommendation: Recommendation, state: str) -> None:
    """Raise IllegalMoveError unless ``recommendation`` may become ``state``."""
    check_not_public(recommendation)
    labels = dict(states.RECOMMENDATION_STATES)
    now = recommendation.state
    if state == now:
        raise IllegalMoveError(f"This is “{labels[now].lower()}” already.")
    check_move(states.RECOMMENDATION, now, state, "This recommendation")


def check_not_public(recommendation: Recommendation) -> None:
    """Raise IllegalMoveError while the public sees an answer that stands on the recommendation."""
    if Answer.objects.filter(recommendation=recommendation, published__isnull=False).exists():
        raise IllegalMoveError(
            "The answer to this recommendation is public. Withdraw the answer first."
        )


def check_adopted(recommendation: Recommendation) -> None:
    """Raise IllegalMoveError unless a person adopted ``recommendation``."""
    if recommendation.state != states.ADOPTED:
        raise IllegalMoveError("Only an adopted recommendation is answered. Adopt it first.")


def check_has_news(answer: Answer) -> None:
    """Raise IllegalMoveError unless ``answer`` has a wording the public does not see yet."""
    if not answer.has_newer_wording:
        raise IllegalMoveError("The newest wording of this answer is public already.")


def check_public(answer: Answer) -> None:
    """Raise IllegalMoveError unless the public sees ``answer``."""
    if not answer.is_public:
        raise IllegalMoveError("This answer is not public, so there is nothing to withdraw.")


class IncompleteAnswerError(ValueError):
    """An answer lacks what the public is owed. ``field`` names what."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def check_complete(decision: str, reason: str, change: str) -> None:
    """Raise IncompleteAnswerError unless the answer gives a reason and says what changes."""
    if decision not in dict(DECISIONS):
        raise IncompleteAnswerError("decision", "Choose a decision.")
    if not reason:
        raise IncompleteAnswerError("reason", "Give the reason: people are owed one.")
    if decision == ACCEPTED and not change:
        raise IncompleteAnswerError(
            "change", "Say what in the plan changes, or, if its words stay, what is done instead."
        )


def check_based_on(newest: AnswerRevision | None, based_on: int | None) -> None:
    """Raise StaleAnswerError if ``based_on`` is given and a newer wording was saved since."""
    if based_on is not None and newest is not None and newest.number != based_on:
        raise StaleAnswerError(newest)


def check_free(
    submission: Submission, start: int, end: int, but: Recommendation | None = None
) -> None:
    """Raise IllegalMoveError if another recommendation quotes exactly this passage."""
    same = submission.recommendations.filter(start=start, end=end)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise IllegalMoveError("This passage is marked already. Look for it among the candidates.")


def check_in_version(version: UUID, commitments: Sequence[Commitment]) -> None:
    """Raise IllegalMoveError unless all ``commitments`` stand in the version answered."""
    if any(commitment.pillar.version_id != version for commitment in commitments):
        raise IllegalMoveError("Choose commitments of the version that the submission answers.")
