from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Personal, Record

_IN_COMMAND = Personal(
    purpose="Who may reply for a command unit",
    retention="Two years after the command ended",
    seen_by="The plan lead; elsewhere the reply names the post",
)


class Command(Record):
    """Somebody commands a unit, from when it was assigned until it ended."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="commands"
    )
    unit = models.CharField(max_length=120)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {
        "person": _IN_COMMAND,
        "assigned_by": STAFF_ACT,
        "ended_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("unit", "ended_at")

    class Meta:
        ordering: ClassVar = ["unit", "created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(ended_at__isnull=True),
                name="command_assigned_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="command_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Command of {self.unit}"
