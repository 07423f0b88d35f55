from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.core.records import STAFF_ACT, Record


class Wording(Record):
    """What an analyst wrote in a section of a unit's profile: one revision, never changed.

    ``figures`` are those that stood in the section when it was written, by their keys: label, text
    and period; ``covering`` is the period of the draft it was written in.
    """

    unit = models.CharField(max_length=120)
    section = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    for_partners = models.BooleanField(default=False)
    figures = models.JSONField(default=dict, blank=True)
    covering = models.CharField(max_length=20)
    restored = models.PositiveIntegerField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"written_by": STAFF_ACT}
    impersonal: ClassVar = (
        "unit",
        "section",
        "number",
        "text",
        "for_partners",
        "figures",
        "covering",
        "restored",
    )

    class Meta:
        ordering: ClassVar = ["unit", "section", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "section", "number"], name="wording_numbered_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="wording_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(restored__isnull=True) | Q(restored__lt=F("number")),
                name="wording_restores_an_older_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.section}, wording {self.number}"
