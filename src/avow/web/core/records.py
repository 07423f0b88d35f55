"""What every stored record has, and how each of its fields is classified."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.utils import timezone


@dataclass(frozen=True)
class Personal:
    """Why a field about a person is kept, for how long, who sees it, and whether it may leave.

    ``may_leave`` is one of "never", "with the answer" (published when a named person publishes),
    or "aggregated" (only as a count that passed disclosure control).
    """

    purpose: str
    retention: str
    seen_by: str
    may_leave: str = "never"


class Record(models.Model):
    """Base of every stored record: an identifier that cannot be guessed, and when it was made.

    A model declares each of its own fields once: in ``personal`` if it says anything about a
    person, else in ``impersonal``. A field in neither fails the build.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    personal: ClassVar[Mapping[str, Personal]] = {}
    impersonal: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


STAFF_ACT = Personal(
    purpose="Who among the staff did it: accountability for decisions made in public office",
    retention="As long as the record it stands on",
    seen_by="Staff who may see the record",
)
