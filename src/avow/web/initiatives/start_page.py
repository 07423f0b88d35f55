"""What waits among initiatives, for the start page of whoever does it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.initiatives import queries, states
from avow.web.initiatives.models import Assessment


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return the assessments to sign, the reviews overdue, and the steps past their day."""
    found = []
    if person.may("assessment.sign"):
        found += _to_sign(person)
    if person.may("assessment.write"):
        found += _lapsed(today)
    if person.may("initiative.edit"):
        found += _overdue_steps(today)
    return found


def _to_sign(person: Person) -> list[Waiting]:
    ready = Assessment.objects.filter(state=states.READY).exclude(authors__person=person)
    n = ready.count()
    said = ngettext(
        "%(n)d equality impact assessment to sign", "%(n)d equality impact assessments to sign", n
    )
    return [Waiting(said % {"n": n}, f"{reverse('initiatives:index')}?sign=1")] if n else []


def _lapsed(today: date) -> list[Waiting]:
    n = queries.lapsed(today).count()
    said = ngettext(
        "%(n)d live initiative whose equality impact assessment has lapsed",
        "%(n)d live initiatives whose equality impact assessments have lapsed",
        n,
    )
    late = ngettext("%(n)d review overdue", "%(n)d reviews overdue", n) % {"n": n}
    url = f"{reverse('initiatives:index')}?overdue=1"
    return [Waiting(said % {"n": n}, url, late=late)] if n else []


def _overdue_steps(today: date) -> list[Waiting]:
    late = list(queries.overdue_mitigations(today))
    if not late:
        return []
    n = len(late)
    said = ngettext(
        "%(n)d step that keeps people from harm is past its day",
        "%(n)d steps that keep people from harm are past their day",
        n,
    )
    of = {step.assessment_id for step in late}
    url = reverse("initiatives:assessment", args=[of.pop()]) if len(of) == 1 else ""
    text = ngettext("%(n)d step overdue", "%(n)d steps overdue", n) % {"n": n}
    return [Waiting(said % {"n": n}, url or f"{reverse('initiatives:index')}?state=live", text)]
