from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Record
from avow.web.profiles import states
from avow.web.profiles.reading import Period

KINDS = (
    ("year", "Year"),
    ("quarter", "Quarter"),
    ("year-03", "Year ending in March"),
    ("year-06", "Year ending in June"),
    ("year-09", "Year ending in September"),
)


class Edition(Record):
    """The profile of a unit for a period. A draft is computed from the facts each time.

    Once fixed its files lie in a folder, hashed; ``manifest`` names each with its hash and
    ``sha256`` is that of the manifest. It never changes, but that the next supersedes it.
    """

    unit = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    period_kind = models.CharField(max_length=7, choices=KINDS)
    period_label = models.CharField(max_length=20)
    period_start = models.DateField()
    state = models.CharField(max_length=10, choices=states.EDITIONS, default=states.DRAFT)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    manifest = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {"started_by": STAFF_ACT, "fixed_by": STAFF_ACT}
    impersonal: ClassVar = (
        "unit",
        "number",
        "period_kind",
        "period_label",
        "period_start",
        "state",
        "manifest",
        "sha256",
        "fixed_at",
    )

    class Meta:
        ordering: ClassVar = ["unit", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number"], name="edition_numbered_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state=states.DRAFT), name="one_draft_profile_a_unit"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state=states.FIXED), name="one_profile_in_force"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=states.DRAFT, fixed_at__isnull=True, fixed_by__isnull=True, sha256=""
                )
                | (
                    Q(
                        state__in=[states.FIXED, states.SUPERSEDED],
                        fixed_at__isnull=False,
                        fixed_by__isnull=False,
                    )
                    & ~Q(sha256="")
                ),
                name="edition_fixed_by_somebody_with_files",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, edition {self.number} ({self.period_label})"

    @property
    def period(self) -> Period:
        """What it covers."""
        return Period(self.period_kind, self.period_label, self.period_start)

    @property
    def look(self) -> str:
        """The look of its tag."""
        return {states.DRAFT: "draft", states.FIXED: "good"}.get(self.state, "neutral")

    @property
    def is_draft(self) -> bool:
        """Return whether it can still change."""
        return self.state == states.DRAFT
