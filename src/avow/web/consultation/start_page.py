"""What waits in the consultation, for the start page of whoever does it."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.consultation import asks, states
from avow.web.consultation.models import Answer, Recommendation, Reply
from avow.web.core.waiting import Waiting


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return what is to be reviewed, answered, signed off, published and decided."""
    queue = reverse("consultation:recommendations")
    found: list[Waiting | None] = []
    if person.may("recommendation.review"):
        found.append(_to_review())
    if person.may("answer.write"):
        found.append(_to_answer(f"{queue}?answer=none&sort=due", today))
    if person.may("answer.sign-off"):
        found.append(_to_sign(person, f"{queue}?answer={states.IN_SIGN_OFF}", today))
    if person.may("answer.publish"):
        found.append(_to_publish(f"{queue}?answer={states.SIGNED_OFF}", today))
    if person.may("reply.review"):
        found.append(_replies())
    return [one for one in found if one]


def _to_review() -> Waiting | None:
    n = Recommendation.objects.filter(state=states.CANDIDATE).count()
    said = ngettext(
        "%(n)d recommendation found in what was sent in, to adopt or reject",
        "%(n)d recommendations found in what was sent in, to adopt or reject",
        n,
    )
    return Waiting(said % {"n": n}, reverse("consultation:index")) if n else None


def _to_answer(url: str, today: date) -> Waiting | None:
    n, late = _counted(asks.standing().filter(answer__isnull=True), "due_on", today)
    said = ngettext("%(n)d ask without an answer", "%(n)d asks without an answer", n)
    return Waiting(said % {"n": n}, url, late) if n else None


def _to_sign(person: Person, url: str, today: date) -> Waiting | None:
    others = Answer.objects.filter(state=states.IN_SIGN_OFF).exclude(written_by=person)
    n, late = _counted(others, "ask__due_on", today)
    said = ngettext("%(n)d answer for you to sign off", "%(n)d answers for you to sign off", n)
    return Waiting(said % {"n": n}, url, late) if n else None


def _to_publish(url: str, today: date) -> Waiting | None:
    n, late = _counted(asks.publishable(), "ask__due_on", today)
    said = ngettext("%(n)d signed-off answer to publish", "%(n)d signed-off answers to publish", n)
    return Waiting(said % {"n": n}, url, late) if n else None


def _replies() -> Waiting | None:
    n = Reply.objects.filter(state=states.WRITTEN).count()
    said = ngettext(
        "%(n)d reply from an organisation to publish or refuse",
        "%(n)d replies from organisations to publish or refuse",
        n,
    )
    return Waiting(said % {"n": n}, reverse("consultation:replies")) if n else None


def _counted(found: "QuerySet[Any]", due: str, today: date) -> tuple[int, str]:
    """Return how many there are, and how many of them are late, in words."""
    counted = found.order_by().aggregate(
        n=Count("pk"), late=Count("pk", filter=Q(**{f"{due}__lt": today}))
    )
    return counted["n"], _("%(n)d late") % {"n": counted["late"]} if counted["late"] else ""
