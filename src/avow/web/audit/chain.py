"""The hash chain: how an event is hashed, how the head is sealed, how both are checked."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings

from avow.web.audit.backing import unfounded
from avow.web.audit.models import Event, Head

GENESIS = "0" * 64


def digest(event: Event) -> str:
    """Return the SHA-256 (hex) over every field of the event but its own hash."""
    content = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor,
        "verb": event.verb,
        "subject_kind": event.subject_kind,
        "subject": event.subject,
        "detail": event.detail,
        "previous": event.previous,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal(number: int, digest_: str) -> str:
    """Return the head's seal (HMAC-SHA-256, hex) under AVOW_AUDIT_KEY."""
    key = settings.AUDIT_KEY.encode()
    return hmac.new(key, f"{number}:{digest_}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found: how many events, and each fault in words."""

    events: int
    head: str
    faults: tuple[str, ...]


def verify(held: str | None = None) -> Verdict:
    """Walk the whole chain, then compare with it what stands in the registers.

    ``held`` is a head ("number:hash") that somebody outside wrote down earlier; the chain must
    still pass through it.
    """
    faults = list(_walk())
    last = Event.objects.last()
    head = Head.objects.first()
    faults += _head_faults(head, last)
    faults += unfounded()
    if held:
        faults += _held_faults(held)
    shown = f"{last.number}:{last.hash}" if last else f"0:{GENESIS}"
    return Verdict(Event.objects.count(), shown, tuple(faults))


def _walk() -> Iterator[str]:
    number, previous = 0, GENESIS
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        if event.number != number + 1:
            yield f"Events {number + 1} to {event.number - 1} are missing."
        elif event.previous != previous:
            yield f"Event {event.number} does not follow the one before it."
        if digest(event) != event.hash:
            yield f"Event {event.number} was changed after it was written."
        number, previous = event.number, event.hash


def _head_faults(head: Head | None, last: Event | None) -> Iterator[str]:
    if head is None:
        if last is not None:
            yield "The head of the chain is missing."
        return
    if not hmac.compare_digest(head.seal, seal(head.number, head.hash)):
        yield "The head of the chain was changed without its key."
    if last is None or (last.number, last.hash) != (head.number, head.hash):
        yield f"The chain ends at event {last.number if last else 0}, its head says {head.number}."


def _held_faults(held: str) -> Iterator[str]:
    number, _, digest_ = held.partition(":")
    if not number.isdigit():
        yield f"{held} is no head: it is a number, a colon and a hash, as `avow audit head` prints."
        return
    found = Event.objects.filter(number=int(number)).first()
    if int(number) and (found is None or found.hash != digest_):
        yield f"The chain does not pass through the head held outside ({held})."
