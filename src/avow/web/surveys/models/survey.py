from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.web.core.records import STAFF_ACT, Record
from avow.web.plan.models import Version
from avow.web.surveys import states

HERE = "here"
ELSEWHERE = "elsewhere"
PLACES = ((HERE, "Asked on this site"), (ELSEWHERE, "Asked elsewhere and imported"))


class Survey(Record):
    """What the public is asked about one version of the plan, and when.

    Texts are per language: ``{"en": "…", "ar": "…"}``, keyed by BCP 47 tags; ``languages`` lists
    them, the one it is written in first. An Easy Read version is a language, ``en-x-easyread``.
    ``words`` are the words of the pages themselves (buttons, explanations) in languages other
    than English: ``{"next": {"ar": "…"}}``. ``opens_at`` and ``closes_at`` are moments; between
    them a ready survey takes answers. ``revision`` counts edits of the survey's own fields.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    place = models.CharField(max_length=10, choices=PLACES, default=HERE)
    state = models.CharField(max_length=8, choices=states.SURVEY_STATES, default=states.DRAFT)
    languages = models.JSONField(default=list)
    title = models.JSONField(default=dict)
    introduction = models.JSONField(default=dict)
    words = models.JSONField(default=dict, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"created_by": STAFF_ACT}
    impersonal: ClassVar = (
        "version",
        "slug",
        "place",
        "state",
        "languages",
        "title",
        "introduction",
        "words",
        "opens_at",
        "closes_at",
        "closed_at",
        "revision",
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="survey_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.READY)
                | Q(opens_at__isnull=False, closes_at__isnull=False)
                | Q(place=ELSEWHERE),
                name="ready_survey_has_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.in_language(self.title)

    def in_language(self, wording: dict[str, str], language: str = "") -> str:
        """Return a wording in ``language``, else in the one the survey is written in."""
        first = self.languages[0] if self.languages else "en"
        return wording.get(language) or wording.get(first, "")

    def takes_answers(self, now: datetime) -> bool:
        """Return whether the public may answer at ``now``."""
        return (
            self.place == HERE
            and self.state == states.READY
            and self.opens_at is not None
            and self.closes_at is not None
            and self.opens_at <= now < self.closes_at
        )
