"""What waits in the surveys, for the start page of whoever does it."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.surveys import states
from avow.web.surveys.models import Intake
from avow.web.surveys.waiting import queue


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return the answers to read first, and the files that wait for their columns."""
    found = _to_read(today) if person.may("concern.read") else []
    return found + (_files() if person.may("response.import") else [])


def _to_read(today: date) -> list[Waiting]:
    counted = (
        queue(states.OPEN)
        .order_by()
        .aggregate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    )
    if not counted["n"]:
        return []
    said = ngettext("%(n)d answer to read first", "%(n)d answers to read first", counted["n"])
    late = _("%(n)d late") % {"n": counted["late"]} if counted["late"] else ""
    return [Waiting(said % counted, reverse("surveys:concerns"), late)]


def _files() -> list[Waiting]:
    files = list(Intake.objects.filter(state=states.FILE_WAITING).values_list("pk", flat=True))
    if not files:
        return []
    said = ngettext(
        "%(n)d file waits for somebody to say what its columns are",
        "%(n)d files wait for somebody to say what their columns are",
        len(files),
    )
    return [Waiting(said % {"n": len(files)}, reverse("surveys:file", args=[files[0]]))]
