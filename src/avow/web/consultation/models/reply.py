from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.web.consultation import states
from avow.web.consultation.models.answer import AnswerRevision
from avow.web.consultation.models.ask import Ask
from avow.web.core.records import STAFF_ACT, Personal, Record


class Reply(Record):
    """An organisation's reply to an answer, written through a link without an account.

    The link's token is kept as a hash. What was written does not change; once decided, nothing
    does.
    """

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="replies")
    wording = models.ForeignKey(AnswerRevision, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=200)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=states.REPLY_STATES, default=states.INVITED)
    ground = models.CharField(max_length=30, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar = {
        "organisation": Personal(
            purpose="Whose reply it is",
            retention="As long as the answer it replies to",
            seen_by="Staff who review replies; the public with the reply",
            may_leave="with the answer",
        ),
        "text": Personal(
            purpose="What the organisation replies to the force's answer",
            retention="As long as the answer it replies to",
            seen_by="Staff who review replies; the public once it is published",
            may_leave="with the answer",
        ),
        "invited_by": STAFF_ACT,
        "decided_by": STAFF_ACT,
    }
    impersonal: ClassVar = (
        "ask",
        "wording",
        "token_hash",
        "expires_on",
        "written_at",
        "state",
        "ground",
        "decided_at",
    )

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wording", "organisation"],
                condition=~Q(state=states.INVITED),
                name="one_reply_to_a_wording",
            ),
            models.CheckConstraint(
                condition=Q(state=states.INVITED, text="", written_at__isnull=True)
                | (~Q(state=states.INVITED) & ~Q(text="") & Q(written_at__isnull=False)),
                name="reply_is_written",
            ),
            models.CheckConstraint(
                condition=(Q(state=states.REFUSED) & ~Q(ground=""))
                | (~Q(state=states.REFUSED) & Q(ground="")),
                name="refused_for_a_stated_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(states.INVITED, states.WRITTEN),
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    state__in=(states.SHOWN, states.REFUSED),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="reply_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Reply {self.pk}"
