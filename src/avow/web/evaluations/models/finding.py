from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.evaluations import kinds
from avow.web.evaluations.models.evaluation import Evaluation


class Finding(Record):
    """What one method found in one run, as it stood then. Never changed.

    ``content`` holds the result, its chart, and the loads, definition and version it was made
    from; or ``refused``, the reason in words why there is none. ``sha256`` is its hash.
    ``revision`` is that of the plan that was run, ``run`` the same for all methods of one run.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="findings")
    run = models.UUIDField()
    revision = models.PositiveIntegerField()
    method = models.CharField(max_length=12, choices=tuple(kinds.NAMES.items()))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar = {"run_by": STAFF_ACT}
    impersonal: ClassVar = ("evaluation", "run", "revision", "method", "content", "sha256")

    class Meta:
        ordering: ClassVar = ["-created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "method"], name="one_finding_a_method_and_run")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.get_method_display()}"

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the result, their columns in order: PostgreSQL's JSON keeps none."""
        rows: list[dict[str, Any]] = self.content["result"]["table"]
        names = self.content.get("columns")
        return [{name: row[name] for name in names} for row in rows] if names else rows
