from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from avow.web.core.records import STAFF_ACT, Record

WAITING = "waiting"
RUNNING = "running"
DONE = "done"
FAILED = "failed"
STATES = ((WAITING, "Waiting"), (RUNNING, "Running"), (DONE, "Done"), (FAILED, "Failed"))
# Without a sign of life for so long, whatever did the work is gone.
SILENCE = timedelta(seconds=90)


class Work(Record):
    """Long work that somebody asked for, and how far it is.

    ``kind`` names the function that does it, ``subject`` what it is done on: one work of a kind
    and subject at a time. ``step`` says what is being done; ``problem`` why it failed.
    """

    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    asked_by = models.UUIDField()
    given = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    step = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    heartbeat = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar = {"asked_by": STAFF_ACT}
    impersonal: ClassVar = (
        "kind",
        "subject",
        "given",
        "state",
        "step",
        "done",
        "total",
        "problem",
        "heartbeat",
        "ended_at",
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=[WAITING, RUNNING]),
                name="one_work_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DONE, FAILED]) | Q(ended_at__isnull=False),
                name="ended_work_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_state_display()}"

    @property
    def is_going_on(self) -> bool:
        """Return whether it waits or runs."""
        return self.state in (WAITING, RUNNING)
