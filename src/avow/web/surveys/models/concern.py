from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.core.sealing import sealed_text
from avow.web.surveys import states
from avow.web.surveys.models.answer import Answer
from avow.web.surveys.models.response import today


class Concern(Record):
    """An answer that may disclose abuse or danger, and what a trained reader made of it.

    Until then nobody else reads the answer. ``signs`` are the places of the sentences that gave
    rise to it, as ``[[start, end, kind], …]``; ``sealed_note`` is what the reader did, encrypted.
    """

    created_at = models.DateField(default=today, editable=False)  # type: ignore[assignment]
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="concern")
    state = models.CharField(max_length=8, choices=states.CONCERN_STATES, default=states.OPEN)
    due_on = models.DateField()
    signs = models.JSONField(default=list)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    sealed_note = models.TextField(blank=True)

    note = sealed_text("sealed_note", "What the reader did")

    personal: ClassVar = {
        "signs": Personal(
            purpose="Showing a trained reader where to look",
            retention="As long as the answer",
            seen_by="Trained readers",
        ),
        "sealed_note": Personal(
            purpose="What was done, should somebody ask",
            retention="Ten years after the consultation closed",
            seen_by="Trained readers",
        ),
        "read_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("answer", "state", "due_on", "read_at")

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=states.OPEN) | Q(read_by__isnull=False, read_at__isnull=False),
                name="concern_was_read_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, by {self.due_on:%d/%m/%Y}"
