from typing import ClassVar

from django.db import models

from avow.web.core.records import Record
from avow.web.initiatives.models.assessment import Assessment


class Figure(Record):
    """A figure of a measure as it stood on the day it was taken, with all that must go with it.

    ``frozen`` holds its title, unit, value, interval, counts, definition, method, caution and the
    faults of its data; ``safe`` the same row as the public could see it, empty where it could not.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="figures")
    measure = models.SlugField(max_length=80)
    by = models.CharField(max_length=7)
    unit = models.CharField(max_length=120)
    period = models.CharField(max_length=7)
    period_label = models.CharField(max_length=40)
    split = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=120, blank=True)
    taken_on = models.DateField()
    frozen = models.JSONField()
    safe = models.JSONField(null=True, blank=True)

    impersonal: ClassVar = (
        "assessment",
        "measure",
        "by",
        "unit",
        "period",
        "period_label",
        "split",
        "group",
        "taken_on",
        "frozen",
        "safe",
    )

    class Meta:
        ordering: ClassVar = ["measure", "period_label", "unit", "group"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "measure", "by", "unit", "period_label", "split", "group"],
                name="figure_once_in_an_assessment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.unit}, {self.period_label}"
