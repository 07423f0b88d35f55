from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.releases import policies, presenting, queries, snapshots, states
from avow.web.releases.files import TamperedError
from avow.web.releases.models import Proposal, Release, Revision
from avow.web.releases.models.proposal import CHART, MAP
from avow.web.releases.permissions import check_read_releases


@requires(check_read_releases)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person's verdict, what is open, and what was released."""
    person = signed_in(request)
    context = {
        "to_review": queries.to_review(person) if person.may("release.review") else [],
        "open": queries.open_proposals(),
        "closed": queries.closed_proposals(),
        "releases": queries.releases(),
        "may_propose": person.may("release.propose"),
        "may_review": person.may("release.review"),
    }
    return render(request, "releases/index.html", context)


@requires(check_read_releases)
@require_safe
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a proposal exactly as it would be published, what the check did, and its history."""
    found = get_object_or_404(Proposal.objects.select_related("proposed_by"), pk=pk)
    person = signed_in(request)
    context = {
        "proposal": found,
        "revision": found.latest,
        "history": queries.history(found, person),
        "needed": policies.VERDICTS_NEEDED,
        "release": Release.objects.filter(revision__proposal=found).first(),
        **may(found, person),
        **shown(found.latest),
    }
    return render(request, "releases/proposal.html", context)


def may(proposal: Proposal, person: Person) -> dict[str, bool]:
    """Return which steps the page offers: those that would not be refused."""
    made = person.may("release.propose")
    own = person.pk in policies.makers(proposal)
    reviewed = proposal.latest.reviews.filter(reviewer=person).exists()
    return {
        "may_revise": made and proposal.state == states.DRAFT,
        "may_submit": made
        and own
        and proposal.state == states.DRAFT
        and not proposal.latest.reviews.exists(),
        "may_withdraw": made and own and states.WITHDRAWN in states.TRANSITIONS[proposal.state],
        "may_release": made and proposal.state == states.APPROVED,
        "may_review": person.may("release.review")
        and proposal.state == states.IN_REVIEW
        and not own
        and not reviewed,
    }


def shown(revision: Revision) -> dict[str, Any]:
    """Return the figures of a revision, as they would be published, for the page."""
    try:
        found = queries.preview(revision)
    except TamperedError as error:
        return {"tampered": str(error)}
    data, kind = found["data"], revision.proposal.kind

    def address(name: str) -> str:
        return reverse("releases:file", args=[revision.pk, name])

    made: dict[str, Any] = {"about": found["definition"], "data": data}
    if kind == CHART:
        made["chart"] = presenting.chart_of(
            data, id="chart", svg_url=address("chart.svg"), spec_url=address("chart.vl.json")
        )
    elif kind == MAP:
        made["map"] = presenting.map_of(
            data,
            found["map"],
            id="map",
            image_url=address("map.svg"),
            tiles_url=address("map.pmtiles"),
        )
    else:
        made["table"] = presenting.table_of(data["rows"], caption=data["title"], unit=data["unit"])
    made["files"] = [
        {"name": name, "url": address(name), "bytes": held["bytes"]}
        for name, held in snapshots.names(revision).items()
    ]
    return made


@requires(check_read_releases)
@require_safe
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Send one file of a revision, as it would be published."""
    revision = get_object_or_404(Revision, pk=pk)
    try:
        content = snapshots.read(revision, name)
        kind = snapshots.names(revision)[name]["type"]
    except LookupError as error:
        raise Http404 from error
    except TamperedError as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    return response
