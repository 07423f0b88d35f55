"""What waits among initiatives, for the start page of whoever does it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.initiatives import queries, states
from avow.web.initiatives.models import Assessment


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return the assessments to sign, and those whose review is overdue."""
    found = []
    if person.may("assessment.sign"):
        ready = Assessment.objects.filter(state=states.READY).exclude(authors__person=person)
        if n := ready.count():
            said = ngettext(
                "%(n)d equality impact assessment to sign",
                "%(n)d equality impact assessments to sign",
                n,
            )
            found.append(Waiting(said % {"n": n}, f"{reverse('initiatives:index')}?sign=1"))
    if person.may("assessment.write") and (n := queries.lapsed(today).count()):
        said = ngettext(
            "%(n)d live initiative whose equality impact assessment has lapsed",
            "%(n)d live initiatives whose equality impact assessments have lapsed",
            n,
        )
        late = ngettext("%(n)d review overdue", "%(n)d reviews overdue", n) % {"n": n}
        url = f"{reverse('initiatives:index')}?overdue=1"
        found.append(Waiting(said % {"n": n}, url, late=late))
    return found
