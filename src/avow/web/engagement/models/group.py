from typing import ClassVar

from django.db import models
from django.db.models import Q

from avow.web.core.records import Personal, Record
from avow.web.engagement.models.occasion import Occasion


class Group(Record):
    """How many people of a community were there. Somebody may count in several communities."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="groups")
    community = models.SlugField(max_length=40)
    people = models.PositiveIntegerField()

    personal: ClassVar = {
        "people": Personal(
            purpose="Whom the plan has reached, and whom not",
            retention="As long as the plan it shaped",
            seen_by="Staff who plan engagement",
            may_leave="aggregated",
        )
    }
    impersonal: ClassVar = ("occasion", "community")

    class Meta:
        ordering: ClassVar = ["community"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["occasion", "community"], name="community_once_at_an_occasion"
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="group_has_people"),
        ]

    def __str__(self) -> str:
        return f"{self.community}: {self.people}"
