from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.releases.models.proposal import Proposal


class Revision(Record):
    """What exactly is proposed: a snapshot of the protected figures, and what the check found.

    Never changed (the database refuses). ``snapshot`` is a path below the data folder.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    snapshot = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    report = models.JSONField()
    note = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"created_by": STAFF_ACT}
    impersonal: ClassVar = ("proposal", "number", "snapshot", "sha256", "report", "note")

    class Meta:
        ordering: ClassVar = ["proposal", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, revision {self.number}"
