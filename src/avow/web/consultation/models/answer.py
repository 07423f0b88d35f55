from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.consultation.models.recommendation import Recommendation
from avow.web.core.records import STAFF_ACT, Record

ACCEPTED = "accepted"
PARTLY = "partly"
NOT_ACCEPTED = "not-accepted"
ALREADY_DOING = "already-doing"
DECISIONS = (
    (ACCEPTED, "Accepted"),
    (PARTLY, "Partly accepted"),
    (NOT_ACCEPTED, "Not accepted"),
    (ALREADY_DOING, "Already doing"),
)


class AnswerRevision(Record):
    """One wording of an answer. Wordings are added, never changed or removed."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="answer_revisions"
    )
    number = models.PositiveIntegerField()
    decision = models.CharField(max_length=14, choices=DECISIONS)
    reason = models.TextField()
    change = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"decided_by": STAFF_ACT}
    impersonal: ClassVar = ("recommendation", "number", "decision", "reason", "change")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="answer_revision_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="answer_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(decision=ACCEPTED) | ~Q(change=""),
                name="accepted_says_what_changes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} ({self.number})"

    @property
    def kind(self) -> str:
        """Return how the decision is drawn as a tag."""
        return self.decision.replace("-", "_")


class Answer(Record):
    """The force's answer to one recommendation: its newest wording, and the public one if any."""

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, related_name="answer"
    )
    current = models.ForeignKey(AnswerRevision, on_delete=models.PROTECT, related_name="+")
    published = models.ForeignKey(
        AnswerRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {"published_by": STAFF_ACT}
    impersonal: ClassVar = ("recommendation", "current", "published", "published_at")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    published__isnull=True, published_at__isnull=True, published_by__isnull=True
                )
                | Q(
                    published__isnull=False, published_at__isnull=False, published_by__isnull=False
                ),
                name="answer_published_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.current)

    @property
    def is_public(self) -> bool:
        """Return whether the public sees a wording of it."""
        return self.published_id is not None

    @property
    def has_newer_wording(self) -> bool:
        """Return whether the newest wording still waits to be published."""
        return self.published_id != self.current_id
