from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.evaluations import actions, kinds, queries, states
from avow.web.evaluations.forms import PlanForm, initial_of
from avow.web.evaluations.models import Evaluation
from avow.web.evaluations.permissions import check_edit_evaluations, check_read_evaluations
from avow.web.evaluations.policies import StaleEditError

_A_PAGE = 30


@requires(check_read_evaluations)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the evaluations with their state and last run."""
    wanted = request.GET.get("state", "")
    found = queries.evaluations(wanted if wanted in dict(states.STATES) else "")
    context = {
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "states": states.STATES,
        "may_edit": signed_in(request).may("evaluation.edit"),
    }
    return render(request, "evaluations/index.html", context)


@requires(check_edit_evaluations)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan, by borough or by command unit."""
    asked = request.GET.get("by", kinds.BOROUGH)
    by = asked if asked in dict(kinds.AREAS) else kinds.BOROUGH
    form = PlanForm(request.POST or None, by=by, person=signed_in(request))
    if request.method == "POST" and form.is_valid():
        made = actions.plan_evaluation(by=signed_in(request), planned=form.planned())
        return redirect("evaluations:evaluation", made.pk)
    context = {
        "form": form,
        "heading": _("Plan an evaluation"),
        "by": by,
        "kinds": kinds.AREAS,
        "new": True,
    }
    return render(request, "evaluations/form.html", context)


@requires(check_edit_evaluations)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a plan; one that is registered only with a reason."""
    found = get_object_or_404(Evaluation, pk=pk)
    form = PlanForm(
        request.POST or None,
        by=found.by,
        person=signed_in(request),
        registered=found.is_registered,
        initial=initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, found, form)
        except (StaleEditError, IllegalMoveError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("evaluations:evaluation", pk)
    heading = _("Change the registered plan") if found.is_registered else _("Change the plan")
    context = {"form": form, "heading": heading, "evaluation": found, "by": found.by}
    return render(request, "evaluations/form.html", context)


def _save(request: HttpRequest, found: Evaluation, form: PlanForm) -> None:
    by, revision = signed_in(request), form.cleaned_data["revision"] or 0
    if found.is_registered:
        actions.amend_plan(
            by=by,
            evaluation=found,
            revision=revision,
            planned=form.planned(),
            reason=form.cleaned_data["reason"],
        )
    else:
        actions.edit_plan(by=by, evaluation=found, revision=revision, planned=form.planned())


@requires(check_edit_evaluations)
@require_POST
def register(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Register the plan."""
    found = get_object_or_404(Evaluation, pk=pk)
    given = request.POST.get("revision", "")
    try:
        actions.register_plan(
            by=signed_in(request),
            evaluation=found,
            revision=int(given) if given.isdigit() else 0,
        )
    except (IllegalMoveError, StaleEditError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The plan is registered. Changes from now on need a reason."))
    return redirect("evaluations:evaluation", pk)
