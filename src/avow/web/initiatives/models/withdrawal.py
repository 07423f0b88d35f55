from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Record
from avow.web.initiatives.models.assessment import Assessment


class Withdrawal(Record):
    """The signature under an assessment was withdrawn, and why. Never changed, never deleted."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(max_length=500)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"withdrawn_by": STAFF_ACT}
    impersonal: ClassVar = ("assessment", "reason")

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawn_for_a_reason")
        ]

    def __str__(self) -> str:
        return self.reason
