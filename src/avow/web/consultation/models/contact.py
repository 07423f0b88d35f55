from typing import ClassVar

from django.db import models
from django.db.models import Q

from avow.web.consultation.models.ask import Ask
from avow.web.consultation.models.submission import Submission
from avow.web.core import sealing
from avow.web.core.records import Personal, Record

ACTIVE = "active"
STOPPED = "stopped"
UNREACHABLE = "unreachable"
CONTACT_STATES = (
    (ACTIVE, "Is told"),
    (STOPPED, "Asked not to be told"),
    (UNREACHABLE, "Cannot be reached at this address"),
)

WAITING = "waiting"
SENDING = "sending"
SENT = "sent"
FAILED = "failed"
STOPPED_MESSAGE = "stopped"
MESSAGE_STATES = (
    (WAITING, "Waits to be sent"),
    (SENDING, "Not known whether it went out"),
    (SENT, "Sent"),
    (FAILED, "Could not be sent"),
    (STOPPED_MESSAGE, "Not sent: they asked not to be told"),
)


class Contact(Record):
    """Where those who sent a submission want to be told that it is answered. Sealed at rest."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="contact")
    address = models.TextField()
    state = models.CharField(max_length=12, choices=CONTACT_STATES, default=ACTIVE)

    personal: ClassVar = {
        "address": Personal(
            purpose="Telling those who asked that there is an answer",
            retention="Until they ask not to be told, or the consultation's answers are out",
            seen_by="Nobody: sealed, opened only to send a message",
        )
    }
    impersonal: ClassVar = ("submission", "state")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(address__startswith="v1:") | Q(address="", state=STOPPED),
                name="address_is_sealed",
            )
        ]

    def __str__(self) -> str:
        return f"Contact {self.pk}"

    def seal(self, address: str) -> None:
        """Keep ``address``, sealed to this record."""
        self.address = sealing.seal(address, context=f"contact:{self.pk}")

    def unseal(self) -> str:
        """Return the address.

        Raises:
            SealError: its key is not there, or it was changed.
        """
        return sealing.unseal(self.address, context=f"contact:{self.pk}")


class Message(Record):
    """A message in the outbox: queued with the act it tells of, sent later by `avow site post`."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="messages")
    body = models.TextField()
    answers = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=MESSAGE_STATES, default=WAITING)
    attempts = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar = {
        "body": Personal(
            purpose="What is sent; its links let the receiver reply or ask not to be told",
            retention="Until they ask not to be told, or the consultation's answers are out",
            seen_by="Nobody: sealed, opened only to send it",
        )
    }
    impersonal: ClassVar = ("contact", "answers", "state", "attempts", "fault", "sent_at")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=SENT, sent_at__isnull=False)
                | (~Q(state=SENT) & Q(sent_at__isnull=True)),
                name="sent_at_some_time",
            )
        ]

    def __str__(self) -> str:
        return f"Message {self.pk}"

    def seal(self, body: str) -> None:
        """Keep ``body``, sealed to this record."""
        self.body = sealing.seal(body, context=f"message:{self.pk}")

    def unseal(self) -> str:
        """Return what is sent. Raises SealError as `Contact.unseal`."""
        return sealing.unseal(self.body, context=f"message:{self.pk}")

    @property
    def kind(self) -> str:
        """Return how its state is drawn as a tag."""
        return {SENT: "good", FAILED: "bad", SENDING: "warning", WAITING: "doing"}.get(
            self.state, "neutral"
        )


class Told(Record):
    """Somebody was told of an answer. Nobody is told of the same one twice."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="told")
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="told")

    impersonal: ClassVar = ("contact", "ask", "message")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "ask"], name="told_once_of_an_answer")
        ]

    def __str__(self) -> str:
        return f"Told {self.pk}"
