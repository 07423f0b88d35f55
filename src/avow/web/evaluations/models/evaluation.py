from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.core.records import STAFF_ACT, Record
from avow.web.evaluations import kinds, states


class Evaluation(Record):
    """The plan of an evaluation: what was tried, where and when, and what it is judged by.

    ``by`` is the kind of all its areas: ``areas`` where it was tried, ``neighbours`` next to them,
    ``comparison`` what they are set against. ``measure`` is the outcome; empty, it is the number
    of offences in the records, in one ``place_kind`` if that is given. ``later`` are the areas that
    began after ``starts_on``, each with the first day of its first month. ``initiative`` is the
    identifier of one, kept in another room. Once registered, the plan changes by amendments alone;
    ``after_data`` says that figures from after the start were loaded by then.
    """

    title = models.CharField(max_length=200)
    tried = models.TextField()
    expected = models.TextField()
    initiative = models.UUIDField(null=True, blank=True)
    by = models.CharField(max_length=7, choices=kinds.AREAS)
    areas = models.JSONField(default=list)
    neighbours = models.JSONField(default=list, blank=True)
    comparison = models.JSONField(default=list, blank=True)
    measure = models.CharField(max_length=80, blank=True)
    place_kind = models.CharField(max_length=40, blank=True)
    methods = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    later = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=states.STATES, default=states.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField(null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    after_data = models.BooleanField(default=False)

    personal: ClassVar = {"planned_by": STAFF_ACT, "registered_by": STAFF_ACT}
    impersonal: ClassVar = (
        "title",
        "tried",
        "expected",
        "initiative",
        "by",
        "areas",
        "neighbours",
        "comparison",
        "measure",
        "place_kind",
        "methods",
        "starts_on",
        "ends_on",
        "later",
        "state",
        "revision",
        "registered_at",
        "after_data",
    )

    class Meta:
        ordering: ClassVar = ["-starts_on", "title", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="evaluated_pilot_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=states.DRAFT, registered_at__isnull=True, registered_by__isnull=True
                )
                | Q(
                    state=states.REGISTERED,
                    registered_at__isnull=False,
                    registered_by__isnull=False,
                ),
                name="registered_plan_has_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(measure="") | Q(place_kind=""), name="place_kind_is_of_plain_counts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_registered(self) -> bool:
        """Return whether the plan is registered."""
        return self.state == states.REGISTERED

    @property
    def starts(self) -> dict[str, date]:
        """Return the first month of each area."""
        own = {area: date.fromisoformat(day) for area, day in self.later.items()}
        return {area: own.get(area, self.starts_on) for area in self.areas}
