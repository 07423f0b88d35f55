from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from avow.web.core.records import STAFF_ACT, Record
from avow.web.releases.models.revision import Revision

APPROVE, REJECT, CHANGES = "approve", "reject", "request-changes"
VERDICTS = (
    (APPROVE, _("Approve: this may be published as it is")),
    (CHANGES, _("Ask for changes: it may be published once they are made")),
    (REJECT, _("Reject: this may not be published")),
)


class Review(Record):
    """One person's verdict on one revision. Never changed (the database refuses).

    ``proposer`` and ``maker`` repeat who proposed and who made the revision, so that the database
    itself refuses a verdict on one's own work.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(max_length=15, choices=VERDICTS)
    comment = models.TextField(blank=True)

    personal: ClassVar = {"proposer": STAFF_ACT, "maker": STAFF_ACT, "reviewer": STAFF_ACT}
    impersonal: ClassVar = ("revision", "verdict", "comment")

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "reviewer"], name="one_verdict_each"),
            models.CheckConstraint(
                condition=~Q(reviewer=F("maker")) & ~Q(reviewer=F("proposer")),
                name="nobody_reviews_their_own",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[name for name, _label in VERDICTS]),
                name="verdict_is_known",
            ),
        ]

    def clean(self) -> None:
        """Raise ValidationError unless whoever does not approve says why."""
        if self.verdict != APPROVE and not self.comment.strip():
            raise ValidationError({"comment": _("Say what stands in the way.")})

    def __str__(self) -> str:
        return self.verdict
