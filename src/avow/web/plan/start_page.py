"""What waits in the plan, for the start page of whoever does it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.units import commanded_by
from avow.web.core.waiting import Waiting
from avow.web.plan.models import Reminder
from avow.web.plan.models.reminder import FAILED
from avow.web.plan.standing import Standing
from avow.web.plan.updates import Update, unanswered
from avow.web.plan.workspace import Wanted


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return what the person is to report on or put right, and whom the plan lead waits for."""
    able = ("progress.report", "progress.remind", "progress.report-unit")
    reports, reminds, commands = (person.may(name) for name in able)
    if not (reports or reminds or commands):
        return []
    update = unanswered(today)
    if update is None:
        return []
    found: list[Waiting] = []
    if reports:
        found += [*_asked(person, update), *_wrong(person, update)]
    if commands:
        found += [one for unit in sorted(commanded_by(person)) for one in _of_unit(unit, update)]
    if reminds:
        found += [*_others(update), *_not_sent(update), *_nobody(update)]
    return found


def _late(n: int) -> str:
    return _("%(n)d late") % {"n": n} if n else ""


def _asked(person: Person, update: Update) -> Iterator[Waiting]:
    n = len(update.of(person).waiting)
    if n:
        said = ngettext(
            "%(n)d action to report on for %(month)s, by %(day)s",
            "%(n)d actions to report on for %(month)s, by %(day)s",
            n,
        ) % {
            "n": n,
            "month": date_format(update.asked.month, "F"),
            "day": date_format(update.asked.due, "j F"),
        }
        yield Waiting(said, reverse("plan:update"), _late(n if update.is_overdue else 0))


def _wrong(person: Person, update: Update) -> Iterator[Waiting]:
    """Tell of what a person answers for that is behind, or that nothing shows, all month long."""
    own = [action for action in update.every if action.person == person]
    behind = sum(action.is_behind for action in own)
    if behind:
        said = ngettext(
            "%(n)d action of yours is late, or a milestone of it is",
            "%(n)d actions of yours are late, or a milestone of theirs is",
            behind,
        )
        yield Waiting(said % {"n": behind}, _list(Wanted(mine=person, late=True)), _late(behind))
    lacking = sum(action.lacks_evidence for action in own)
    if lacking:
        said = ngettext(
            "%(n)d action of yours is shown as not evidenced: attach what shows it",
            "%(n)d actions of yours are shown as not evidenced: attach what shows it",
            lacking,
        )
        yield Waiting(said % {"n": lacking}, _list(Wanted(mine=person, unevidenced=True)))


def _list(wanted: Wanted) -> str:
    return f"{reverse('plan:commitments')}?{wanted.query}#actions"


def _of_unit(unit: str, update: Update) -> Iterator[Waiting]:
    """Tell a commander of the actions on which their unit has said nothing in this round."""
    silent = [action for action in update.every if _is_silent(action, unit, update)]
    if not silent:
        return
    said = ngettext(
        "%(n)d action that %(unit)s delivers: say how far it is, by %(day)s",
        "%(n)d actions that %(unit)s delivers: say how far they are, by %(day)s",
        len(silent),
    ) % {"n": len(silent), "unit": unit, "day": date_format(update.asked.due, "j F")}
    alone = silent[0].action.pk if len(silent) == 1 else None
    url = reverse("plan:units", args=[alone]) if alone else _list(Wanted(unit=unit))
    yield Waiting(said, url, _late(len(silent) if update.is_overdue else 0))


def _is_silent(action: Standing, unit: str, update: Update) -> bool:
    held = next((one for one in action.units if one.unit == unit), None)
    if held is None or action.has_ended or held.percent == 100:
        return False
    return held.report is None or held.report.reported_on < update.asked.opens


def _others(update: Update) -> Iterator[Waiting]:
    """Tell of what is missing once the plan lead is to see to it."""
    n = update.missing
    if n and update.is_escalated:
        said = ngettext(
            "%(n)d action without this month’s update",
            "%(n)d actions without this month’s update",
            n,
        )
        yield Waiting(said % {"n": n}, reverse("plan:reminders"), _late(n))


def _not_sent(update: Update) -> Iterator[Waiting]:
    """Tell of the reminders that reached nobody, while an answer is still missing."""
    asked = [owner.person.pk for owner in update.owners]
    failed = Reminder.objects.filter(month=update.asked.month, state=FAILED, person__in=asked)
    n = failed.values("person").distinct().order_by().count()
    if n:
        said = ngettext(
            "%(n)d reminder could not be sent: ask them another way",
            "%(n)d reminders could not be sent: ask them another way",
            n,
        )
        yield Waiting(said % {"n": n}, reverse("plan:reminders"))


def _nobody(update: Update) -> Iterator[Waiting]:
    n = len(update.nobody)
    if n:
        said = ngettext(
            "%(n)d action has nobody to ask: say who signs in for it",
            "%(n)d actions have nobody to ask: say who signs in for them",
            n,
        )
        yield Waiting(said % {"n": n}, f"{reverse('plan:reminders')}#nobody")
