from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.core.tried import looks
from avow.web.initiatives import actions, queries, states
from avow.web.initiatives.actions.mark_live import check_may_begin
from avow.web.initiatives.forms import CloseForm, ExtendForm, HandOverForm, InitiativeForm
from avow.web.initiatives.models import Assessment, Initiative
from avow.web.initiatives.permissions import check_edit_initiatives, check_read_initiatives
from avow.web.initiatives.policies import NotAssessedError, StaleEditError, answers_for

_A_PAGE = 20


@requires(check_read_initiatives)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the initiatives: live and proposed first, those whose assessment has lapsed on top."""
    person, today = signed_in(request), timezone.localdate()
    wanted = {name: request.GET.get(name, "") for name in ("state", "overdue", "sign")}
    found = queries.standings(state=wanted["state"], overdue=bool(wanted["overdue"]), today=today)
    to_sign = dict(Assessment.objects.filter(state=states.READY).values_list("initiative", "pk"))
    if wanted["sign"]:
        found = [one for one in found if one.initiative.pk in to_sign]
    context = {
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "states": states.STATES,
        "to_sign": to_sign,
        "may_edit": person.may("initiative.edit"),
    }
    return render(request, "initiatives/index.html", context)


@requires(check_edit_initiatives)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose an initiative."""
    form = InitiativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.propose_initiative(by=signed_in(request), proposed=form.proposed())
        return redirect("initiatives:initiative", made.pk)
    context = {"form": form, "heading": _("Propose an initiative")}
    return render(request, "initiatives/form.html", context)


@requires(check_read_initiatives)
@require_safe
def initiative(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an initiative: what is tried, its assessments, what it lacks, what happened."""
    found = get_object_or_404(Initiative, pk=pk)
    person, today = signed_in(request), timezone.localdate()
    assessments = list(found.assessments.select_related("signed_by", "withdrawal"))
    standing = queries.standing_of(found, today)
    late = [] if standing.missing else queries.late_steps(found, today)
    context = {
        "initiative": found,
        "standing": standing,
        "late_step": late[0] if late else None,
        "commitments": queries.titles(found.lineages),
        "assessments": assessments,
        "unsigned": next((a for a in assessments if a.state != states.SIGNED), None),
        "is_past": found.state == states.LIVE and found.ends_on < today,
        "is_unbegun": found.state == states.PROPOSED and found.starts_on < today,
        "may_edit": person.may("initiative.edit") and answers_for(found, person),
        "may_write": person.may("assessment.write"),
        "is_open": found.state in (states.PROPOSED, states.LIVE),
        "looks": looks(person, found.pk),
        "history": queries.history(found),
    }
    return render(request, "initiatives/initiative.html", context)


@requires(check_edit_initiatives)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is proposed."""
    found = get_object_or_404(Initiative, pk=pk)
    names = ("revision", "title", "tried", "lineages", "areas", "starts_on", "ends_on")
    initial = {name: getattr(found, name) for name in (*names, "owner_post")}
    form = InitiativeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_initiative(
                by=signed_in(request),
                initiative=found,
                revision=form.cleaned_data["revision"] or 0,
                proposed=form.proposed(),
            )
        except (IllegalMoveError, StaleEditError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("initiatives:initiative", pk)
    context = {"form": form, "heading": _("Change what is proposed"), "initiative": found}
    return render(request, "initiatives/form.html", context)


@requires(check_edit_initiatives)
@require_http_methods(["GET", "POST"])
def live(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more, then begin an initiative, or say clearly why it may not."""
    found = get_object_or_404(Initiative, pk=pk)
    if request.method == "GET":
        try:
            check_may_begin(found, timezone.localdate())
        except IllegalMoveError as error:
            return _refused(request, found, error, status=200)
        return render(request, "initiatives/live.html", {"initiative": found})
    try:
        actions.mark_live(by=signed_in(request), initiative=found)
    except IllegalMoveError as error:
        return _refused(request, found, error)
    return redirect("initiatives:initiative", pk)


@requires(check_edit_initiatives)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let an initiative go on for longer, or say clearly why it may not."""
    found = get_object_or_404(Initiative, pk=pk)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_initiative(
                by=signed_in(request), initiative=found, ends_on=form.cleaned_data["ends_on"]
            )
        except NotAssessedError as error:
            return _refused(request, found, error)
        except IllegalMoveError as error:
            form.add_error("ends_on", str(error))
        else:
            return redirect("initiatives:initiative", pk)
    context = {"form": form, "heading": _("Extend it"), "initiative": found}
    return render(request, "initiatives/form.html", context)


@requires(check_edit_initiatives)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody else answer for an initiative."""
    found = get_object_or_404(Initiative, pk=pk)
    form = HandOverForm(request.POST or None, initial={"owner": found.answers.pk})
    if request.method == "POST" and form.is_valid():
        owner = form.cleaned_data["owner"]
        try:
            actions.hand_over_initiative(by=signed_in(request), initiative=found, owner=owner)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("initiatives:initiative", pk)
    context = {"form": form, "heading": _("Who answers for it"), "initiative": found}
    return render(request, "initiatives/form.html", context)


@requires(check_edit_initiatives)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how an initiative ended, and what came of it."""
    found = get_object_or_404(Initiative, pk=pk)
    form = CloseForm(request.POST or None, initiative=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_initiative(by=signed_in(request), initiative=found, **form.cleaned_data)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("initiatives:initiative", pk)
    heading = _("Withdraw it") if found.state == states.PROPOSED else _("Close it")
    context = {"form": form, "heading": heading, "initiative": found}
    return render(request, "initiatives/form.html", context)


def _refused(
    request: HttpRequest, found: Initiative, error: IllegalMoveError, status: int = 409
) -> HttpResponse:
    """Say what is missing, and what to do next."""
    context = {
        "initiative": found,
        "reason": str(error),
        "needs_assessment": isinstance(error, NotAssessedError),
        "unsigned": found.assessments.exclude(state=states.SIGNED).first(),
        "may_write": signed_in(request).may("assessment.write"),
    }
    return render(request, "initiatives/refused.html", context, status=status)
