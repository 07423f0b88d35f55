"""Links by which an organisation replies to an answer: random, kept as a hash, for a time."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.consultation import states
from avow.web.consultation.answering import rules
from avow.web.consultation.models import Answer, Reply


def fingerprint(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(by: Person, answer: Answer, organisation: str) -> tuple[Reply, str]:
    """Make a link for a reply to the public wording; return it with its token, kept nowhere else.

    A part of the caller's transaction; the caller records it.
    """
    assert answer.published_id  # noqa: S101 — callers check that it is public
    token = secrets.token_urlsafe(24)
    reply = Reply.objects.create(
        ask_id=answer.ask_id,
        wording_id=answer.published_id,
        organisation=organisation,
        token_hash=fingerprint(token),
        expires_on=timezone.localdate() + timedelta(days=rules()["reply_within_days"]),
        invited_by=by,
    )
    return reply, token


def find(token: str) -> Reply | None:
    """Return the reply that a link leads to; None if there is none."""
    return (
        Reply.objects.filter(token_hash=fingerprint(token)).select_related("ask", "wording").first()
    )


def has_replied(reply: Reply) -> bool:
    """Return whether the organisation replied to the same wording through another link."""
    twins = Reply.objects.filter(wording=reply.wording_id, organisation=reply.organisation)
    return twins.exclude(state=states.INVITED).exists()
