from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.core.records import STAFF_ACT, Record

PROFILE, MEASURE, SIGNAL = "profile", "measure", "signal"
ABOUT = ((PROFILE, "The profile"), (MEASURE, "A measure"), (SIGNAL, "A signal"))


class Reply(Record):
    """What a unit's commander replies: one wording, never changed and never removed.

    ``about`` and ``key`` say to what: a section of the profile (or all of it, without a key), a
    measure by its name, a signal by its key. A new wording is a new row with the next ``number``.
    """

    unit = models.CharField(max_length=120)
    about = models.CharField(max_length=7, choices=ABOUT)
    key = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    number = models.PositiveIntegerField()
    text = models.TextField()
    for_partners = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"written_by": STAFF_ACT}
    impersonal: ClassVar = ("unit", "about", "key", "title", "number", "text", "for_partners")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "about", "key", "number"], name="reply_numbered_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="reply_says_something"),
            models.CheckConstraint(
                condition=Q(about=PROFILE) | ~Q(key=""), name="reply_says_to_what"
            ),
        ]

    def __str__(self) -> str:
        return f"Reply of {self.unit} on {self.key or 'its profile'}, wording {self.number}"


class ReplyRead(Record):
    """An analyst or plan lead has read a wording of a reply."""

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="read")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal: ClassVar = {"read_by": STAFF_ACT}
    impersonal: ClassVar = ("reply",)

    def __str__(self) -> str:
        return f"{self.reply} was read"
