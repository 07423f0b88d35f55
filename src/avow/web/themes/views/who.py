from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Question, Survey
from avow.web.themes import actions, margins, reaching, tabulating
from avow.web.themes.forms import PopulationForm
from avow.web.themes.models import Margin
from avow.web.themes.permissions import check_code, check_read_themes, sees_exact


@requires(check_read_themes)
@require_safe
def who(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show who answered a survey, beside the population where that is known."""
    survey = get_object_or_404(Survey, pk=pk)
    exact = sees_exact(signed_in(request))
    try:
        found = tabulating.weights(survey)
    except IllegalMoveError as error:
        messages.error(request, str(error))
        found = None
    context: dict[str, Any] = {
        "survey": survey,
        "exact": exact,
        "reached": reaching.reached(survey, exact=False),
        "weights": found[1] if found else None,
        "empty": reaching.unheard(survey, found[1]) if found else [],
        "responses": len(found[0]) if found else 0,
        "may_code": signed_in(request).may("theme.code"),
    }
    return render(request, "themes/who.html", context)


@requires(check_code)
@require_http_methods(["GET", "POST"])
def population(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how the population divides by a closed question."""
    asked = get_object_or_404(
        Question.objects.select_related("survey"), pk=pk, kind__in=tabulating.GROUPING
    )
    margin = Margin.objects.filter(question=asked).first()
    if request.method == "POST" and request.POST.get("do") == "remove" and margin:
        actions.remove_margin(by=signed_in(request), margin=margin)
        messages.success(request, _("Nothing is weighted by this question now."))
        return redirect("themes:who", asked.survey_id)
    form = PopulationForm(
        asked.options, request.POST or None, request.FILES or None, initial=_initial(asked, margin)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_margin(
                by=signed_in(request),
                question=asked,
                shares=form.cleaned_data["shares"],
                source=form.cleaned_data["source"],
            )
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("themes:who", asked.survey_id)
    context = {"form": form, "question": asked, "survey": asked.survey, "margin": margin}
    return render(request, "themes/population.html", context)


def _initial(asked: Question, margin: Margin | None) -> dict[str, str]:
    """Return what the form starts with: what was set, or the residents of the facts."""
    wording = {o["value"]: asked.survey.in_language(o["wording"]) for o in asked.options}
    if margin:
        shares, source = margin.shares, margin.source
    else:
        shares = margins.residents(asked)
        source = _("Residents, from the facts loaded here") if shares else ""
    lines = [f"{_quoted(wording.get(value, value))}, {share:g}" for value, share in shares.items()]
    return {"pasted": "\n".join(lines), "source": source}


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name
