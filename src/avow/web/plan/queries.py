"""Reads that cross the plan's relations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from avow.analysis import documents
from avow.web.accounts.models import Person
from avow.web.audit.models import Event
from avow.web.plan import states
from avow.web.plan.models import Action, Commitment, Pillar, Plan, Version


def current_plan() -> Plan | None:
    """Return the plan in force: the one published last, else the newest, else None."""
    published = Version.objects.filter(state=states.PUBLISHED).order_by("-published_at").first()
    return published.plan if published else Plan.objects.order_by("-created_at").first()


def published_version(plan: Plan | None = None) -> Version | None:
    """Return the published version of ``plan`` (or of the plan in force), with all its parts."""
    found = with_parts(Version.objects.filter(state=states.PUBLISHED))
    if plan is not None:
        found = found.filter(plan=plan)
    return found.order_by("-published_at").first()


def with_parts(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return ``versions`` with all their parts in four queries, without the source text."""
    return versions.defer("source_text").prefetch_related(
        Prefetch("pillars", Pillar.objects.order_by("position")),
        Prefetch("pillars__commitments", Commitment.objects.order_by("position")),
        Prefetch("pillars__commitments__actions", Action.objects.order_by("position")),
    )


def commitments_of(version: Version) -> list[Commitment]:
    """Return the commitments of a version in the order of the plan."""
    return [c for pillar in version.pillars.all() for c in pillar.commitments.all()]


def document_of(version: Version) -> str:
    """Return the text that a version was read from, or nothing."""
    return Version.objects.values_list("source_text", flat=True).get(pk=version.pk)


def answerable_versions() -> QuerySet[Version]:
    """Return the versions that a submission may answer: those that were published, newest first."""
    return (
        Version.objects.exclude(state=states.DRAFT)
        .defer("source_text")
        .select_related("plan")
        .order_by("-published_at")
    )


def plans_with_versions() -> QuerySet[Plan]:
    """Return all plans, newest first, with their versions counted and ready to list."""
    versions = (
        Version.objects.defer("source_text")
        .select_related("created_by", "published_by")
        .annotate(commitment_count=Count("pillars__commitments"))
        .order_by("-number")
    )
    return Plan.objects.order_by("-created_at").prefetch_related(Prefetch("versions", versions))


def plans_without_draft() -> QuerySet[Plan]:
    """Return the plans for which a draft may be started, newest first."""
    drafted = Version.objects.filter(state=states.DRAFT).values("plan")
    return Plan.objects.exclude(pk__in=drafted).order_by("-created_at")


def as_document(version: Version) -> documents.Plan:
    """Return a version as the library knows a plan: plain values without identifiers."""
    return documents.Plan(
        version.title,
        tuple(
            documents.Pillar(
                pillar.number,
                pillar.title,
                tuple(
                    documents.Commitment(
                        c.number,
                        c.title,
                        c.text,
                        tuple(documents.Action(a.number, a.text) for a in c.actions.all()),
                    )
                    for c in pillar.commitments.all()
                ),
            )
            for pillar in version.pillars.all()
        ),
    )


_TOLD = {
    "plan.imported": _("Imported"),
    "plan.draft-started": _("Draft started"),
    "plan.commitment-edited": _("Commitment edited"),
    "plan.commitment-added": _("Commitment added"),
    "plan.commitment-moved": _("Commitment moved"),
    "plan.commitment-removed": _("Commitment removed"),
    "plan.pillar-edited": _("Pillar edited"),
    "plan.pillar-added": _("Pillar added"),
    "plan.pillar-removed": _("Pillar removed"),
    "plan.origins-set": _("What a part goes on from was set"),
    "plan.published": _("Published"),
    "plan.superseded": _("Superseded by a newer version"),
}


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a version: when, what, and the name of who did it."""

    at: datetime
    what: str
    who: str


def history(version: Version) -> list[Happening]:
    """Return what happened to a version, newest first, at most 50."""
    events = list(
        Event.objects.filter(subject_kind="plan.version", subject=str(version.pk)).order_by(
            "-number"
        )[:50]
    )
    people = Person.objects.in_bulk({UUID(e.actor) for e in events if e.actor})
    return [
        Happening(
            e.at, str(_TOLD.get(e.verb, e.verb)), people[UUID(e.actor)].name if e.actor else ""
        )
        for e in events
    ]
