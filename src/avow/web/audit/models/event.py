from typing import ClassVar

from django.db import models

from avow.web.core.records import STAFF_ACT


class Event(models.Model):
    """One act or one look, never changed afterwards (the database refuses).

    There are no foreign keys: the trace outlives what it tells of.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=36, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=36)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    personal: ClassVar = {"actor": STAFF_ACT}
    impersonal: ClassVar = (
        "number",
        "at",
        "verb",
        "subject_kind",
        "subject",
        "detail",
        "previous",
        "hash",
    )

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"
