from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.surveys.models import Question


class Margin(Record):
    """How the population divides by the answers to one closed question.

    ``shares`` are ``{value: share}``, above zero, adding up to 1; ``source`` says whose figures.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="+")
    shares = models.JSONField(default=dict)
    source = models.CharField(max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar = {"set_by": STAFF_ACT}
    impersonal: ClassVar = ("question", "shares", "source")

    def __str__(self) -> str:
        return f"Population by {self.question_id}"
