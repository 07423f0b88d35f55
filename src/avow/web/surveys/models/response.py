from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.surveys import states
from avow.web.surveys.models.survey import Survey
from avow.web.surveys.models.taken_in import Intake

ONLINE = "online"
PAPER = "paper"
IMPORTED = "imported"
WAYS = ((ONLINE, "On this site"), (PAPER, "On paper"), (IMPORTED, "Imported"))


def today() -> date:
    """Return today's date: nothing finer may be stored of when somebody answered."""
    return timezone.localdate()


class Response(Record):
    """One person's (or group's) response. It holds no name, address, device or time of day.

    ``code_digest`` finds it again by the code its author was given. ``turn`` counts the pages
    served to them, so that a page left behind in a browser opens nothing. ``source_key`` is its key
    in the file it was imported from, so that a second import adds nothing; ``source_digest`` tells
    whether its answers have changed there since.
    """

    created_at = models.DateField(default=today, editable=False)  # type: ignore[assignment]
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    way = models.CharField(max_length=8, choices=WAYS, default=ONLINE)
    language = models.CharField(max_length=35, default="en")
    state = models.CharField(max_length=10, choices=states.RESPONSE_STATES, default=states.STARTED)
    sent_on = models.DateField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    turn = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    intake = models.ForeignKey(
        Intake, on_delete=models.PROTECT, null=True, blank=True, related_name="responses"
    )
    source_key = models.CharField(max_length=160, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)

    personal: ClassVar = {
        "code_digest": Personal(
            purpose="Letting its author come back, change or withdraw it",
            retention="Until the survey closes",
            seen_by="Nobody: it is compared, never shown",
        ),
        "language": Personal(
            purpose="Showing the survey in the language chosen; counting how it was answered",
            retention="As long as the response",
            seen_by="Staff who read responses",
            may_leave="aggregated",
        ),
        "source_key": Personal(
            purpose="Adding nothing twice when a file is imported again",
            retention="As long as the response",
            seen_by="Staff who import responses",
        ),
        "source_digest": Personal(
            purpose="Saying when an imported response has changed at its source",
            retention="As long as the response",
            seen_by="Nobody: it is compared, never shown",
        ),
        "entered_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("survey", "way", "state", "sent_on", "intake", "turn")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["survey", "state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code_digest"], condition=~Q(code_digest=""), name="response_code_once"
            ),
            models.UniqueConstraint(
                fields=["survey", "source_key"],
                condition=~Q(source_key=""),
                name="imported_response_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.SENT) | Q(sent_on__isnull=False),
                name="sent_response_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(way=PAPER) | Q(entered_by__isnull=False),
                name="paper_was_typed_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(way=IMPORTED) | (Q(intake__isnull=False) & ~Q(source_key="")),
                name="imported_response_names_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.WITHDRAWN) | Q(code_digest=""),
                name="withdrawn_response_opens_with_no_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.get_state_display()}"
