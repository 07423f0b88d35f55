from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from avow.web.consultation import states
from avow.web.core.records import STAFF_ACT, Personal, Record
from avow.web.plan.models import Version

ORGANISATION = "organisation"
PERSON = "person"
KINDS = ((ORGANISATION, "An organisation"), (PERSON, "A private person"))


class Submission(Record):
    """What an organisation or a person wrote to the force about a version of its plan.

    ``text`` has plain line ends and never changes: every quote is a place in it. Reading it goes
    through ``actions.read_submission``, which leaves a trace.
    """

    organisation = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=KINDS, default=ORGANISATION)
    title = models.CharField(max_length=200)
    received_on = models.DateField()
    document = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=states.SUBMISSION_STATES, default=states.UNREAD)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {
        "organisation": Personal(
            purpose="Whom to answer, and whose words they are",
            retention="Ten years after the consultation closed",
            seen_by="Staff who review submissions; the public for an organisation that is answered",
            may_leave="with the answer",
        ),
        "text": Personal(
            purpose="Finding what is asked of the plan, in its own words",
            retention="Ten years after the consultation closed",
            seen_by="Staff who review submissions; each reading is recorded",
        ),
        "title": Personal(
            purpose="Telling submissions apart",
            retention="Ten years after the consultation closed",
            seen_by="Staff who review submissions; the public with an answer to an organisation",
            may_leave="with the answer",
        ),
        "document": Personal(
            purpose="Finding the file it came in",
            retention="Ten years after the consultation closed",
            seen_by="Staff who review submissions",
        ),
        "imported_by": STAFF_ACT,
    }
    impersonal: ClassVar = ("kind", "received_on", "sha256", "version", "state")

    class Meta:
        ordering: ClassVar = ["-received_on", "-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="submission_has_text")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_of_state(self) -> str:
        """Return how the state is drawn as a tag."""
        return {states.REVIEWED: "good", states.IN_REVIEW: "doing"}.get(self.state, "plan")

    @property
    def public_name(self) -> str:
        """Return who is named in public: an organisation, never a private person."""
        return self.organisation if self.kind == ORGANISATION else gettext("A member of the public")

    @property
    def public_title(self) -> str:
        """Return the title in public; a private person's could hold a name."""
        return self.title if self.kind == ORGANISATION else gettext("A submission")
