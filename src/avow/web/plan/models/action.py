import uuid
from typing import ClassVar

from django.db import models

from avow.web.core.records import Record
from avow.web.plan.models.commitment import Commitment


class Action(Record):
    """A step the force takes to keep a commitment. ``lineage`` is as for a commitment."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="actions")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=12)
    text = models.TextField()

    impersonal: ClassVar = ("commitment", "lineage", "position", "number", "text")

    class Meta:
        ordering: ClassVar = ["commitment__pillar__position", "commitment__position", "position"]

    def __str__(self) -> str:
        return self.number
