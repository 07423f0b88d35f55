from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.engagement import actions, queries, states
from avow.web.engagement.communities import communities
from avow.web.engagement.forms import CancelForm, HeldForm, OccasionForm, PointForm
from avow.web.engagement.models import Occasion, Point
from avow.web.engagement.models.occasion import KINDS
from avow.web.engagement.permissions import check_edit_engagement, check_read_engagement
from avow.web.engagement.policies import StaleEditError
from avow.web.plan.models import Commitment
from avow.web.plan.queries import published_version
from avow.web.surveys.places import boroughs

_A_PAGE = 30


@requires(check_read_engagement)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what is planned and was held."""
    wanted = {name: request.GET.get(name, "") for name in ("state", "kind", "borough")}
    found = queries.occasions(**wanted)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "wanted": wanted,
        "states": states.STATES,
        "kinds": KINDS,
        "boroughs": boroughs(),
        "today": timezone.localdate(),
        "may_edit": signed_in(request).may("engagement.edit"),
    }
    return render(request, "engagement/index.html", context)


@requires(check_edit_engagement)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put an occasion on the plan."""
    form = OccasionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.plan_occasion(
            by=signed_in(request), kind=form.cleaned_data["kind"], planned=form.planned()
        )
        return redirect("engagement:occasion", made.pk)
    return render(request, "engagement/form.html", {"form": form, "heading": _("Plan an occasion")})


@requires(check_read_engagement)
@require_safe
def occasion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an occasion: what is planned, who was there, what was asked."""
    found = get_object_or_404(Occasion, pk=pk)
    notes, points = actions.read_occasion(by=signed_in(request), occasion=found)
    names = communities()
    titles = {c.lineage: str(c) for c in _commitments()}
    context = {
        "occasion": found,
        "notes": notes,
        "points": [
            {
                "point": point,
                "text": text,
                "who": names.get(point.community, ""),
                "commitment": titles.get(point.lineage, "") if point.lineage else "",
            }
            for point, text in points
        ],
        "groups": [(names.get(g.community, g.community), g.people) for g in found.groups.all()],
        "wanted": [names.get(key, key) for key in found.wanted],
        "has_come": found.day <= timezone.localdate(),
        "may_edit": signed_in(request).may("engagement.edit"),
        "form": PointForm(commitments=_commitments()),
    }
    return render(request, "engagement/occasion.html", context)


@requires(check_edit_engagement)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is planned."""
    found = get_object_or_404(Occasion, pk=pk)
    names = ("revision", "title", "day", "borough", "venue", "host", "wanted")
    initial = {name: getattr(found, name) for name in names}
    form = OccasionForm(request.POST or None, initial=initial, fixed_kind=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_occasion(
                by=signed_in(request),
                occasion=found,
                revision=form.cleaned_data["revision"],
                planned=form.planned(),
            )
        except StaleEditError as error:
            form.add_error(None, str(error))
        else:
            return redirect("engagement:occasion", pk)
    actions.read_occasion(by=signed_in(request), occasion=found)
    context = {"form": form, "heading": _("Change what is planned"), "occasion": found}
    return render(request, "engagement/form.html", context)


@requires(check_edit_engagement)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel an occasion, with the reason."""
    found = get_object_or_404(Occasion, pk=pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_occasion(by=signed_in(request), occasion=found, **form.cleaned_data)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("engagement:occasion", pk)
    context = {"form": form, "heading": _("Cancel it"), "occasion": found}
    return render(request, "engagement/form.html", context)


@requires(check_edit_engagement)
@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that an occasion was held or cancelled."""
    found = get_object_or_404(Occasion, pk=pk)
    try:
        actions.plan_again(by=signed_in(request), occasion=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("engagement:occasion", pk)


@requires(check_edit_engagement)
@require_http_methods(["GET", "POST"])
def held(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record who was there and what was said."""
    found = get_object_or_404(Occasion, pk=pk)
    notes, _points = actions.read_occasion(by=signed_in(request), occasion=found)
    initial = {"revision": found.revision, "notes": notes}
    initial |= {f"people-{g.community}": g.people for g in found.groups.all()}
    form = HeldForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_occasion(
                by=signed_in(request),
                occasion=found,
                revision=form.cleaned_data["revision"],
                people=form.people(),
                notes=form.cleaned_data["notes"],
            )
        except (IllegalMoveError, StaleEditError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("engagement:occasion", pk)
    context = {"form": form, "heading": _("Who was there"), "occasion": found}
    return render(request, "engagement/form.html", context)


@requires(check_edit_engagement)
@require_POST
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note something that was asked for."""
    found = get_object_or_404(Occasion, pk=pk)
    form = PointForm(request.POST, commitments=_commitments())
    if form.is_valid():
        commitment = form.cleaned_data["commitment"]
        try:
            actions.note_point(
                by=signed_in(request),
                occasion=found,
                text=form.cleaned_data["text"],
                community=form.cleaned_data["community"],
                lineage=commitment.lineage if commitment else None,
            )
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("engagement:occasion", pk)
    context = {"form": form, "heading": _("What was asked for"), "occasion": found}
    return render(request, "engagement/form.html", context)


@requires(check_edit_engagement)
@require_POST
def take_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take out something that was noted by mistake."""
    point = get_object_or_404(Point, pk=pk)
    actions.take_out_point(by=signed_in(request), point=point)
    messages.success(request, _("It was taken out."))
    return redirect("engagement:occasion", point.occasion_id)


def _commitments() -> QuerySet[Commitment]:
    """Return the commitments of the published version."""
    return Commitment.objects.filter(pillar__version=published_version())
