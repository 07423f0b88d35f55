from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Record
from avow.web.initiatives import states
from avow.web.initiatives.models.initiative import Initiative


class Assessment(Record):
    """One version of the equality impact assessment of an initiative.

    ``answers`` holds the answers by the keys of the questions in ``definition``. ``about`` is the
    revision of the initiative that it assesses, and ``proposed`` what that said, both set when it
    is handed in. Signed, it never changes: what changes afterwards is the next version.
    ``revision`` counts the saves of a draft. ``remark`` says why it was signed in spite of what
    the page asked to look at.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    definition = models.SlugField(max_length=40, default="default")
    answers = models.JSONField(default=dict)
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=states.ASSESSMENT_STATES, default=states.DRAFT)
    about = models.PositiveIntegerField(null=True, blank=True)
    proposed = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    remark = models.CharField(max_length=500, blank=True)
    returned = models.CharField(max_length=500, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar = {"signed_by": STAFF_ACT}
    impersonal: ClassVar = (
        "initiative",
        "number",
        "definition",
        "answers",
        "review_on",
        "state",
        "about",
        "proposed",
        "revision",
        "remark",
        "returned",
        "signed_at",
    )

    class Meta:
        ordering: ClassVar = ["initiative", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "number"], name="assessment_version_once"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=~Q(state=states.SIGNED),
                name="one_unsigned_assessment",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=states.SIGNED,
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                    review_on__isnull=False,
                    about__isnull=False,
                )
                | (~Q(state=states.SIGNED) & Q(signed_by__isnull=True, signed_at__isnull=True)),
                name="signed_assessment_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"
