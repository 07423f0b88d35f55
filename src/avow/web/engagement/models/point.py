from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.core.sealing import sealed_text
from avow.web.engagement.models.occasion import Occasion


class Point(Record):
    """Something that was asked for at an occasion, in a sentence or two, never with a name.

    ``community`` says which group asked, where one did; ``lineage`` the commitment it concerns.
    """

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="points")
    sealed = models.TextField()
    community = models.SlugField(max_length=40, blank=True)
    lineage = models.UUIDField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    text = sealed_text("sealed", "What was asked")

    personal: ClassVar = {
        "sealed": Personal(
            purpose="What was asked of the plan",
            retention="As long as the plan it shaped",
            seen_by="Staff who plan engagement; each reading is recorded",
        ),
        "written_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("occasion", "community", "lineage")

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(sealed=""), name="point_says_something")
        ]

    def __str__(self) -> str:
        return f"Asked at {self.occasion_id}"
