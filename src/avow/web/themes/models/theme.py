from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.core.records import STAFF_ACT, Record
from avow.web.themes import states
from avow.web.themes.models.frame import Frame


class Theme(Record):
    """What some answers to one question have in common.

    What the machine proposes is a candidate until a named person adopts it. ``quotes`` are
    identifiers of three answers. A theme merged into another is dropped and names it in ``into``;
    ``part_of`` is the theme that a part was split from. ``counts`` are those of ``counting.py``.
    """

    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="themes")
    position = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    terms = models.JSONField(default=list, blank=True)
    quotes = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=9, choices=states.THEME_STATES, default=states.CANDIDATE)
    origin = models.CharField(max_length=7, choices=states.CODERS, default=states.MACHINE)
    into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    counts = models.JSONField(default=dict, blank=True)

    personal: ClassVar = {"decided_by": STAFF_ACT}
    impersonal: ClassVar = (
        "frame",
        "position",
        "label",
        "description",
        "terms",
        "quotes",
        "state",
        "origin",
        "into",
        "part_of",
        "decided_at",
        "revision",
        "counts",
    )

    class Meta:
        ordering: ClassVar = ["position", "created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=states.CANDIDATE, decided_by__isnull=True)
                | (
                    ~Q(state=states.CANDIDATE)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="theme_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CANDIDATE) | Q(origin=states.MACHINE),
                name="people_propose_no_candidates",
            ),
            models.CheckConstraint(
                condition=Q(into__isnull=True) | Q(state=states.DROPPED),
                name="merged_theme_is_dropped",
            ),
            models.CheckConstraint(
                condition=Q(into__isnull=True) | ~Q(into=F("id")),
                name="theme_is_not_merged_into_itself",
            ),
            models.CheckConstraint(condition=~Q(label=""), name="theme_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label
