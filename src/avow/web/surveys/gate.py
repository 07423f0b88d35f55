"""What keeps floods out without knowing anybody: work for the browser, or a short wait.

Beginning to answer needs a *ticket* from the start page. With scripts the browser solves a small
puzzle; without, it waits some seconds. The more begin from one place, the longer both take; nobody
is ever refused for good, so a school behind one address gets in.

Places are counted in this process's memory under a key that nobody can turn back into an address
and that changes every day. Nothing is written down.
"""

import hashlib
import hmac
import math
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core import signing

from avow.web.surveys.models import Survey

_SALT = "surveys.ticket"
_DAY = 24 * 60 * 60
LASTS = 2 * 60 * 60
BITS, MOST_BITS = 15, 24
EASY_STARTS = 40
WAIT = 5
EASY_WAITS, EASY_WAITS_ANYWHERE = 10, 100
EASY_TRIES, TRY_WAIT = 8, 60
ANYWHERE = "anywhere"


class Places:
    """How much was done lately from each place: counts that halve every ``half_life`` seconds."""

    def __init__(self, half_life: float, most: int = 20_000) -> None:
        self._half_life = half_life
        self._most = most
        self._lock = threading.Lock()
        self._counts: dict[bytes, tuple[float, float]] = {}
        self._secret, self._day = secrets.token_bytes(32), -1

    def level(self, place: str, now: float) -> float:
        """Return the count of a place."""
        with self._lock:
            return self._now(self._key(place, now), now)

    def add(self, place: str, now: float) -> None:
        """Count one more for a place."""
        with self._lock:
            key = self._key(place, now)
            count = self._now(key, now) + 1
            self._counts.pop(key, None)
            self._counts[key] = (count, now)
            while len(self._counts) > self._most:
                self._counts.pop(next(iter(self._counts)))

    def clear(self) -> None:
        """Forget every place."""
        with self._lock:
            self._counts.clear()

    def _now(self, key: bytes, now: float) -> float:
        count, then = self._counts.get(key, (0.0, now))
        return float(count * 0.5 ** ((now - then) / self._half_life))

    def _key(self, place: str, now: float) -> bytes:
        day = int(now // _DAY)
        if day != self._day:
            self._secret, self._day = secrets.token_bytes(32), day
            self._counts.clear()
        return hmac.new(self._secret, place.encode(), "sha256").digest()[:12]


@dataclass(slots=True)
class Gate:
    """The counts of one process: who began with work, who began without, who tried wrong codes."""

    clock: Callable[[], float] = time.time
    starts: Places = field(default_factory=lambda: Places(half_life=1800))
    waits: Places = field(default_factory=lambda: Places(half_life=1800))
    tries: Places = field(default_factory=lambda: Places(half_life=120))

    def clear(self) -> None:
        """Forget everything counted."""
        for places in (self.starts, self.waits, self.tries):
            places.clear()


gate = Gate()


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a start page gives: the words to sign the work with, and how hard the work is."""

    text: str
    nonce: str
    bits: int
    at: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a start is let in; if not, how many seconds to wait (0: take a new ticket)."""

    nonce: str = ""
    wait: int = 0
    worked: bool = False


def place_of(address: str) -> str:
    """Return the place an address is counted under: itself, or its network of 64 bits for IPv6."""
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    return str(known if known.version == 4 else ip_network((known, 64), strict=False))


def address_of(meta: Mapping[str, str]) -> str:
    """Return the address a request comes from: in production what the proxy next to us says."""
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "") if settings.PRODUCTION else ""
    return forwarded.rsplit(",", 1)[-1].strip() or meta.get("REMOTE_ADDR", "")


def new_ticket(survey: Survey, place: str) -> Ticket:
    """Return a ticket whose work is as hard as the place has become busy."""
    nonce, bits, at = secrets.token_hex(12), bits_for(place), gate.clock()
    text = signing.dumps([survey.pk.hex, nonce, bits, round(at, 1)], salt=_SALT)
    return Ticket(text, nonce, bits, at)


def bits_for(place: str) -> int:
    """Return how many leading zero bits the work must show: two more each time starts double."""
    busy = gate.starts.level(place, gate.clock()) / EASY_STARTS
    return min(MOST_BITS, BITS + (math.ceil(2 * math.log2(busy)) if busy > 1 else 0))


def admit(survey: Survey, place: str, ticket: str, work: str) -> Verdict:
    """Say whether somebody may begin with this ticket and work. Tell ``began`` if they do."""
    known = _read(survey, ticket)
    now = gate.clock()
    if known is None or now - known.at > LASTS:
        return Verdict(wait=WAIT)
    if works(ticket, work, known.bits) and known.bits >= bits_for(place) - 1:
        return Verdict(nonce=known.nonce, worked=True)
    left = _wait_for(place) - (now - known.at)
    return Verdict(wait=math.ceil(left)) if left > 0 else Verdict(nonce=known.nonce)


def began(place: str, verdict: Verdict) -> None:
    """Count a start. A ticket that was used before begins nothing, so it counts for nothing."""
    now = gate.clock()
    gate.starts.add(place, now)
    if not verdict.worked:
        gate.waits.add(place, now)
        gate.waits.add(ANYWHERE, now)


def works(ticket: str, work: str, bits: int) -> bool:
    """Return whether the hash of ticket and work begins with so many zero bits."""
    if not work.isascii() or not work.isdecimal() or len(work) > 12:
        return False
    found = hashlib.sha256(f"{ticket}:{work}".encode()).digest()
    return int.from_bytes(found) >> (256 - bits) == 0


def may_try(place: str) -> bool:
    """Return whether another code may be tried from a place."""
    return gate.tries.level(place, gate.clock()) < EASY_TRIES


def tried(place: str) -> None:
    """Count a wrong code."""
    gate.tries.add(place, gate.clock())


def _wait_for(place: str) -> float:
    """Return how old a ticket without work must be: double after every few such starts."""
    now = gate.clock()
    here = int(gate.waits.level(place, now) // EASY_WAITS)
    anywhere = int(gate.waits.level(ANYWHERE, now) // EASY_WAITS_ANYWHERE)
    return min(WAIT * 2.0 ** min(20, here + anywhere), LASTS - 60.0)


def _read(survey: Survey, text: str) -> Ticket | None:
    try:
        owner, nonce, bits, at = signing.loads(text[:400], salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(text, nonce, bits, at) if owner == survey.pk.hex else None
