"""Send what waits in the outbox. A failure loses nothing, and nothing goes out twice unseen.

That a message is being sent is kept before it is handed over: if the process ends in between, the
message stands as “not known whether it went out”, and a person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from avow.web.audit.actions import record
from avow.web.consultation.models import Contact, Message
from avow.web.consultation.models.contact import (
    ACTIVE,
    FAILED,
    SENDING,
    SENT,
    UNREACHABLE,
    WAITING,
)
from avow.web.consultation.telling import subject
from avow.web.core.sealing import SealError

MOST_ATTEMPTS = 5
_FOR_GOOD = 500


@dataclass
class Posted:
    """How many messages went out, wait for another attempt, or could not be sent."""

    sent: int = 0
    later: int = 0
    failed: int = 0

    def count(self, state: str) -> None:
        """Count a message by the state in which it was left."""
        if state == SENT:
            self.sent += 1
        elif state == WAITING:
            self.later += 1
        else:
            self.failed += 1


def _hand_over(address: str, body: str) -> None:
    EmailMessage(subject(), body, settings.DEFAULT_FROM_EMAIL, [address]).send()


def post(send: Callable[[str, str], None] = _hand_over) -> Posted:
    """Send each waiting message once; ``send`` is given address and text."""
    done = Posted()
    for pk in list(
        Message.objects.filter(state=WAITING).order_by("created_at").values_list("pk", flat=True)
    ):
        message = _claimed(pk)
        if message is not None:
            done.count(_post(message, send))
    return done


def _claimed(pk: UUID) -> Message | None:
    """Take a message out of those that wait, so that no other process sends it too."""
    with transaction.atomic():
        taken = Message.objects.filter(pk=pk, state=WAITING, contact__state=ACTIVE)
        if not taken.update(state=SENDING, attempts=F("attempts") + 1):
            Message.objects.filter(pk=pk, state=WAITING, contact__state=UNREACHABLE).update(
                state=FAILED, fault="The address cannot be reached."
            )
            return None
    return Message.objects.select_related("contact").get(pk=pk)


def _post(message: Message, send: Callable[[str, str], None]) -> str:
    try:
        send(message.contact.unseal(), message.unseal())
    except SMTPRecipientsRefused as error:
        return _refused(message, error)
    except SealError as error:
        return _settle(message, FAILED, type(error).__name__)
    except Exception as error:
        return _later(message, error)
    return _settle(message, SENT, "")


def _settle(message: Message, state: str, fault: str) -> str:
    with transaction.atomic():
        kept = Message.objects.filter(pk=message.pk, state=SENDING)
        kept.update(state=state, fault=fault, sent_at=timezone.now() if state == SENT else None)
        record(by=None, verb=f"message.{state}", on=message, attempts=message.attempts)
    return state


def _later(message: Message, error: Exception) -> str:
    """Keep it for the next time; after some attempts, for a person. No address in the fault."""
    over = message.attempts >= MOST_ATTEMPTS
    return _settle(message, FAILED if over else WAITING, type(error).__name__)


def _refused(message: Message, error: SMTPRecipientsRefused) -> str:
    """Know an address as unreachable where the server says so for good (5xx), not for now (4xx)."""
    codes = [code for code, _text in error.recipients.values()]
    if not codes or min(codes) < _FOR_GOOD:
        return _later(message, error)
    Contact.objects.filter(pk=message.contact_id, state=ACTIVE).update(state=UNREACHABLE)
    return _settle(message, FAILED, type(error).__name__)
