from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.evaluations.models.evaluation import Evaluation


class Reading(Record):
    """What an analyst makes of the findings, in words. New words stand beside the old ones."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="readings")
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"written_by": STAFF_ACT}
    impersonal: ClassVar = ("evaluation", "text")

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.evaluation}, {self.created_at:%d.%m.%Y}"
