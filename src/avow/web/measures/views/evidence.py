from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.analysis import measures
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.measures import actions, pictures, queries, runs
from avow.web.measures.dating import dated
from avow.web.measures.forms import EvidenceForm
from avow.web.measures.models import Evidence
from avow.web.measures.permissions import check_attach_evidence, check_read_measures
from avow.web.measures.policies import NoEvidenceError
from avow.web.plan.models import Action
from avow.web.releases.permissions import sees_exact


@requires(check_read_measures)
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """List the commitments of the published plan with how much evidence they have."""
    context = {
        "commitments": queries.commitments(),
        "may_attach": signed_in(request).may("evidence.attach"),
    }
    return render(request, "measures/evidence.html", context)


@requires(check_read_measures)
@require_safe
def commitment(request: HttpRequest, lineage: UUID) -> HttpResponse:
    """Show each action's evidence with definition, data faults, uncertainty and caution."""
    found = queries.commitment_of(lineage)
    if found is None:
        raise Http404
    attached = queries.attached(found.pillar.version)
    exact = sees_exact(signed_in(request))
    shown = [
        (action, [_shown(piece, exact) for piece in attached.get(action.lineage, [])])
        for action in found.actions.all()
    ]
    lineages = [action.lineage for action in found.actions.all()]
    context = {
        "commitment": found,
        "actions": shown,
        "removed": Evidence.objects.filter(
            action_lineage__in=lineages, removed_at__isnull=False
        ).select_related("attached_by", "removed_by"),
        "may_attach": signed_in(request).may("evidence.attach"),
    }
    return render(request, "measures/commitment.html", context)


def _shown(piece: Evidence, exact: bool) -> dict[str, object]:
    run = runs.run(measures.definition(piece.measure), piece.by, piece.period, exact=exact)
    dates = dated(piece.measure, piece.period)
    return {"piece": piece, "dated": dates, "run": run, "chart": pictures.picture(run)}


@requires(check_attach_evidence)
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest) -> HttpResponse:
    """Attach a measure to an action."""
    known = queries.actions_to_prove()
    asked = {n: request.GET[n] for n in ("action", "measure", "area", "period") if n in request.GET}
    form = EvidenceForm(request.POST or None, initial=asked, actions=known)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        lineage = UUID(fields.pop("action"))
        try:
            actions.attach_evidence(by=signed_in(request), lineage=lineage, **fields)
        except NoEvidenceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The measure is evidence for the action now."))
            return redirect("measures:commitment", _commitment_lineage(known, lineage))
    return render(request, "measures/attach.html", {"form": form, "any_action": bool(known)})


def _commitment_lineage(known: list[Action], lineage: UUID) -> UUID:
    return next(a.commitment.lineage for a in known if a.lineage == lineage)


@requires(check_attach_evidence)
@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take evidence away."""
    found = get_object_or_404(Evidence, pk=pk)
    try:
        actions.remove_evidence(by=signed_in(request), evidence=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is no longer evidence. That it was is kept."))
    action = Action.objects.filter(lineage=found.action_lineage).select_related("commitment").last()
    if action is None:
        return redirect("measures:evidence")
    return redirect("measures:commitment", action.commitment.lineage)
