from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from avow.analysis import measures
from avow.web.core.records import STAFF_ACT, Record
from avow.web.releases import states

if TYPE_CHECKING:
    from avow.web.releases.models.revision import Revision

TABLE, CHART, MAP = "table", "chart", "map"
KINDS = ((TABLE, _("Table")), (CHART, _("Chart")), (MAP, _("Map")))
AREAS = (
    ("force", _("Whole force")),
    ("bcu", _("Command unit")),
    ("borough", _("Borough")),
    ("ward", _("Ward")),
)
PERIODS = (("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year")))
MAPPED = ("borough", "ward")


class Proposal(Record):
    """A measure that somebody proposes to publish as a table, chart or map."""

    title = models.CharField(max_length=200)
    summary = models.TextField()
    kind = models.CharField(max_length=5, choices=KINDS)
    measure = models.CharField(max_length=80)
    by = models.CharField(max_length=7, choices=AREAS)
    period = models.CharField(max_length=7, choices=PERIODS)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=states.STATES, default=states.DRAFT)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"proposed_by": STAFF_ACT}
    impersonal: ClassVar = (
        "title",
        "summary",
        "kind",
        "measure",
        "by",
        "period",
        "start",
        "end",
        "state",
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _label in states.STATES]),
                name="proposal_state_is_known",
            ),
            # Below borough, nothing leaves that counts less than a year.
            models.CheckConstraint(
                condition=~Q(by="ward") | Q(period="year"), name="wards_by_the_year_only"
            ),
            models.CheckConstraint(
                condition=~Q(kind=MAP) | Q(by__in=MAPPED), name="maps_show_boroughs_or_wards"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(start__lte=F("end")),
                name="proposal_starts_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raise ValidationError for a measure nobody defined, or a picture that says nothing."""
        if self.measure not in {known.id for known in measures.definitions()}:
            raise ValidationError({"measure": _("There is no such measure.")})
        if self.by == "ward" and self.period != "year":
            raise ValidationError(
                {"period": _("Wards are published by the year only: less could point at a person.")}
            )
        if self.kind == CHART and self.by == "ward":
            raise ValidationError(
                {"kind": _("There are too many wards for a chart. Propose a map or a table.")}
            )
        if self.kind == MAP and self.by not in MAPPED:
            raise ValidationError({"kind": _("A map shows boroughs or wards.")})
        if self.start and self.end and self.start > self.end:
            raise ValidationError({"end": _("The end must not be before the start.")})

    @cached_property
    def latest(self) -> "Revision":
        """The newest revision; every proposal has one."""
        return self.revisions.order_by("-number")[0]
