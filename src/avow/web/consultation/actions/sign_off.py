"""Hand an answer in for sign-off, sign it off, or send it back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import states
from avow.web.consultation.models import Answer
from avow.web.consultation.permissions import check_sign_off, check_write_answer
from avow.web.consultation.policies import (
    check_adopted,
    check_answer_move,
    check_not_own,
    check_pointed,
    check_wording,
)
from avow.web.core.words import seen


def _locked(answer: Answer) -> Answer:
    return (
        Answer.objects.select_for_update(of=("self",))
        .select_related("ask", "current__ask")
        .get(pk=answer.pk)
    )


def unsign(ask: UUID) -> None:
    """Make an answer a draft again that was handed in or signed off: what was asked has changed.

    A part of the caller's transaction.
    """
    Answer.objects.filter(ask=ask, state__in=(states.IN_SIGN_OFF, states.SIGNED_OFF)).update(
        state=states.DRAFT, signed_by=None, signed_at=None
    )


@transaction.atomic
def hand_in(*, by: Person, answer: Answer) -> Answer:
    """Ask the owner of the action to sign the newest wording off.

    Raises:
        IncompleteAnswerError: it promises a change and points to none, nor says why.
        IllegalMoveError: it is no draft, or nothing of the ask is adopted.
    """
    check_write_answer(by)
    answer = _locked(answer)
    check_adopted(answer.ask)
    check_answer_move(answer, states.IN_SIGN_OFF)
    check_pointed(answer.current)
    answer.state, answer.returned_for = states.IN_SIGN_OFF, ""
    answer.save(update_fields=["state", "returned_for"])
    record(by=by, verb="answer.handed-in", on=answer, number=answer.current.number)
    return answer


@transaction.atomic
def sign_off(*, by: Person, answer: Answer, number: int | None = None) -> Answer:
    """Answer for the newest wording, which somebody else wrote; ``number`` is what was read.

    Raises:
        IllegalMoveError: it was not handed in, was changed meanwhile, or is one's own.
    """
    check_sign_off(by)
    answer = _locked(answer)
    check_answer_move(answer, states.SIGNED_OFF)
    check_wording(answer, number)
    check_not_own(answer, by.pk)
    answer.state = states.SIGNED_OFF
    answer.signed_by, answer.signed_at = by, timezone.now()
    answer.save(update_fields=["state", "signed_by", "signed_at"])
    record(by=by, verb="answer.signed-off", on=answer, number=answer.current.number)
    return answer


@transaction.atomic
def send_back(*, by: Person, answer: Answer, note: str) -> Answer:
    """Return an answer to those who write them, saying what must be put right.

    Raises:
        IllegalMoveError: it was not handed in.
    """
    check_sign_off(by)
    answer = _locked(answer)
    check_answer_move(answer, states.SIGNED_OFF)
    answer.state, answer.returned_for = states.DRAFT, seen(note).strip()
    answer.save(update_fields=["state", "returned_for"])
    record(by=by, verb="answer.sent-back", on=answer, number=answer.current.number)
    return answer
