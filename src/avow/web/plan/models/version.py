from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from avow.web.core.records import STAFF_ACT, Record
from avow.web.plan import states
from avow.web.plan.models.plan import Plan


class Version(Record):
    """One version of a plan: a draft that is worked on, or text that was published and stays.

    ``stage`` says what a published version is to the public; it is empty for a draft, and for what
    was published before stages were kept.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=states.STATES, default=states.DRAFT)
    stage = models.CharField(max_length=12, choices=states.STAGES, blank=True)
    title = models.CharField(max_length=200)
    source_name = models.CharField(max_length=200, blank=True)
    source_text = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {"created_by": STAFF_ACT, "published_by": STAFF_ACT}
    impersonal: ClassVar = (
        "plan",
        "number",
        "state",
        "stage",
        "title",
        "source_name",
        "source_text",
        "published_at",
    )

    class Meta:
        ordering: ClassVar = ["plan", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=states.PUBLISHED),
                name="one_published_version",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=states.DRAFT), name="one_draft_version"
            ),
            models.CheckConstraint(
                condition=Q(state=states.DRAFT)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(stage="")
                | (Q(stage__in=[key for key, _label in states.STAGES]) & ~Q(state=states.DRAFT)),
                name="stage_of_what_is_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def public_name(self) -> str:
        """What the version is called where the public reads it."""
        if self.stage == states.CONSULTATION:
            open_ = self.state == states.PUBLISHED
            return _("The plan we are consulting on") if open_ else _("The plan we consulted on")
        names = {states.FINAL: _("The final plan"), states.UPDATE: _("The updated plan")}
        return names.get(self.stage, _("The plan"))
