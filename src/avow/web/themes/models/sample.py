from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.themes.models.frame import Frame


class Sample(Record):
    """Texts that one person coded, drawn for a second person to code without seeing the first.

    ``answers`` are identifiers, one for each text, in the order in which they are shown.
    """

    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="samples")
    answers = models.JSONField(default=list)
    seed = models.PositiveIntegerField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"drawn_by": STAFF_ACT}
    impersonal: ClassVar = ("frame", "answers", "seed")

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"Sample of {len(self.answers)}"
