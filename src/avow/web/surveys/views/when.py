from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions
from avow.web.surveys.conditions import earlier, in_order
from avow.web.surveys.models import Question, Section
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import StaleEditError
from avow.web.surveys.views.shared import to_survey


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def question_condition(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say of whom a question is asked."""
    found = get_object_or_404(Question.objects.select_related("survey__version", "section"), pk=pk)
    return _when(request, found, f"#q-{found.pk}")


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def section_condition(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say of whom a section is asked."""
    found = get_object_or_404(Section.objects.select_related("survey__version"), pk=pk)
    return _when(request, found, f"#s-{found.pk}")


def _when(request: HttpRequest, part: Question | Section, anchor: str) -> HttpResponse:
    before = earlier(in_order(part.survey), part)
    held = part.condition or {}
    asked_after = request.GET.get("question", held.get("question", ""))
    chosen = next((q for q in before if q.key == asked_after), None)
    if request.method == "POST":
        values = request.POST.getlist("any_of")
        key = request.POST.get("question", "")
        if _set(request, part, {"question": key, "any_of": values} if key else None):
            return to_survey(part.survey_id, anchor)
        return redirect(request.get_full_path())
    context = {
        "survey": part.survey,
        "part": part,
        "anchor": anchor,
        "before": before,
        "chosen": chosen,
        "answers": [
            {
                "value": option["value"],
                "said": part.survey.in_language(option["wording"]),
                "on": asked_after == held.get("question") and option["value"] in held["any_of"],
            }
            for option in (chosen.options if chosen else [])
        ],
    }
    return render(request, "surveys/when.html", context)


def _set(
    request: HttpRequest, part: Question | Section, condition: dict[str, object] | None
) -> bool:
    if condition and not condition["any_of"]:
        messages.error(request, _("Choose at least one answer."))
        return False
    revision = request.POST.get("revision", "")
    try:
        actions.set_condition(
            by=signed_in(request),
            part=part,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
            condition=condition,
        )
    except (StaleEditError, IllegalMoveError) as error:
        messages.error(request, str(error))
        return False
    return True
