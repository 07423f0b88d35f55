"""What waits in the engagement plan, for the start page of whoever does it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.engagement import states
from avow.web.engagement.models import Occasion


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return how many planned occasions have passed and tell nothing of how they went."""
    if not person.may("engagement.edit"):
        return []
    n = Occasion.objects.filter(state=states.PLANNED, day__lt=today).count()
    said = ngettext(
        "%(n)d meeting has passed: say who came and what was asked",
        "%(n)d meetings have passed: say who came and what was asked",
        n,
    )
    url = f"{reverse('engagement:index')}?state={states.PLANNED}"
    return [Waiting(said % {"n": n}, url)] if n else []
