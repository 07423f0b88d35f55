from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.evaluations import kinds
from avow.web.evaluations.models.evaluation import Evaluation


class Amendment(Record):
    """A change of a registered plan: what it was, what it became, and why. Never changed.

    ``revision`` is the one it led to. ``after_data`` says that figures from after the start were
    loaded by then; ``after_finding`` that a result had been made.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="amendments")
    revision = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    after_data = models.BooleanField()
    after_finding = models.BooleanField()
    amended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"amended_by": STAFF_ACT}
    impersonal: ClassVar = (
        "evaluation",
        "revision",
        "before",
        "after",
        "reason",
        "after_data",
        "after_finding",
    )

    class Meta:
        ordering: ClassVar = ["revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["evaluation", "revision"], name="one_amendment_a_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.revision}"

    @property
    def moved(self) -> list[tuple[str, object, object]]:
        """Return each field that changed, what it was and what it became, lists as text."""
        return [
            (str(kinds.FIELDS.get(n, n)), _text(n, self.before[n]), _text(n, self.after[n]))
            for n in self.before
        ]


def _text(name: str, value: object) -> object:
    if name == "methods" and isinstance(value, list):
        value = [str(kinds.NAMES.get(each, each)) for each in value]
    if isinstance(value, dict):
        value = [f"{place} {day}" for place, day in value.items()]
    return ", ".join(map(str, value)) if isinstance(value, list) else value
