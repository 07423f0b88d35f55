from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Record
from avow.web.releases.models.proposal import AREAS, PERIODS


class Evidence(Record):
    """A measure that shows whether an action of the plan works.

    Taken away, it stays as history; the database lets nothing else of it change.
    """

    action_lineage = models.UUIDField(db_index=True)
    measure = models.CharField(max_length=80)
    by = models.CharField(max_length=7, choices=AREAS)
    period = models.CharField(max_length=7, choices=PERIODS)
    note = models.TextField(blank=True)
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {"attached_by": STAFF_ACT, "removed_by": STAFF_ACT}
    impersonal: ClassVar = ("action_lineage", "measure", "by", "period", "note", "removed_at")

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action_lineage", "measure", "by", "period"],
                condition=Q(removed_at__isnull=True),
                name="evidence_attached_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} by {self.by} and {self.period}"
