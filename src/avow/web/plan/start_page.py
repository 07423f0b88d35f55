"""What waits in the plan, for the start page of whoever does it."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.plan.updates import Update, unanswered


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return what the person is asked to report on, and whom the plan lead waits for."""
    if not (person.may("progress.report") or person.may("progress.remind")):
        return []
    update = unanswered(today)
    if update is None:
        return []
    found = []
    if person.may("progress.report"):
        found += _own(person, update)
    if person.may("progress.remind"):
        found += _others(update)
    return found


def _own(person: Person, update: Update) -> list[Waiting]:
    n = len(update.of(person).waiting)
    if not n:
        return []
    said = ngettext(
        "%(n)d action to report on for %(month)s, by %(day)s",
        "%(n)d actions to report on for %(month)s, by %(day)s",
        n,
    ) % {
        "n": n,
        "month": date_format(update.asked.month, "F"),
        "day": date_format(update.asked.due, "j F"),
    }
    late = _("%(n)d late") % {"n": n} if update.is_overdue else ""
    return [Waiting(said, reverse("plan:update"), late)]


def _others(update: Update) -> list[Waiting]:
    """Tell of what is missing once the plan lead is to see to it."""
    n = update.missing
    if not n or not update.is_escalated:
        return []
    said = ngettext(
        "%(n)d action without this month’s update",
        "%(n)d actions without this month’s update",
        n,
    )
    return [Waiting(said % {"n": n}, reverse("plan:reminders"), _("%(n)d late") % {"n": n})]
