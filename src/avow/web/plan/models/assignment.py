from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from avow.web.core.records import STAFF_ACT, Personal, Record

MONTH = "month"
QUARTER = "quarter"
HALF_YEAR = "half-year"
YEAR = "year"
# How old the newest evidence may be, in months.
MONTHS = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}
REVIEWS = (
    (MONTH, _("Every month")),
    (QUARTER, _("Every quarter")),
    (HALF_YEAR, _("Every half year")),
    (YEAR, _("Every year")),
)


class Assignment(Record):
    """Who answers for an action, by when, and how fresh its evidence must be. The newest counts.

    ``post`` is public; ``person`` signs in to report and is not. ``units`` names the places that
    each deliver the action, none where the force does so as a whole.
    """

    action_lineage = models.UUIDField(db_index=True)
    post = models.CharField(max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    review = models.CharField(max_length=9, choices=REVIEWS, default=QUARTER)
    units = models.JSONField(default=list, blank=True)
    since = models.DateField(default=timezone.localdate)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {
        "person": Personal(
            purpose="Asking whoever answers for an action how far it is, and reminding them",
            retention="As long as the plan",
            seen_by="Staff who may read the plan; never the public, who see the post",
        ),
        "assigned_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("action_lineage", "post", "due", "review", "units", "since")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(post=""), name="assigned_to_a_post")
        ]

    def __str__(self) -> str:
        return self.post
