"""What waits in profiles: signals without a reply, replies to read."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.profiles import queries
from avow.web.profiles.models import Reply
from avow.web.profiles.permissions import reads_replies, units_of


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return the signals a commander owes a reply to, and the replies nobody has read."""
    found = [one for unit in units_of(person) if (one := _to_reply(unit, today))]
    if reads_replies(person):
        n = Reply.objects.filter(read__isnull=True).count()
        said = ngettext(
            "%(n)d reply of a commander to read", "%(n)d replies of commanders to read", n
        )
        if n:
            found.append(Waiting(said % {"n": n}, reverse("profiles:replies")))
    return found


def _to_reply(unit: str, today: date) -> Waiting | None:
    edition = queries.in_force(unit)
    n = len(queries.unanswered(unit)) if edition else 0
    if not edition or not n:
        return None
    said = ngettext(
        "%(n)d signal of %(unit)s without your reply, asked for by %(day)s",
        "%(n)d signals of %(unit)s without your reply, asked for by %(day)s",
        n,
    )
    due = queries.due_on(edition) or today
    told = {"n": n, "unit": unit, "day": date_format(due, "j F")}
    late = _("past its day") if due < today else ""
    return Waiting(said % told, reverse("profiles:answerable", args=[unit]), late)
