from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions
from avow.web.plan.forms import CommitmentForm, rearranged, step_errors, steps_from, steps_of
from avow.web.plan.models import Commitment
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import StaleEditError


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Edit a commitment of a draft with its actions; every button works without JavaScript."""
    found = get_object_or_404(Commitment.objects.select_related("pillar__version__plan"), pk=pk)
    if request.method == "GET":
        fields = ("revision", "number", "title", "text")
        form = CommitmentForm(initial={name: getattr(found, name) for name in fields})
        return _page(request, found, form, steps_of(found))
    steps = steps_from(request.POST)
    form = CommitmentForm(request.POST)
    do = request.POST.get("do", "save")
    if do != "save":
        form = CommitmentForm(initial=request.POST.dict())
        return _page(request, found, form, rearranged(steps, do))
    return _save(request, found, form, steps)


def _save(
    request: HttpRequest, found: Commitment, form: CommitmentForm, steps: list[actions.Step]
) -> HttpResponse:
    steps = [step for step in steps if step.number or step.text]
    steps = [
        replace(step, number=step.number or f"{form.data.get('number', '')}.{place}"[:12])
        for place, step in enumerate(steps, 1)
    ]
    problems = step_errors(steps)
    if not form.is_valid() or problems:
        return _page(request, found, form, steps, problems)
    try:
        actions.edit_commitment(
            by=signed_in(request),
            commitment=found,
            steps=steps,
            **{name: form.cleaned_data[name] for name in ("revision", "number", "title", "text")},
        )
    except StaleEditError as error:
        form = CommitmentForm(initial={**form.cleaned_data, "revision": error.current.revision})
        return _page(request, found, form, steps, saved=error.current)
    except IllegalMoveError as error:
        return _page(request, found, form, steps, [str(error)])
    address = reverse("plan:version", args=[found.pillar.version_id])
    return redirect(f"{address}#c-{found.pk}")


def _page(
    request: HttpRequest,
    found: Commitment,
    form: CommitmentForm,
    steps: list[actions.Step],
    problems: list[str] | None = None,
    saved: object = None,
) -> HttpResponse:
    context = {
        "commitment": found,
        "version": found.pillar.version,
        "form": form,
        "steps": steps,
        "problems": problems or [],
        "saved": saved,
    }
    return render(request, "plan/commitment.html", context, status=409 if saved else 200)
