from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models

from avow.web.core.records import Record

if TYPE_CHECKING:
    from avow.web.consultation.models.recommendation import Recommendation
    from avow.web.consultation.models.reply import Reply


class Ask(Record):
    """Something asked for, once, however many asked: its recommendations share one answer.

    Adopting a recommendation makes an ask of one. A person puts asks together or takes a voice out.
    An ask that went into another keeps its wordings and points to the other.
    """

    due_on = models.DateField(db_index=True)
    why = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    impersonal: ClassVar = ("due_on", "why", "merged_into")

    # What the reads in `asks.py` and `public.py` put beside it.
    said: "list[Recommendation]"
    decided_replies: "list[Reply]"
    organisations: int
    people: int
    voices: int
    asked_on: datetime

    class Meta:
        ordering: ClassVar = ["due_on", "created_at"]

    def __str__(self) -> str:
        return f"Ask {self.pk}"
