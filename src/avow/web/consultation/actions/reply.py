"""An organisation's reply to an answer: invited, written, published or refused."""

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import inviting, states
from avow.web.consultation.answering import rules
from avow.web.consultation.models import Answer, Reply
from avow.web.consultation.permissions import check_publish_answer, check_review_reply
from avow.web.consultation.policies import (
    check_in_time,
    check_public,
    check_reply_move,
    check_spoke,
)
from avow.web.core.states import IllegalMoveError
from avow.web.core.words import seen

LONGEST = 5000


@transaction.atomic
def invite_reply(*, by: Person, answer: Answer, organisation: str) -> tuple[Reply, str]:
    """Make a link by which ``organisation`` replies; return it with its token, shown once.

    Raises:
        IllegalMoveError: the answer is not public, or the organisation did not ask.
    """
    check_publish_answer(by)
    answer = Answer.objects.select_for_update(of=("self",)).select_related("ask").get(pk=answer.pk)
    check_public(answer)
    check_spoke(answer.ask, organisation)
    reply, token = inviting.invite(by, answer, organisation)
    record(by=by, verb="reply.invited", on=reply, answer=str(answer.pk))
    return reply, token


@transaction.atomic
def write_reply(*, token: str, text: str) -> Reply:
    """Keep what an organisation writes through its link; nobody signs in for it.

    Raises:
        Reply.DoesNotExist: no link holds the token.
        LinkExpiredError: it worked until a day that is past.
        IllegalMoveError: a reply was written already, or the text is empty.
    """
    reply = Reply.objects.select_for_update().get(token_hash=inviting.fingerprint(token))
    check_reply_move(reply, states.WRITTEN)
    check_in_time(reply, timezone.localdate())
    text = seen(text).strip()[:LONGEST]
    if not text:
        raise IllegalMoveError("Write your reply first.")
    if inviting.has_replied(reply):
        raise IllegalMoveError("Your organisation replied to this answer already.")
    reply.text, reply.written_at, reply.state = text, timezone.now(), states.WRITTEN
    reply.save(update_fields=["text", "written_at", "state"])
    record(by=None, verb="reply.written", on=reply, characters=len(text))
    return reply


@transaction.atomic
def publish_reply(*, by: Person, reply: Reply) -> Reply:
    """Show a reply beside the answer, as it was written.

    Raises:
        IllegalMoveError: it is not written, or was decided before.
    """
    return _decide(by, reply, states.SHOWN, "")


@transaction.atomic
def refuse_reply(*, by: Person, reply: Reply, ground: str) -> Reply:
    """Keep a reply from the public for one of the stated grounds; the refusal itself is public.

    Raises:
        IllegalMoveError: it is not written, was decided before, or the ground is none of those.
    """
    check_review_reply(by)
    if ground not in rules()["refusal_grounds"]:
        raise IllegalMoveError("A reply is refused only for one of the stated reasons: choose one.")
    return _decide(by, reply, states.REFUSED, ground)


def _decide(by: Person, reply: Reply, state: str, ground: str) -> Reply:
    check_review_reply(by)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    check_reply_move(reply, state)
    reply.state, reply.ground = state, ground
    reply.decided_by, reply.decided_at = by, timezone.now()
    reply.save(update_fields=["state", "ground", "decided_by", "decided_at"])
    record(by=by, verb=f"reply.{state}", on=reply, ground=ground)
    return reply
