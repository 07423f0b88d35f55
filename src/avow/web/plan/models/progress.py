from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record

NOT_STARTED = "not-started"
UNDER_WAY = "under-way"
DONE = "done"
STATUSES = ((NOT_STARTED, "Not started"), (UNDER_WAY, "Under way"), (DONE, "Done"))


class Progress(Record):
    """A report on how far an action is. Reports are added, never changed; the newest counts."""

    action_lineage = models.UUIDField(db_index=True)
    status = models.CharField(max_length=12, choices=STATUSES)
    owner = models.CharField(max_length=120, help_text="The post that answers for it.")
    due = models.DateField(null=True, blank=True)
    note = models.TextField()
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"reported_by": STAFF_ACT}
    impersonal: ClassVar = ("action_lineage", "status", "owner", "due", "note")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        get_latest_by = "created_at"

    def __str__(self) -> str:
        return self.get_status_display()

    @property
    def kind(self) -> str:
        """Return how the status is drawn as a tag."""
        return {DONE: "good", UNDER_WAY: "doing"}.get(self.status, "neutral")
