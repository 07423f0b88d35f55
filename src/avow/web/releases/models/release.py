from typing import ClassVar

from django.conf import settings
from django.db import models

from avow.web.core.records import STAFF_ACT, Record
from avow.web.releases.models.revision import Revision


class Release(Record):
    """A published, immutable set of files; ``sha256`` is that of its manifest on disk."""

    number = models.PositiveIntegerField(unique=True)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    released_at = models.DateTimeField()
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="release")
    manifest = models.JSONField()
    sha256 = models.CharField(max_length=64)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"released_by": STAFF_ACT}
    impersonal: ClassVar = (
        "number",
        "slug",
        "title",
        "released_at",
        "revision",
        "manifest",
        "sha256",
    )

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def folder(self) -> str:
        """The name of the release's folder below ``<data>/releases``."""
        return f"{self.number}-{self.slug}"
