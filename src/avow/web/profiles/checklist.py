"""What is to be done before an edition can be fixed, and what deserves a second look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow import definitions
from avow.web.profiles import queries
from avow.web.profiles.document.content import Content, Part
from avow.web.profiles.models import Edition
from avow.web.profiles.outline import outline


@dataclass(frozen=True)
class Point:
    """Something to do. It ``blocks`` fixing, or is only worth a look; ``section`` is where."""

    what: str
    section: str = ""
    blocks: bool = True


def checklist(edition: Edition, made: Content) -> list[Point]:
    """Return what is open; empty where the edition can be fixed."""
    found: list[Point] = []
    for planned in outline().sections:
        part = next(each for each in made.sections if each.id == planned.id)
        if planned.needed and part.words is None:
            what = _("“%(heading)s” needs words.") % {"heading": planned.heading}
            found.append(Point(what, planned.id))
        found += _of_words(part)
    unread = sum(reply.unit == edition.unit for reply in queries.unread())
    if unread:
        said = ngettext(
            "%(n)d reply of the commander was not read.",
            "%(n)d replies of the commander were not read.",
            unread,
        )
        found.append(Point(said % {"n": unread}))
    return found


def _of_words(part: Part) -> Iterator[Point]:
    if part.words is None:
        return
    n = len(part.words.changes)
    if n:
        said = ngettext(
            "“%(heading)s”: %(n)d figure changed since the words were written: do they hold?",
            "“%(heading)s”: %(n)d figures changed since the words were written: do they hold?",
            n,
        )
        yield Point(said % {"heading": part.heading, "n": n}, part.id)
    for advice in unhelpful(" ".join(_texts(part))):
        yield Point(f"“{part.heading}”: {advice}", part.id, blocks=False)


def _texts(part: Part) -> Iterator[str]:
    for paragraph in part.words.paragraphs if part.words else ():
        yield from (paragraph.text, *paragraph.items)


def unhelpful(text: str) -> list[str]:
    """Return advice on words that blame, or that say more than is known."""
    found = []
    for row in definitions.read("profiles", "default")["unhelpful"]:
        match = re.search(rf"\b(?:{row['words']})\b", text, re.IGNORECASE)
        if match:
            found.append(f"“{match.group(0)}”: {row['advice']}")
    return found
