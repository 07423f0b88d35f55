"""What this room has beside the figures of a unit, for the unit's page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.core.units import Beside
from avow.web.profiles import drafts, queries
from avow.web.profiles.models.reply import MEASURE, SIGNAL
from avow.web.profiles.permissions import reads_unit, sees_exact, units_of


def beside(person: Person, unit: str) -> list[Beside]:
    """Return the commander's replies, the profile in force, and the way to reply."""
    if not person.may("profile.read") or not reads_unit(person, unit):
        return []
    own = units_of(person)
    exact = sees_exact(person, unit)
    found = [
        Beside(
            title=reply.title,
            text=reply.text,
            who=drafts.post(unit),
            day=timezone.localdate(reply.created_at),
            measure=_measure(reply.about, reply.key),
            url=reverse("profiles:reply-history", args=[reply.pk]) if reply.number > 1 else "",
            act=_("All wordings of this reply"),
        )
        for reply in queries.newest_replies([unit])
        if exact or reply.for_partners
    ]
    edition = queries.in_force(unit)
    if edition:
        found.append(
            Beside(
                title=_("Problem profile"),
                url=reverse("profiles:edition", args=[edition.pk]),
                act=_("Read the problem profile of %(period)s") % {"period": edition.period_label},
            )
        )
    if unit in own:
        found.append(
            Beside(
                title=_("Right of reply"),
                url=reverse("profiles:answerable", args=[unit]),
                act=_("Reply for %(unit)s") % {"unit": unit},
            )
        )
    return found


def _measure(about: str, key: str) -> str:
    return key.split("|", maxsplit=1)[0] if about in (MEASURE, SIGNAL) else ""
