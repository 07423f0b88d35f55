from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from avow.web.core.records import STAFF_ACT, Personal, Record

OPENED = "opened"
OVERDUE = "overdue"
ASKED = "asked"
KINDS = (
    (OPENED, _("The update opened")),
    (OVERDUE, _("The update is overdue")),
    (ASKED, _("The plan lead asked")),
)

WAITING = "waiting"
SENDING = "sending"
SENT = "sent"
FAILED = "failed"
STATES = (
    (WAITING, _("Waits to be sent")),
    (SENDING, _("Not known whether it went out")),
    (SENT, _("Sent")),
    (FAILED, _("Could not be sent")),
)


class Reminder(Record):
    """An e-mail that reminds somebody of their monthly update. Sent later by `avow site post`.

    ``month`` is the first day of the month asked about. The timetable reminds of its own accord
    once when the update opens and once when it is overdue; ``asked_by`` is empty then.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=8, choices=KINDS)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    attempts = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar = {
        "person": Personal(
            purpose="Reminding whoever answers for actions of their monthly update",
            retention="As long as the plan",
            seen_by="The plan lead",
        ),
        "asked_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("month", "kind", "state", "attempts", "fault", "sent_at")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "month", "kind"],
                condition=~Q(kind=ASKED),
                name="timetable_reminds_once",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=WAITING), name="one_reminder_waits"
            ),
            models.CheckConstraint(
                condition=Q(state=SENT, sent_at__isnull=False)
                | (~Q(state=SENT) & Q(sent_at__isnull=True)),
                name="reminder_sent_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(kind=ASKED, asked_by__isnull=False)
                | (~Q(kind=ASKED) & Q(asked_by__isnull=True)),
                name="reminder_asked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Reminder {self.pk}"
