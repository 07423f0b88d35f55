"""What waits among initiatives, for the start page of whoever does it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.initiatives import queries, states
from avow.web.initiatives.models import Assessment
from avow.web.initiatives.policies import answers_for
from avow.web.initiatives.queries import Standing
from avow.web.initiatives.questions import setting


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return what to sign, and of what the person answers for: what lapsed, or is past its day.

    The plan lead answers for all of it. Who signs is told of what lapsed, to press for it.
    """
    signs, keeps = person.may("assessment.sign"), person.may("initiative.edit")
    if not (signs or keeps):
        return []
    found: list[Waiting] = [*_to_sign(person)] if signs else []
    every = queries.standings(today=today)
    own = [one for one in every if answers_for(one.initiative, person)] if keeps else []
    found += _lapsed(every if signs else own)
    if keeps:
        steps = [*_sent_back(person), *_overdue_steps(person, today)]
        found += [*_soon(own, today), *steps, *_past(own, today)]
    return found


def _initiative(pk: object) -> str:
    return reverse("initiatives:initiative", args=[pk])


def _assessment(pk: object) -> str:
    return reverse("initiatives:assessment", args=[pk])


def _only(found: list[Standing], otherwise: str) -> str:
    """Return the page of the one that was found, or where all of them are listed."""
    alone = len(found) == 1
    return (
        _initiative(found[0].initiative.pk)
        if alone
        else f"{reverse('initiatives:index')}?{otherwise}"
    )


def _to_sign(person: Person) -> Iterator[Waiting]:
    ready = Assessment.objects.filter(state=states.READY).exclude(authors__person=person)
    others = ready.exclude(initiative__owner=person).exclude(initiative__proposed_by=person)
    n = others.count()
    if n:
        said = ngettext(
            "%(n)d equality impact assessment to sign",
            "%(n)d equality impact assessments to sign",
            n,
        )
        yield Waiting(said % {"n": n}, f"{reverse('initiatives:index')}?sign=1")


def _lapsed(every: list[Standing]) -> Iterator[Waiting]:
    found = [one for one in every if one.lapsed]
    n = len(found)
    if n:
        said = ngettext(
            "%(n)d live initiative whose equality impact assessment has lapsed",
            "%(n)d live initiatives whose equality impact assessments have lapsed",
            n,
        )
        late = _("%(n)d lapsed") % {"n": n}
        yield Waiting(said % {"n": n}, _only(found, "overdue=1"), late=late)


def _soon(own: list[Standing], today: date) -> Iterator[Waiting]:
    days = setting("default", "warn_days")
    until = today + timedelta(days=days)
    live = [one for one in own if one.initiative.state == states.LIVE and not one.lapsed]
    reviews = [(one, one.signed and one.signed.review_on) for one in live]
    found = [one for one, day in reviews if day and day <= until]
    n = len(found)
    if n:
        said = ngettext(
            "%(n)d equality impact assessment to review in the next %(days)d days",
            "%(n)d equality impact assessments to review in the next %(days)d days",
            n,
        )
        yield Waiting(said % {"n": n, "days": days}, _only(found, "state=live"))


def _sent_back(person: Person) -> Iterator[Waiting]:
    for draft in queries.of(person, queries.sent_back(), "initiative__").order_by("pk"):
        said = _("An equality impact assessment was sent back: %(why)s") % {"why": draft.returned}
        yield Waiting(said, _assessment(draft.pk))


def _overdue_steps(person: Person, today: date) -> Iterator[Waiting]:
    late = list(queries.of(person, queries.overdue_mitigations(today), "assessment__initiative__"))
    if not late:
        return
    n = len(late)
    said = ngettext(
        "%(n)d step that keeps people from harm is past its day",
        "%(n)d steps that keep people from harm are past their day",
        n,
    )
    text = ngettext("%(n)d step overdue", "%(n)d steps overdue", n) % {"n": n}
    of = {step.assessment_id for step in late}
    everywhere = f"{reverse('initiatives:index')}?state={states.LIVE}"
    yield Waiting(said % {"n": n}, _assessment(of.pop()) if len(of) == 1 else everywhere, text)


def _past(own: list[Standing], today: date) -> Iterator[Waiting]:
    """Tell of what should have ended, or begun, and was neither closed, extended nor begun."""
    days = {states.LIVE: "ends_on", states.PROPOSED: "starts_on"}
    for state, words in _PAST.items():
        of_state = [one for one in own if one.initiative.state == state]
        found = [one for one in of_state if getattr(one.initiative, days[state]) < today]
        n = len(found)
        if n:
            late = _("%(n)d late") % {"n": n}
            yield Waiting(words(n) % {"n": n}, _only(found, f"state={state}"), late)


_PAST: dict[str, Callable[[int], str]] = {
    states.LIVE: lambda n: ngettext(
        "%(n)d live initiative is past its end: close it, or extend it",
        "%(n)d live initiatives are past their end: close them, or extend them",
        n,
    ),
    states.PROPOSED: lambda n: ngettext(
        "%(n)d proposed initiative was to have begun: mark it live, change it, or withdraw it",
        "%(n)d proposed initiatives were to have begun: mark them live, change or withdraw them",
        n,
    ),
}
