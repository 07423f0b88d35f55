from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.core.sealing import seal_bytes, unseal_bytes
from avow.web.surveys import states
from avow.web.surveys.models.survey import Survey

GIVEN_ONLINE, GIVEN_ON_PAPER = "online", "paper"
HOW_GIVEN = ((GIVEN_ONLINE, "Online"), (GIVEN_ON_PAPER, "On paper"))


class Mapping(Record):
    """Which column of an export answers which question: saved for the next file of its kind.

    ``headers`` are the headers it is for, ``columns`` what each becomes (see
    `avow.analysis.responses.exports.Column`).
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
    """One file of responses: waiting for somebody to say what its columns are, or taken in.

    While it waits, ``sealed_file`` is the file, encrypted; afterwards that is empty, and ``rows``
    is what it had, each ``added``, ``repeated`` (here already) or ``refused``. ``new_questions``
    are those that a survey asked elsewhere gets from it; ``assumed`` is what every row is taken to
    answer.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="intakes")
    mapping = models.ForeignKey(Mapping, on_delete=models.PROTECT, null=True, blank=True)
    state = models.CharField(
        max_length=8, choices=states.INTAKE_STATES, default=states.FILE_WAITING
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sealed_file = models.BinaryField(default=bytes)
    header_rows = models.PositiveSmallIntegerField(default=1)
    given = models.CharField(max_length=6, choices=HOW_GIVEN, default=GIVEN_ONLINE)
    language = models.CharField(max_length=35, default="en")
    columns = models.JSONField(default=dict)
    new_questions = models.JSONField(default=list)
    assumed = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {
        "sealed_file": Personal(
            purpose="Saying what its columns are before its answers are taken in",
            retention="Until it is taken in or thrown away",
            seen_by="Staff who import responses",
        ),
        "imported_by": STAFF_ACT,
    }
    impersonal: ClassVar = (
        "survey",
        "mapping",
        "state",
        "file_name",
        "sha256",
        "header_rows",
        "given",
        "language",
        "columns",
        "new_questions",
        "assumed",
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
            ),
            models.CheckConstraint(
                condition=~models.Q(state=states.FILE_TAKEN_IN) | models.Q(sealed_file=b""),
                name="file_is_gone_once_taken_in",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def data(self) -> bytes:
        """The file as it came, decrypted; empty once it is taken in."""
        if not self.sealed_file:
            return b""
        return unseal_bytes(self.sealed_file, context=f"surveys.intake.sealed_file:{self.pk}")

    @data.setter
    def data(self, data: bytes) -> None:
        context = f"surveys.intake.sealed_file:{self.pk}"
        self.sealed_file = seal_bytes(data, context=context) if data else b""


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

    @property
    def context(self) -> str:
        """What its cells are sealed to."""
        return f"surveys.refusedrow.sealed:{self.pk}"
