from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.initiatives.models.assessment import Assessment


class Author(Record):
    """Somebody who wrote in an assessment, and so may not sign it. Never changed, never deleted."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="authors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar = {"person": STAFF_ACT}
    impersonal: ClassVar = ("assessment",)

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "person"], name="author_once")
        ]

    def __str__(self) -> str:
        return f"Wrote in {self.assessment_id}"
