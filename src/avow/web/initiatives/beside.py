"""What is tried, for the pages of units and of evaluations."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.core.tried import Tried
from avow.web.core.units import Beside
from avow.web.initiatives import queries, states
from avow.web.initiatives.models import Initiative


def beside(person: Any, unit: str) -> list[Beside]:
    """Return the live initiatives of a unit, those whose assessment has lapsed said to be so."""
    if not person.may("initiative.read"):
        return []
    found = queries.standings(state=states.LIVE, today=timezone.localdate())
    return [
        Beside(
            title=_("Initiative: %(title)s") % {"title": one.initiative.title},
            text=one.missing if one.lapsed else "",
            who=one.initiative.owner_post,
            day=one.initiative.live_on,
            url=reverse("initiatives:initiative", args=[one.initiative.pk]),
            act=_("What is tried, and its equality impact assessment"),
        )
        for one in found
        if unit in one.initiative.areas
    ]


def all_tried(person: Any) -> list[Tried]:
    """Return every initiative, the newest first."""
    if not person.may("initiative.read"):
        return []
    return [
        Tried(one.pk, one.title, one.starts_on, reverse("initiatives:initiative", args=[one.pk]))
        for one in Initiative.objects.order_by("-starts_on", "title")
    ]
