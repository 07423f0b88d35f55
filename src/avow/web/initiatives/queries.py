"""Reads that cross initiatives, their assessments and the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from avow.web.accounts.models import Person
from avow.web.audit.models import Event
from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Initiative, Mitigation
from avow.web.initiatives.policies import missing_assessment
from avow.web.plan.models import Commitment
from avow.web.plan.permissions import assigns_actions
from avow.web.plan.queries import commitments_of, published_version


@dataclass(frozen=True)
class Standing:
    """An initiative, its newest signed assessment, and what it lacks."""

    initiative: Initiative
    signed: Assessment | None
    missing: str

    @property
    def lapsed(self) -> bool:
        """Whether it is live though its assessment no longer holds."""
        return self.initiative.state == states.LIVE and bool(self.missing)


def newest_signed(initiative: Initiative) -> Assessment | None:
    """Return the newest signed assessment."""
    signed = initiative.assessments.filter(state=states.SIGNED).select_related("withdrawal")
    return signed.order_by("-number").first()


def standings(*, state: str = "", overdue: bool = False, today: date) -> list[Standing]:
    """Return the initiatives with how they stand, live and proposed first, the filters applied."""
    signed = Assessment.objects.filter(state=states.SIGNED).select_related("withdrawal")
    signed = signed.order_by("-number")
    found = Initiative.objects.select_related("owner", "proposed_by").prefetch_related(
        Prefetch("assessments", signed, to_attr="signed")
    )
    if state:
        found = found.filter(state=state)
    made = [_standing(one, today) for one in found]
    if overdue:
        made = [one for one in made if one.lapsed]
    order = [states.LIVE, states.PROPOSED, states.ENDED, states.STOPPED]
    return sorted(made, key=lambda one: (not one.lapsed, order.index(one.initiative.state)))


def _standing(initiative: Initiative, today: date) -> Standing:
    signed: Sequence[Assessment] = initiative.signed  # type: ignore[attr-defined]
    newest = signed[0] if signed else None
    return Standing(initiative, newest, missing_assessment(initiative, newest, today))


def standing_of(initiative: Initiative, today: date) -> Standing:
    """Return how one initiative stands."""
    newest = newest_signed(initiative)
    return Standing(initiative, newest, missing_assessment(initiative, newest, today))


def overdue_mitigations(today: date) -> QuerySet[Mitigation]:
    """Return steps of live initiatives past their day, of the newest signed version."""
    signed = Assessment.objects.filter(initiative=OuterRef("assessment__initiative"))
    newest = signed.filter(state=states.SIGNED).order_by("-number").values("pk")[:1]
    late = Mitigation.objects.filter(done_on__isnull=True, due__lt=today)
    live = late.filter(assessment__initiative__state=states.LIVE)
    return live.filter(assessment=Subquery(newest)).select_related("assessment__initiative")


def late_steps(initiative: Initiative, today: date) -> list[Mitigation]:
    """Return the steps of the newest signed version that are past their day and not done."""
    newest = newest_signed(initiative)
    late = newest.mitigations.filter(done_on__isnull=True, due__lt=today) if newest else ()
    return list(late)


def sent_back() -> QuerySet[Assessment]:
    """Return the drafts that were sent back with what is missing."""
    return Assessment.objects.filter(state=states.DRAFT).exclude(returned="")


def of(person: Person, found: QuerySet[Any], to: str = "") -> QuerySet[Any]:
    """Return those of ``found`` that the person answers for; all of them for the plan lead.

    ``to`` leads from what was found to its initiative.
    """
    if assigns_actions(person):
        return found
    own = Q(**{f"{to}owner": person})
    return found.filter(own | Q(**{f"{to}owner__isnull": True, f"{to}proposed_by": person}))


def commitments() -> list[Commitment]:
    """Return the commitments of the published plan, in its order."""
    version = published_version()
    return commitments_of(version) if version else []


def titles(lineages: Iterable[str]) -> list[str]:
    """Return the titles of those commitments that stand in the published plan."""
    wanted = set(lineages)
    return [str(c) for c in commitments() if str(c.lineage) in wanted]


_TOLD = {
    "initiative.proposed": _("Proposed"),
    "initiative.changed": _("What is proposed was changed"),
    "initiative.handed-over": _("Handed over to somebody else"),
    "initiative.live": _("Marked live"),
    "initiative.extended": _("Extended"),
    "initiative.ended": _("Ended"),
    "initiative.stopped": _("Stopped"),
    "assessment.started": _("Assessment: version started"),
    "assessment.written": _("Assessment: written"),
    "assessment.handed-in": _("Assessment: handed in for signature"),
    "assessment.taken-back": _("Assessment: taken back before it was signed"),
    "assessment.sent-back": _("Assessment: sent back"),
    "assessment.signed": _("Assessment: signed"),
    "assessment.withdrawn": _("Assessment: signature withdrawn"),
    "assessment.figure-taken": _("Assessment: figure taken"),
    "assessment.figure-taken-out": _("Assessment: figure taken out"),
    "assessment.mitigation-added": _("Assessment: step added"),
    "assessment.mitigation-taken-out": _("Assessment: step taken out"),
    "assessment.mitigation-done": _("Assessment: step done"),
    "assessment.mitigation-undone": _("Assessment: step not done after all"),
}


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, what, and the name of who did it."""

    at: datetime
    what: str
    who: str


def history(initiative: Initiative) -> list[Happening]:
    """Return what happened to an initiative and its assessments, newest first, at most 50."""
    subjects = [str(initiative.pk), *(str(a.pk) for a in initiative.assessments.all())]
    found = Event.objects.filter(verb__in=_TOLD, subject__in=subjects).order_by("-number")
    events = list(found[:50])
    people = Person.objects.in_bulk({UUID(e.actor) for e in events if e.actor})
    return [
        Happening(e.at, str(_TOLD[e.verb]), people[UUID(e.actor)].name if e.actor else "")
        for e in events
    ]
