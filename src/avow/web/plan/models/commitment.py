import uuid
from typing import ClassVar

from django.db import models

from avow.web.core.records import Record
from avow.web.plan.models.pillar import Pillar


class Commitment(Record):
    """What the force promises, in one version of its plan.

    ``lineage`` stays the same through every version, so that what was asked of a commitment and
    what proves it are found again in the next one. ``revision`` counts the edits of a draft: an
    edit made on an older one is refused, never written over a newer.
    """

    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="commitments")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    impersonal: ClassVar = (
        "pillar",
        "lineage",
        "position",
        "number",
        "title",
        "text",
        "revision",
    )

    class Meta:
        ordering: ClassVar = ["pillar__position", "position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_cut(self) -> bool:
        """Whether the title is no more than the beginning of the text, cut short."""
        start = self.title.strip().rstrip("….").rstrip()
        return self.title.strip().endswith(("…", "...")) and self.text.strip().startswith(start)

    @property
    def statement(self) -> str:
        """The text, without the title where it begins with the whole of that."""
        text, title = self.text.strip(), self.title.strip()
        return text.removeprefix(title).lstrip(" .:\n") if text.startswith(title) else text
