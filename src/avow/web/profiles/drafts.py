"""A draft: the facts as they are now, joined with the words and replies there are."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.profiles import queries
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.content import Change, Content, Fact, Part, Said, Words
from avow.web.profiles.document.making import content
from avow.web.profiles.models import Edition, Reply, Wording
from avow.web.profiles.models.reply import PROFILE
from avow.web.profiles.outline import outline
from avow.web.profiles.paragraphs import paragraphs
from avow.web.releases.files import as_json, sha256


def joined(edition: Edition, *, exact: bool) -> Content:
    """Return what the draft says now. Without ``exact``, what partners would see of it."""
    making = Making(edition.unit, edition.period, exact)
    made = content(making, day=timezone.localdate())
    words = queries.newest_words(edition.unit)
    replies = queries.newest_replies([edition.unit])
    said = [reply for reply in replies if exact or reply.for_partners]
    sections = tuple(
        join(part, words.get(part.id), said_of(part, said), exact=exact) for part in made.sections
    )
    general = replies_on(said, "")
    return replace(made, sections=sections, number=edition.number, replies=general)


def join(
    part: Part, wording: Wording | None, replies: tuple[Said, ...], *, exact: bool = True
) -> Part:
    """Return a section with its words and replies."""
    shown = wording if wording and wording.text and (exact or wording.for_partners) else None
    words = words_of(shown, part.facts, exact=exact) if shown else None
    return replace(part, words=words, replies=replies)


def words_of(wording: Wording, facts: Iterable[Fact], *, exact: bool) -> Words:
    """Return words as they stand, with the figures that changed since they were written.

    Those are kept exact: what partners see names none of them.
    """
    return Words(
        paragraphs=paragraphs(wording.text),
        number=wording.number,
        day=timezone.localdate(wording.created_at).isoformat(),
        covering=wording.covering,
        changes=changes(wording, facts) if exact else (),
    )


def changes(wording: Wording, facts: Iterable[Fact]) -> tuple[Change, ...]:
    """Return the figures of the section that are not what they were when the words were written."""
    now = {fact.key: fact for fact in facts}
    found = []
    for key, then in wording.figures.items():
        fact = now.get(key)
        if fact is None:
            found.append(Change(then["label"], then["text"], then["period"], _("no figure"), ""))
        elif (fact.text, fact.period) != (then["text"], then["period"]):
            found.append(Change(fact.label, then["text"], then["period"], fact.text, fact.period))
    return tuple(found)


def said_of(part: Part, replies: Iterable[Reply]) -> tuple[Said, ...]:
    """Return the replies to a section: to it, to a measure first shown in it, or to a signal."""
    mine = {asked.id for asked in outline().measures_of(outline().section(part.id))}
    signals = {signal.key for signal in part.signals}
    found = []
    for reply in replies:
        here = (
            reply.key == part.id
            if reply.about == PROFILE
            else reply.key in signals or (reply.key in mine and _home(reply.key) == part.id)
        )
        if here:
            found.append(said(reply))
    return tuple(found)


def replies_on(replies: Iterable[Reply], key: str) -> tuple[Said, ...]:
    """Return the replies to the profile as a whole, or to one section of it."""
    return tuple(said(r) for r in replies if r.about == PROFILE and r.key == key)


def said(reply: Reply) -> Said:
    """Return a reply as it is shown: by post, never by name."""
    return Said(
        about=reply.title,
        who=post(reply.unit),
        day=timezone.localdate(reply.created_at).isoformat(),
        paragraphs=paragraphs(reply.text),
        number=reply.number,
    )


def post(unit: str) -> str:
    """Return what the commander of a unit is called beside a reply."""
    return _("Commander of %(unit)s") % {"unit": unit}


def _home(measure: str) -> str:
    """Return the first section that shows a measure."""
    for section in outline().sections:
        if any(measure in part.measures for part in section.parts):
            return section.id
    return ""


def fingerprint(made: Content) -> str:
    """Return a hash of what a draft says, whatever the day on which it is made."""
    return sha256(as_json({**made.as_data(), "day": ""}))
