from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from avow.web.core.records import Personal, Record
from avow.web.core.sealing import sealed_text
from avow.web.surveys import states
from avow.web.surveys.models.question import Question
from avow.web.surveys.models.response import Response, today

_MONITORING = "Until the consultation's results are published, ten years at most"


class Answers(models.QuerySet["Answer"]):
    """Answers, and which of them staff may read."""

    def readable(self) -> "Answers":
        """Return the answers of sent responses that no trained reader holds back."""
        return self.filter(response__state=states.SENT).exclude(
            concern__state__in=[states.OPEN, states.KEPT]
        )


class Answer(Record):
    """What one response says to one question.

    ``choices`` are the values chosen (in order, for a ranking; the area's name, for an area).
    ``sealed`` is the text, encrypted; read and set it as ``text``. A comment on a passage carries
    the commitment's ``lineage`` and the passage: ``quote`` at ``start:end`` of its text in the
    survey's version of the plan.
    """

    created_at = models.DateField(default=today, editable=False)  # type: ignore[assignment]
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    choices = models.JSONField(default=list, blank=True)
    sealed = models.TextField(blank=True)
    lineage = models.UUIDField(null=True, blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    objects = Answers.as_manager()

    text = sealed_text("sealed", "The words of the answer")

    personal: ClassVar = {
        "choices": Personal(
            purpose="What the public thinks, and whom the consultation reached",
            retention=_MONITORING,
            seen_by="Staff who read responses",
            may_leave="aggregated",
        ),
        "sealed": Personal(
            purpose="What the public thinks, in their own words",
            retention=_MONITORING,
            seen_by="Staff who read responses; each reading is recorded",
        ),
    }
    impersonal: ClassVar = ("response", "question", "lineage", "quote", "start", "end")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["question", "response"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response", "question"],
                condition=Q(lineage__isnull=True),
                name="one_answer_to_a_question",
            ),
            models.CheckConstraint(
                condition=Q(quote="", start__isnull=True, end__isnull=True)
                | Q(lineage__isnull=False, start__lt=F("end")),
                name="passage_has_its_place",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer to {self.question_id}"
