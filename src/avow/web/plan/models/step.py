from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from avow.web.core.records import Record
from avow.web.plan.models.version import Version


class LineageStep(Record):
    """In a version, a part goes on from another line than its own: it was merged, or split off.

    ``successor`` is the lineage of a commitment or action of ``version``; ``predecessor`` that of
    one of the version before. What was asked of the predecessor, and what proves it, is found from
    the successor.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="steps")
    predecessor = models.UUIDField(db_index=True)
    successor = models.UUIDField(db_index=True)

    impersonal: ClassVar = ("version", "predecessor", "successor")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "predecessor", "successor"], name="lineage_step_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="lineage_step_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"
