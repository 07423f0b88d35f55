"""Reads that cross the relations of the gate."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from avow.web.accounts.models import Person
from avow.web.releases import snapshots, states
from avow.web.releases.models import Proposal, Release, Review, Revision
from avow.web.releases.policies import VERDICTS_NEEDED


@dataclass(frozen=True)
class Pending:
    """What a person may know of the reviews of a revision.

    ``count`` verdicts are in; ``shown`` holds those the person may see: all once there are enough,
    before that only their own.
    """

    count: int
    shown: tuple[Review, ...]
    decided: bool


def reviews_for(person: Person, revision: Revision) -> Pending:
    """Return the reviews of ``revision`` as ``person`` may see them: blind until enough are in."""
    given = list(revision.reviews.select_related("reviewer"))
    decided = len(given) >= VERDICTS_NEEDED
    shown = [review for review in given if decided or review.reviewer_id == person.pk]
    return Pending(len(given), tuple(shown), decided)


def listed() -> QuerySet[Proposal]:
    """Return proposals with their maker and how many revisions they have, newest first."""
    return Proposal.objects.select_related("proposed_by").annotate(versions=Count("revisions"))


def to_review(person: Person) -> QuerySet[Proposal]:
    """Return the proposals that wait for a verdict of ``person``."""
    newest = Revision.objects.filter(proposal=OuterRef("pk")).order_by("-number").values("pk")
    given = Review.objects.filter(reviewer=person, revision=OuterRef("newest"))
    own = Revision.objects.filter(proposal=OuterRef("pk"), created_by=person)
    return (
        listed()
        .filter(state=states.IN_REVIEW)
        .exclude(proposed_by=person)
        .exclude(Exists(own))
        .annotate(newest=Subquery(newest[:1]))
        .exclude(Exists(given))
    )


def open_proposals() -> QuerySet[Proposal]:
    """Return the proposals on which something is still to be done."""
    return listed().filter(Q(state__in=(states.DRAFT, states.IN_REVIEW, states.APPROVED)))


def closed_proposals() -> QuerySet[Proposal]:
    """Return the proposals that were rejected or withdrawn."""
    return listed().filter(state__in=(states.REJECTED, states.WITHDRAWN))


def releases() -> QuerySet[Release]:
    """Return every release, newest first."""
    return Release.objects.select_related("revision").order_by("-number")


def of_measure(measure: str, but: Proposal) -> QuerySet[Proposal]:
    """Return the other proposals of a measure that are public or may become so, oldest first."""
    gone = (states.REJECTED, states.WITHDRAWN)
    return (
        Proposal.objects.filter(measure=measure)
        .exclude(pk=but.pk)
        .exclude(state__in=gone)
        .order_by("created_at")
    )


def preview(revision: Revision) -> dict[str, Any]:
    """Return data, definition and map plan of a revision as they would be published.

    Raises:
        TamperedError: the snapshot was changed since it was made.
    """
    files = snapshots.read_all(revision)
    return {
        name.split(".")[0]: json.loads(files[name])
        for name in ("data.json", "definition.json", "map.json")
        if name in files
    }


def history(proposal: Proposal, person: Person) -> Sequence[tuple[Revision, Pending]]:
    """Return every revision with what ``person`` may know of its reviews, newest first."""
    revisions = proposal.revisions.select_related("created_by").order_by("-number")
    return [(revision, reviews_for(person, revision)) for revision in revisions]
