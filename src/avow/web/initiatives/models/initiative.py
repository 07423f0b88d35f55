from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.accounts.models import Person
from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.initiatives import states


class Initiative(Record):
    """Something the force tries, to keep commitments of its plan, somewhere and for a time.

    ``lineages`` are those of the commitments; ``areas`` the places, empty for the whole force.
    ``revision`` counts the edits of what is proposed: an assessment is about one of them. What is
    proposed is fixed once it is live, and the database lets none go live without a signed
    assessment that is in date. ``owner`` signs in for the post that answers for it; without one it
    is who proposed it.
    """

    title = models.CharField(max_length=200)
    tried = models.TextField()
    lineages = models.JSONField(default=list)
    areas = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    owner_post = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=states.STATES, default=states.PROPOSED)
    revision = models.PositiveIntegerField(default=1)
    live_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {
        "owner": Personal(
            purpose="Knowing who may change an initiative, and reminding them of what is overdue",
            retention="As long as the initiative",
            seen_by="Whoever may read initiatives; never the public",
        ),
        "proposed_by": STAFF_ACT,
    }
    impersonal: ClassVar = (
        "title",
        "tried",
        "lineages",
        "areas",
        "starts_on",
        "ends_on",
        "owner_post",
        "state",
        "revision",
        "live_on",
        "closed_on",
        "outcome",
    )

    class Meta:
        ordering: ClassVar = ["starts_on", "title", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="initiative_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.LIVE) | Q(live_on__isnull=False),
                name="live_initiative_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[states.ENDED, states.STOPPED])
                | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="closed_initiative_says_how",
            ),
        ]

    @property
    def answers(self) -> Person:
        """Who answers for it: the owner, or who proposed it while there is none."""
        return self.owner or self.proposed_by

    def __str__(self) -> str:
        return self.title
