from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.consultation.models.ask import Ask
from avow.web.core.records import STAFF_ACT, Record


class Apart(Record):
    """A person said that two asks are not the same, so that they are not proposed again.

    ``first`` is the one whose identifier is smaller: a pair stands here once.
    """

    first = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"said_by": STAFF_ACT}
    impersonal: ClassVar = ("first", "second")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"Apart {self.pk}"
