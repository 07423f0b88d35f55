from typing import ClassVar

from django.db import models

from avow.web.consultation.models.recommendation import ORIGINS, Recommendation
from avow.web.core.records import Record
from avow.web.plan.models import Commitment


class Link(Record):
    """A recommendation concerns a commitment. The first link is the closest.

    ``commitment`` is the row in the version that was answered; ``lineage`` finds it again in every
    later version. ``score`` (0 to 1) and ``why`` are the machine's, empty for a person's link.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="links"
    )
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    lineage = models.UUIDField(db_index=True)
    score = models.FloatField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)
    origin = models.CharField(max_length=8, choices=ORIGINS)
    position = models.PositiveIntegerField()

    impersonal: ClassVar = (
        "recommendation",
        "commitment",
        "lineage",
        "score",
        "why",
        "origin",
        "position",
    )

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "lineage"], name="commitment_linked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}"
