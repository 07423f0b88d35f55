from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from avow.web.core.records import STAFF_ACT, Record

NOT_STARTED = "not-started"
ON_TRACK = "on-track"
AT_RISK = "at-risk"
LATE = "late"
DONE = "done"
STOPPED = "stopped"
# Said of an action before it was asked whether it is on track. Kept for those reports.
UNDER_WAY = "under-way"

# What may be reported now.
REPORTED = (
    (NOT_STARTED, _("Not started")),
    (ON_TRACK, _("Under way, on track")),
    (AT_RISK, _("Under way, at risk")),
    (LATE, _("Under way, late")),
    (DONE, _("Done")),
    (STOPPED, _("Stopped")),
)
STATUSES = (*REPORTED, (UNDER_WAY, _("Under way")))
# Nothing more is to come of an action that is one of these.
ENDED = (DONE, STOPPED)
# How each status is drawn as a tag.
DRAWN = {
    ON_TRACK: "doing",
    AT_RISK: "warning",
    LATE: "late",
    DONE: "good",
    UNDER_WAY: "doing",
}

REPORT = "report"
NO_CHANGE = "no-change"
UNDONE = "undone"
KINDS = (
    (REPORT, _("Report")),
    (NO_CHANGE, _("Nothing changed")),
    (UNDONE, _("Reported in error")),
)


class Progress(Record):
    """A report on how far an action is. Reports are added, never changed; the newest counts.

    One that ``corrects`` another takes its place; of the kind `UNDONE` it only takes it away. A
    report of the kind `NO_CHANGE` repeats the status before it. ``owner`` and ``due`` are as they
    stood when it was made. ``obstacle`` is for staff, ``note`` and ``ahead`` are published.
    """

    action_lineage = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=KINDS, default=REPORT)
    status = models.CharField(max_length=12, choices=STATUSES)
    owner = models.CharField(max_length=120, help_text=_("The post that answers for it."))
    due = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    ahead = models.TextField(blank=True)
    obstacle = models.TextField(blank=True)
    reported_on = models.DateField(default=timezone.localdate)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"reported_by": STAFF_ACT}
    impersonal: ClassVar = (
        "action_lineage",
        "kind",
        "status",
        "owner",
        "due",
        "note",
        "ahead",
        "obstacle",
        "reported_on",
        "corrects",
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        get_latest_by = "created_at"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(kind=UNDONE) | Q(corrects__isnull=False))
                & (~Q(kind=NO_CHANGE) | Q(corrects__isnull=True)),
                name="undone_takes_a_report_away",
            ),
            models.CheckConstraint(
                condition=~Q(kind=REPORT, status=STOPPED, note=""),
                name="stopped_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def drawn(self) -> str:
        """How the status is drawn as a tag."""
        return DRAWN.get(self.status, "neutral")
