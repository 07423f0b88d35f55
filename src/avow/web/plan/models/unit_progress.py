from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from avow.web.core.records import STAFF_ACT, Record
from avow.web.plan.models.progress import DRAWN, REPORTED


class UnitProgress(Record):
    """How far one unit is with an action that every unit delivers. The newest counts."""

    action_lineage = models.UUIDField(db_index=True)
    unit = models.CharField(max_length=80)
    status = models.CharField(max_length=12, choices=REPORTED)
    percent = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    reported_on = models.DateField(default=timezone.localdate)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"reported_by": STAFF_ACT}
    impersonal: ClassVar = (
        "action_lineage",
        "unit",
        "status",
        "percent",
        "note",
        "reported_on",
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="percent_to_a_hundred"),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(percent=100), name="done_is_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.percent}%"

    @property
    def drawn(self) -> str:
        """How the status is drawn as a tag."""
        return DRAWN.get(self.status, "neutral")
