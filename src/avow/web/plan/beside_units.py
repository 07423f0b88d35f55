"""What the plan has beside the figures of a unit: the actions that it delivers, for its page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.core.units import Beside
from avow.web.plan.models import Assignment
from avow.web.plan.queries import published_version
from avow.web.plan.standing import Standing
from avow.web.plan.standings import standings
from avow.web.plan.unit_standing import UnitStanding


def beside(person: Person, unit: str) -> list[Beside]:
    """Return how far ``unit`` is with each action of the published plan that it delivers."""
    if not person.may("plan.read") or not Assignment.objects.exclude(units=[]).exists():
        return []
    version = published_version()
    if version is None:
        return []
    every = (a for c in standings(version, timezone.localdate()) for a in c.actions)
    return [found for a in every if (found := _of(a, unit))]


def _of(action: Standing, unit: str) -> Beside | None:
    held = next((u for u in action.units if u.unit == unit), None)
    if held is None:
        return None
    told = held.report
    number = action.action.number
    return Beside(
        title=_("Action %(number)s: %(text)s") % {"number": number, "text": action.action.text},
        text=_said(held),
        day=told.reported_on if told else None,
        url=reverse("plan:progress", args=[action.action.pk]),
        act=_("Where action %(number)s stands") % {"number": number},
    )


def _said(held: UnitStanding) -> str:
    told = held.report
    if told is None:
        return _("No report yet.")
    status = str(told.get_status_display())
    if held.lacks_evidence:
        status = _("%(status)s (not evidenced)") % {"status": status}
    return f"{status}, {told.percent}%. {told.note}".strip()
