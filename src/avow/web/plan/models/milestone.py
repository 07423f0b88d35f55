import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Record


class Milestone(Record):
    """A step on the way of an action, with the day it is due. Rows are added; the newest counts.

    ``line`` stays the same through all that became of one milestone. ``shown_by`` says what shows
    that it was reached. ``first_due`` is the day of the first row of its line, where all were read.
    """

    first_due: date | None = None

    line = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    action_lineage = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    shown_by = models.TextField(blank=True)
    removed = models.BooleanField(default=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar = {"set_by": STAFF_ACT}
    impersonal: ClassVar = (
        "line",
        "action_lineage",
        "title",
        "due",
        "done_on",
        "shown_by",
        "removed",
    )

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(shown_by=""), name="reached_is_shown"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def moved_from(self) -> date | None:
        """The day by which it was to be reached at first, if that was earlier than it is now."""
        return self.first_due if self.first_due and self.first_due < self.due else None

    def is_late(self, today: date) -> bool:
        """Return whether it should have been reached before ``today``, and was not."""
        return self.done_on is None and self.due < today
