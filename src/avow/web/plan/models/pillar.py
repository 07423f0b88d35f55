from typing import ClassVar

from django.db import models

from avow.web.core.records import Record
from avow.web.plan.models.version import Version


class Pillar(Record):
    """A part of a plan that holds commitments. A plan without pillars has one without a title."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="pillars")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    impersonal: ClassVar = ("version", "position", "number", "title", "revision")

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()
