from typing import ClassVar

from django.db import models
from django.db.models import Q

from avow.web.core.records import Record
from avow.web.initiatives.models.assessment import Assessment


class Mitigation(Record):
    """Something that is done so that an initiative harms nobody: what, by which post, by when.

    Once the assessment is handed in, only the day on which it was done may still be set.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="mitigations")
    what = models.CharField(max_length=500)
    post = models.CharField(max_length=120)
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    impersonal: ClassVar = ("assessment", "what", "post", "due", "done_on")

    class Meta:
        ordering: ClassVar = ["due", "created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(what=""), name="mitigation_says_what")
        ]

    def __str__(self) -> str:
        return self.what
