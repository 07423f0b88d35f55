from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.themes.models.frame import Frame


class Summary(Record):
    """What the public is told of the themes of one question, as it was published.

    ``content`` never changes; ``sha256`` is its hash. Withdrawn, it stays as history.
    """

    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="summaries")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {
        "content": Personal(
            purpose="Telling the public what people said, with quotes that name nobody",
            retention="As long as the consultation is public",
            seen_by="Everybody",
            may_leave="with the answer",
        ),
        "published_by": STAFF_ACT,
        "withdrawn_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("frame", "sha256", "withdrawn_at")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["frame"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_public_summary_of_a_question",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="summary_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.frame)
