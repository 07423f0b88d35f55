"""Reads that pages, waiting lists and the document share."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from avow.analysis.clocks import add_working_days
from avow.web.profiles import states
from avow.web.profiles.document.content import Signal
from avow.web.profiles.models import Edition, Reply, Wording
from avow.web.profiles.models.reply import SIGNAL
from avow.web.profiles.outline import outline


def editions() -> dict[str, list[Edition]]:
    """Return the editions of every unit, newest first, without their manifests."""
    found: dict[str, list[Edition]] = {}
    for edition in Edition.objects.defer("manifest").select_related("fixed_by"):
        found.setdefault(edition.unit, []).append(edition)
    return found


def in_force(unit: str) -> Edition | None:
    """Return the unit's newest fixed edition."""
    return Edition.objects.filter(unit=unit, state=states.FIXED).first()


def signals_in_force(unit: str) -> list[Signal]:
    """Return the signals of the unit's edition in force, as it states them."""
    edition = in_force(unit)
    return [Signal(**each) for each in edition.manifest["signals"]] if edition else []


def due_on(edition: Edition) -> date | None:
    """Return by when the unit replies to an edition's signals; None for a draft."""
    if edition.fixed_at is None:
        return None
    return add_working_days(timezone.localdate(edition.fixed_at), outline().reply_working_days)


def newest_words(unit: str) -> dict[str, Wording]:
    """Return the newest wording of each section."""
    held = Wording.objects.filter(unit=unit).order_by("number").select_related("written_by")
    return {wording.section: wording for wording in held}


def newest_replies(units: Iterable[str]) -> list[Reply]:
    """Return the newest wording of each reply of these units, newest first."""
    found: dict[tuple[str, str, str], Reply] = {}
    for reply in Reply.objects.filter(unit__in=list(units)).order_by("number"):
        found[reply.unit, reply.about, reply.key] = reply
    return sorted(found.values(), key=lambda reply: reply.created_at, reverse=True)


def wordings_of(reply: Reply) -> list[Reply]:
    """Return every wording of a reply, newest first."""
    same: dict[str, Any] = {"unit": reply.unit, "about": reply.about, "key": reply.key}
    return list(Reply.objects.filter(**same).order_by("-number"))


def unanswered(unit: str) -> list[Signal]:
    """Return the signals of the edition in force that wait for a reply: none that is good."""
    told = Reply.objects.filter(unit=unit, about=SIGNAL).values_list("key", flat=True)
    answered = set(told)
    return [
        signal
        for signal in signals_in_force(unit)
        if signal.reads != "better" and signal.key not in answered
    ]


def unread() -> list[Reply]:
    """Return the newest wordings of replies that nobody has read yet, oldest first."""
    return list(Reply.objects.filter(read__isnull=True).order_by("created_at"))
