"""What the state of a submission, a recommendation or an answer allows, whoever asks."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from avow.web.consultation import states
from avow.web.consultation.changes import Pointer
from avow.web.consultation.models import (
    Answer,
    AnswerRevision,
    Ask,
    Recommendation,
    Reply,
    ResponseDocument,
    Submission,
)
from avow.web.consultation.models.answer import ACCEPTED, DECISIONS
from avow.web.consultation.models.submission import ORGANISATION
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
    if recommendation.ask_id and _is_public(recommendation.ask_id):
        raise IllegalMoveError(
            "The answer to this recommendation is public. Withdraw the answer first."
        )


def _is_public(ask: UUID) -> bool:
    return Answer.objects.filter(ask=ask, published__isnull=False).exists()


def check_adopted(ask: Ask) -> None:
    """Raise IllegalMoveError unless a person adopted a recommendation of ``ask``."""
    if not ask.recommendations.filter(state=states.ADOPTED).exists():
        raise IllegalMoveError("Only an adopted recommendation is answered. Adopt it first.")


def check_some(asks: Sequence[Ask]) -> None:
    """Raise IllegalMoveError unless there are two ``asks`` or more."""
    if len(asks) < 2:
        raise IllegalMoveError("Choose two or more.")


def check_together(asks: Sequence[Ask]) -> None:
    """Raise IllegalMoveError unless ``asks`` may become one: two or more, none of them public."""
    check_some(asks)
    for ask in asks:
        check_adopted(ask)
        if _is_public(ask.pk):
            raise IllegalMoveError(
                "One of them has a public answer, and its voices stay as they are. "
                "Withdraw that answer first."
            )


def check_can_leave(recommendation: Recommendation) -> None:
    """Raise IllegalMoveError unless ``recommendation`` may leave the others it stands with."""
    check_not_public(recommendation)
    if recommendation.state != states.ADOPTED:
        raise IllegalMoveError("Only an adopted recommendation stands with others.")
    others = Recommendation.objects.filter(ask=recommendation.ask_id, state=states.ADOPTED)
    if not others.exclude(pk=recommendation.pk).exists():
        raise IllegalMoveError("It stands alone already.")


def check_answer_move(answer: Answer, state: str) -> None:
    """Raise IllegalMoveError unless ``answer`` may become ``state``."""
    labels = dict(states.ANSWER_STATES)
    if state not in states.ANSWER[answer.state]:
        now, then = labels[answer.state].lower(), labels[state].lower()
        raise IllegalMoveError(f"This answer is “{now}” and cannot become “{then}”.")


def check_pointed(wording: AnswerRevision) -> None:
    """Raise IncompleteAnswerError unless ``wording`` points to a change or says why none."""
    if not wording.is_pointed:
        raise IncompleteAnswerError(
            "changed",
            "Say which parts of the plan changed, or why the plan’s words stay as they are.",
        )


def check_not_own(answer: Answer, person: UUID) -> None:
    """Raise IllegalMoveError if ``person`` wrote the wording that is to be signed off."""
    if answer.written_by_id == person:
        raise IllegalMoveError("You wrote this answer: somebody else has to sign it off.")


def check_wording(answer: Answer, number: int | None) -> None:
    """Raise IllegalMoveError if ``number`` is given and is not that of the newest wording."""
    if number is not None and answer.current.number != number:
        raise IllegalMoveError("The answer was changed meanwhile. Read it as it is now.")


def check_public(answer: Answer) -> None:
    """Raise IllegalMoveError unless the public sees ``answer``."""
    if not answer.is_public:
        raise IllegalMoveError("This answer is not public, so there is nothing to withdraw.")


class IncompleteAnswerError(ValueError):
    """An answer lacks what the public is owed. ``field`` names what."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def check_complete(decision: str, reason: str, change: str, no_change: str = "") -> None:
    """Raise IncompleteAnswerError unless the answer gives a reason and says what changes."""
    if decision not in dict(DECISIONS):
        raise IncompleteAnswerError("decision", "Choose a decision.")
    if not reason:
        raise IncompleteAnswerError("reason", "Give the reason: people are owed one.")
    if decision == ACCEPTED and not (change or no_change):
        raise IncompleteAnswerError(
            "change", "Say what in the plan changes, or, if its words stay, what is done instead."
        )


def check_pointer(pointer: Pointer | None, no_change: str) -> None:
    """Raise unless ``pointer`` is to parts of a version that is no draft, and ``no_change`` empty.

    A draft may be thrown away. Raises IncompleteAnswerError or IllegalMoveError.
    """
    if pointer is None:
        return
    if no_change:
        raise IncompleteAnswerError(
            "no_change", "Say what changed or why nothing did, not both: empty one of the two."
        )
    if not pointer.lineages:
        raise IncompleteAnswerError("changed", "Choose at least one part of the plan.")
    check_answerable(pointer.version)


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


def check_reply_move(reply: Reply, state: str) -> None:
    """Raise IllegalMoveError unless ``reply`` may become ``state``."""
    labels = dict(states.REPLY_STATES)
    if state not in states.REPLY[reply.state]:
        now = labels[reply.state].lower()
        raise IllegalMoveError(f"This reply is “{now}”, so this step is not possible.")


def check_spoke(ask: Ask, organisation: str) -> None:
    """Raise IllegalMoveError unless ``organisation`` is one of the voices of ``ask``."""
    spoke = ask.recommendations.filter(
        state=states.ADOPTED,
        submission__kind=ORGANISATION,
        submission__organisation=organisation,
    )
    if not spoke.exists():
        raise IllegalMoveError("Only an organisation that asked replies to the answer.")


class LinkExpiredError(Exception):
    """The link to reply worked until a day that is past."""


def check_in_time(reply: Reply, today: date) -> None:
    """Raise LinkExpiredError if the link was for a time that is over."""
    if reply.expires_on < today:
        raise LinkExpiredError(f"This link worked until {reply.expires_on:%-d %B %Y}.")


def check_response_is_draft(response: ResponseDocument, sha256: str | None) -> None:
    """Raise IllegalMoveError unless ``response`` is a draft, and the one that was read."""
    if response.published_at is not None:
        raise IllegalMoveError("This response is public. What comes later is a new one.")
    if sha256 is not None and sha256 != response.sha256:
        raise IllegalMoveError("The draft was made anew meanwhile. Read it as it is now.")
