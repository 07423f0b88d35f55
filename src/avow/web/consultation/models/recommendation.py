from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.consultation import states
from avow.web.consultation.models.ask import Ask
from avow.web.consultation.models.submission import Submission
from avow.web.core.records import STAFF_ACT, Personal, Record

if TYPE_CHECKING:
    from avow.web.consultation.models.answer import Answer

MACHINE = "machine"
PERSON = "person"
ORIGINS = ((MACHINE, "Found by the machine"), (PERSON, "Added by a person"))
EXPLICIT = "explicit"
IMPLIED = "implied"
STRENGTHS = ((EXPLICIT, "Explicit"), (IMPLIED, "Implied"))


class Recommendation(Record):
    """Something a submission asks for, quoted exactly: ``submission.text[start:end] == quote``.

    What the machine finds is a candidate until a named person adopts it. ``gap`` says that no
    commitment covers it; then it has no links. What is adopted stands in an ``ask``, alone or with
    others that ask for the same. ``revision`` counts the changes, so that a decision
    made on an older state of it is refused.
    """

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="recommendations"
    )
    ask = models.ForeignKey(
        Ask, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    section = models.CharField(max_length=300, blank=True)
    strength = models.CharField(max_length=8, choices=STRENGTHS)
    state = models.CharField(
        max_length=12, choices=states.RECOMMENDATION_STATES, default=states.CANDIDATE
    )
    origin = models.CharField(max_length=8, choices=ORIGINS)
    gap = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar = {
        "quote": Personal(
            purpose="What is asked, in the words of who asked it",
            retention="As long as the plan it shaped",
            seen_by="Staff who review submissions; the public with the answer, or, of an "
            "organisation, once the answer is late",
            may_leave="with the answer",
        ),
        "section": Personal(
            purpose="Where in the document it stands",
            retention="As long as the plan it shaped",
            seen_by="Staff who review submissions; the public with the answer, or, of an "
            "organisation, once the answer is late",
            may_leave="with the answer",
        ),
        "note": Personal(
            purpose="Why a reviewer decided so",
            retention="As long as the plan it shaped",
            seen_by="Staff who review submissions",
        ),
        "decided_by": STAFF_ACT,
    }
    impersonal: ClassVar = (
        "submission",
        "ask",
        "start",
        "end",
        "strength",
        "state",
        "origin",
        "gap",
        "reason",
        "revision",
        "decided_at",
    )

    class Meta:
        ordering: ClassVar = ["start", "end"]
        indexes: ClassVar = [models.Index(fields=["submission", "state"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="quote_is_not_empty"),
            models.CheckConstraint(
                condition=Q(state=states.CANDIDATE)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.ADOPTED) | Q(ask__isnull=False),
                name="adopted_stands_in_an_ask",
            ),
            models.UniqueConstraint(
                fields=["submission", "start", "end"], name="passage_once_in_a_submission"
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:80]

    @property
    def look(self) -> str:
        """Return how it is drawn in the text and on its card."""
        if self.state != states.CANDIDATE:
            return self.state
        return "gap" if self.gap else "candidate"

    @property
    def answer(self) -> "Answer | None":
        """Return the answer to what it asks for, if one was written."""
        return getattr(self.ask, "answer", None) if self.ask_id else None
