from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.consultation import states
from avow.web.consultation.models.ask import Ask
from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.plan.models import Version

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


# What these promise must be found in the plan, or the reason why it is not.
CHANGING = (ACCEPTED, PARTLY)


class AnswerRevision(Record):
    """One wording of an answer. Wordings are added, never changed or removed.

    ``changed`` are the lineages of the commitments and actions of ``version`` that changed because
    of it; where none does, ``no_change`` says why.
    """

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="answer_revisions")
    number = models.PositiveIntegerField()
    decision = models.CharField(max_length=14, choices=DECISIONS)
    reason = models.TextField()
    change = models.TextField(blank=True)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed = models.JSONField(default=list, blank=True)
    no_change = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"decided_by": STAFF_ACT}
    impersonal: ClassVar = (
        "ask",
        "number",
        "decision",
        "reason",
        "change",
        "version",
        "changed",
        "no_change",
    )

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ask", "number"], name="answer_revision_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="answer_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(decision=ACCEPTED) | ~Q(change="") | ~Q(no_change=""),
                name="accepted_says_what_changes",
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=True, changed=[])
                | (Q(version__isnull=False, no_change="") & ~Q(changed=[])),
                name="change_is_pointed_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} ({self.number})"

    @property
    def kind(self) -> str:
        """Return how the decision is drawn as a tag."""
        return self.decision.replace("-", "_")

    @property
    def is_pointed(self) -> bool:
        """Return whether it points to what changed in the plan or says why nothing does."""
        return self.decision not in CHANGING or self.version_id is not None or bool(self.no_change)


class Answer(Record):
    """The force's answer to one ask: its newest wording, and the public one if any.

    ``state`` is that of the newest wording, which ``written_by`` wrote and somebody else signs off.
    """

    ask = models.OneToOneField(Ask, on_delete=models.PROTECT, related_name="answer")
    current = models.ForeignKey(AnswerRevision, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=states.ANSWER_STATES, default=states.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    returned_for = models.TextField(blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    before_sign_off = models.BooleanField(default=False)
    published = models.ForeignKey(
        AnswerRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {
        "written_by": STAFF_ACT,
        "signed_by": STAFF_ACT,
        "published_by": STAFF_ACT,
        "returned_for": Personal(
            purpose="What must be put right before the answer is signed off",
            retention="Until the answer is written anew",
            seen_by="Staff who write and sign off answers",
        ),
    }
    impersonal: ClassVar = (
        "ask",
        "current",
        "state",
        "signed_at",
        "before_sign_off",
        "published",
        "published_at",
    )

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
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(states.DRAFT, states.IN_SIGN_OFF),
                    signed_by__isnull=True,
                    signed_at__isnull=True,
                )
                | Q(
                    state__in=(states.SIGNED_OFF, states.PUBLISHED),
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                )
                | Q(state=states.PUBLISHED, before_sign_off=True),
                name="answer_signed_off_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("written_by")),
                name="nobody_signs_off_their_own_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.PUBLISHED)
                | Q(published__isnull=False, published=F("current")),
                name="published_is_the_newest_wording",
            ),
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
