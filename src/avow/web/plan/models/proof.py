from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from avow.web.core.records import STAFF_ACT, Record

DOCUMENT = "document"


class Proof(Record):
    """Something with a day on it that shows how far an action is: a document, or what is cited.

    ``kind`` is `DOCUMENT`, or a kind that a room offers (`core.evidence`), whose ``key`` then says
    which. Taken away, it stays as history; the database lets nothing else of it change.
    """

    action_lineage = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20, default=DOCUMENT)
    key = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    dated = models.DateField()
    shows = models.TextField()
    address = models.URLField(blank=True)
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal: ClassVar = {"attached_by": STAFF_ACT, "removed_by": STAFF_ACT}
    impersonal: ClassVar = (
        "action_lineage",
        "kind",
        "key",
        "title",
        "dated",
        "shows",
        "address",
        "removed_at",
    )

    class Meta:
        ordering: ClassVar = ["-dated", "-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action_lineage", "kind", "key"],
                condition=Q(removed_at__isnull=True) & ~Q(key=""),
                name="cited_once",
            ),
            models.CheckConstraint(condition=~Q(shows=""), name="proof_shows_something"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="proof_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


KIND_LABELS = {DOCUMENT: _("Document or note")}
