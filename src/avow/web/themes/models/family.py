from typing import ClassVar

from django.db import models

from avow.web.core.records import Personal, Record
from avow.web.core.sealing import sealed_text
from avow.web.themes.models.frame import Frame

EXACT = "exact"
NEAR = "near"
TEMPLATE = "template"
KINDS = ((EXACT, "The same text"), (NEAR, "Nearly the same text"), (TEMPLATE, "From one template"))


class Family(Record):
    """Answers that are copies of one another: a campaign, or texts that happen to be alike.

    ``people`` and ``texts`` count both ways. ``sealed`` is the text they share, encrypted; read
    and set it as ``template``.
    """

    frame = models.ForeignKey(Frame, on_delete=models.CASCADE, related_name="families")
    kind = models.CharField(max_length=8, choices=KINDS)
    people = models.PositiveIntegerField()
    texts = models.PositiveIntegerField()
    sealed = models.TextField()

    template = sealed_text("sealed", "The text they share, gaps shown as […]")

    personal: ClassVar = {
        "sealed": Personal(
            purpose="Showing what a campaign asked its supporters to send",
            retention="As long as the answers",
            seen_by="Staff who read themes; each reading is recorded",
        )
    }
    impersonal: ClassVar = ("frame", "kind", "people", "texts")

    class Meta:
        ordering: ClassVar = ["-people", "id"]
        indexes: ClassVar = [models.Index(fields=["frame", "-people", "id"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(people__gte=models.F("texts")),
                name="no_more_texts_than_people",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.people}"
