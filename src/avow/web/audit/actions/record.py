"""Write one event at the end of the chain."""

from typing import Any, Protocol
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from avow.web.audit.chain import GENESIS, digest, seal
from avow.web.audit.models import Event, Head


class Actor(Protocol):
    """Whoever acts: a person with an identifier. The chain holds no name."""

    @property
    def pk(self) -> UUID: ...


class NoTransactionError(RuntimeError):
    """An event was to be written outside the transaction of the act it tells of."""


def record(*, by: Actor | None, verb: str, on: models.Model, **detail: Any) -> Event:
    """Append an event inside the caller's transaction.

    ``by`` is None for acts of the system itself. ``verb`` reads "thing.happened". ``detail`` holds
    small JSON values; never a name, an address or free text about a person.

    Raises:
        NoTransactionError: the caller is not in a transaction, so act and trace could part ways.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NoTransactionError(f"{verb} must be recorded in the transaction of the act.")
    head = Head.objects.select_for_update().first()
    event = Event(
        number=head.number + 1 if head else 1,
        at=timezone.now(),
        actor=str(by.pk) if by else "",
        verb=verb,
        subject_kind=on._meta.label_lower,  # noqa: SLF001 — Django's documented API
        subject=str(on.pk),
        detail=detail,
        previous=head.hash if head else GENESIS,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    Head.objects.update_or_create(
        id=1,
        defaults={
            "number": event.number,
            "hash": event.hash,
            "seal": seal(event.number, event.hash),
        },
    )
    return event
