from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.core.sealing import sealed_text
from avow.web.engagement import states

ROUND_TABLE, WALK, VICTIMS, OTHER = "round-table", "walk", "victims", "other"
KINDS = (
    (ROUND_TABLE, "Round table"),
    (WALK, "Walk-and-talk patrol"),
    (VICTIMS, "Meeting with victims and survivors"),
    (OTHER, "Other"),
)


class Occasion(Record):
    """A round table, a walk-and-talk patrol, a meeting: planned, then held or cancelled.

    ``borough`` is empty where it is for the whole force. ``wanted`` are the communities it is
    meant for. The notes are encrypted; they name groups, never people. ``revision`` counts the
    edits, so that an older one is refused.
    """

    kind = models.CharField(max_length=12, choices=KINDS)
    title = models.CharField(max_length=200)
    day = models.DateField()
    borough = models.CharField(max_length=120, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    host = models.CharField(max_length=200, blank=True)
    wanted = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=9, choices=states.STATES, default=states.PLANNED)
    reason = models.CharField(max_length=300, blank=True)
    sealed_notes = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    notes = sealed_text("sealed_notes", "The notes")

    personal: ClassVar = {
        "venue": Personal(
            purpose="Holding it. Where victims meet can endanger them",
            retention="A year after it was held",
            seen_by="Staff who plan engagement",
        ),
        "sealed_notes": Personal(
            purpose="What was said, by groups and never by name",
            retention="As long as the plan it shaped",
            seen_by="Staff who plan engagement; each reading is recorded",
        ),
        "planned_by": STAFF_ACT,
    }
    impersonal: ClassVar = (
        "kind",
        "title",
        "day",
        "borough",
        "host",
        "wanted",
        "state",
        "reason",
        "revision",
    )

    class Meta:
        ordering: ClassVar = ["day", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=states.CANCELLED) | ~Q(reason=""),
                name="cancelled_occasion_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.title
