from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.themes import states
from avow.web.themes.models.frame import Frame


class Decision(Record):
    """What one person said of one text: its themes, why it is set apart, or none of these.

    It is about the words: every answer with the same words follows. Decisions are only ever
    added; the newest of kind ``coded`` or ``taken-back`` holds. ``machine`` are the themes that
    the machine gave the text before, None where it had not looked; ``blind`` says that the person
    had not seen them. ``act`` is the first decision of those made in one act. ``answer`` is an
    identifier and no relation, as this outlives the answer and holds none of its words.
    """

    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="decisions")
    answer = models.UUIDField()
    text_key = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=states.DECISIONS, default=states.CODED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    themes = models.JSONField(default=list)
    reason = models.CharField(max_length=40, blank=True)
    blind = models.BooleanField(default=False)
    machine = models.JSONField(null=True)
    act = models.UUIDField()

    personal: ClassVar = {
        "by": STAFF_ACT,
        "text_key": Personal(
            purpose="Having identical texts coded alike",
            retention="Ten years after the consultation closed",
            seen_by="Nobody: it is compared",
        ),
    }
    impersonal: ClassVar = (
        "frame",
        "answer",
        "kind",
        "themes",
        "reason",
        "blind",
        "machine",
        "act",
    )

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["frame", "text_key", "created_at"]),
            models.Index(fields=["frame", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.by_id}"
