from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Record


class ResponseDocument(Record):
    """The force's response: what was asked, by whom, what was answered and what changed.

    Its files lie in a folder, hashed; ``manifest`` names each with its hash and ``sha256`` is that
    of the manifest. A draft is made anew as often as wanted; once published it never changes.
    """

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    manifest = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {"made_by": STAFF_ACT, "published_by": STAFF_ACT}
    impersonal: ClassVar = (
        "number",
        "title",
        "introduction",
        "manifest",
        "sha256",
        "published_at",
    )

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="response_published_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def folder(self) -> str:
        """The name of its folder below ``<data>/responses``."""
        return str(self.number)
