from typing import ClassVar

from django.db import models

from avow.web.core.records import Record
from avow.web.surveys.models.survey import Survey

AGREEMENT = "agreement"
SINGLE = "single"
MULTIPLE = "multiple"
RANKING = "ranking"
TEXT = "text"
AREA = "area"
EQUALITY = "equality"
PASSAGE = "passage"
KINDS = (
    (AGREEMENT, "How far people agree, on a scale"),
    (SINGLE, "One choice"),
    (MULTIPLE, "Any number of choices"),
    (RANKING, "Putting in order"),
    (TEXT, "In their own words"),
    (AREA, "The area they answer for"),
    (EQUALITY, "Equality monitoring"),
    (PASSAGE, "Comments on passages of the plan"),
)


class Section(Record):
    """A page of a survey. ``condition`` is as for a question."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    title = models.JSONField(default=dict)
    introduction = models.JSONField(default=dict, blank=True)
    condition = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    impersonal: ClassVar = (
        "survey",
        "position",
        "title",
        "introduction",
        "condition",
        "revision",
    )

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.survey.in_language(self.title)


class Question(Record):
    """One question. Nobody must answer any.

    ``options`` are ``[{"value": "agree", "wording": {"en": "Agree"}}, …]``; ``condition`` is
    ``{"question": key, "any_of": [values]}``: asked only of those who gave one of these values.
    ``lineage`` is the commitment asked about; ``standard`` names the harmonised standard that an
    equality question follows; ``symbol`` is an icon shown beside it in the Easy Read version.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=KINDS)
    wording = models.JSONField(default=dict)
    hint = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=list, blank=True)
    condition = models.JSONField(null=True, blank=True)
    lineage = models.UUIDField(null=True, blank=True)
    standard = models.CharField(max_length=60, blank=True)
    symbol = models.CharField(max_length=20, blank=True)
    revision = models.PositiveIntegerField(default=1)

    impersonal: ClassVar = (
        "survey",
        "section",
        "position",
        "key",
        "kind",
        "wording",
        "hint",
        "options",
        "condition",
        "lineage",
        "standard",
        "symbol",
        "revision",
    )

    class Meta:
        ordering: ClassVar = ["section__position", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "key"], name="question_key_once")
        ]

    def __str__(self) -> str:
        return self.survey.in_language(self.wording)

    @property
    def is_free_text(self) -> bool:
        """Return whether people answer in their own words."""
        return self.kind in (TEXT, PASSAGE)
