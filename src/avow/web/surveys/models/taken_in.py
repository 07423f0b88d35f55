from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.surveys.models.survey import Survey


class Mapping(Record):
    """Which column of an export answers which question: saved for the next file of its kind.

    ``headers`` are the headers it is for, ``columns`` what each becomes.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="mappings")
    name = models.CharField(max_length=120)
    header_rows = models.PositiveSmallIntegerField(default=1)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=dict)

    impersonal: ClassVar = ("survey", "name", "header_rows", "headers", "columns")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "name"], name="mapping_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Intake(Record):
    """One file of responses taken in: how many rows it had and what became of each."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="intakes")
    mapping = models.ForeignKey(Mapping, on_delete=models.PROTECT, null=True, blank=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"imported_by": STAFF_ACT}
    impersonal: ClassVar = (
        "survey",
        "mapping",
        "file_name",
        "sha256",
        "rows",
        "added",
        "repeated",
        "refused",
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    rows=models.F("added") + models.F("repeated") + models.F("refused")
                ),
                name="every_row_is_accounted_for",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class RefusedRow(Record):
    """A row that could not be taken in, kept with the reason. ``sealed`` are its cells."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="refused_rows")
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=400)
    sealed = models.TextField(blank=True)

    personal: ClassVar = {
        "sealed": Personal(
            purpose="Mending and taking in the row",
            retention="Until it is mended, one year at most",
            seen_by="Staff who import responses",
        )
    }
    impersonal: ClassVar = ("intake", "sheet", "row", "column", "reason")

    class Meta:
        ordering: ClassVar = ["sheet", "row"]

    def __str__(self) -> str:
        return f"Row {self.row}: {self.reason}"
