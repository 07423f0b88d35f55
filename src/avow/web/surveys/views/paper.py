"""Typing in answers given on paper: all questions on one page, one paper after the other."""

from contextlib import suppress
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
from avow.web.surveys import actions, conditions, given, posted, showing, states
from avow.web.surveys.actions.enter_paper_response import (
    check_takes_paper,
    held_back,
    typed_today,
)
from avow.web.surveys.given import Given
from avow.web.surveys.languages import direction
from avow.web.surveys.models import Response, Survey
from avow.web.surveys.permissions import check_enter_response
from avow.web.surveys.plan_text import readable


@requires(check_enter_response)
@require_safe
def paper_surveys(request: HttpRequest) -> HttpResponse:
    """List the surveys of which answers on paper are typed in now."""
    found = []
    for survey in Survey.objects.exclude(state=states.DRAFT).filter(place="here"):
        try:
            check_takes_paper(survey)
        except IllegalMoveError:
            continue
        found.append((survey, len(list(typed_today(signed_in(request), survey)))))
    return render(request, "surveys/paper_surveys.html", {"surveys": found})


@requires(check_enter_response)
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in one paper; then the next."""
    survey = get_object_or_404(Survey.objects.exclude(state=states.DRAFT), pk=pk)
    return _form(request, survey, None)


@requires(check_enter_response)
@require_http_methods(["GET", "POST"])
def paper_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a paper that one typed in oneself, today."""
    response = get_object_or_404(Response.objects.select_related("survey"), pk=pk)
    mine = {found.pk for found in typed_today(signed_in(request), response.survey)}
    if response.pk not in mine:
        messages.error(request, _("You can correct what you typed in yourself, on the same day."))
        return redirect("surveys:paper", pk=response.survey_id)
    return _form(request, response.survey, response)


def _form(request: HttpRequest, survey: Survey, response: Response | None) -> HttpResponse:
    language = request.POST.get("language") or (
        response.language if response else request.GET.get("language", "")
    )
    language = language if language in survey.languages else survey.languages[0]
    if request.method == "POST":
        return _save(request, survey, response, language)
    answers = given.stored(response) if response else {}
    return _page(request, survey, response, language, answers, {})


def _save(
    request: HttpRequest, survey: Survey, response: Response | None, language: str
) -> HttpResponse:
    words = showing.words(survey, language)
    answers, errors = posted.answers(request.POST, survey.questions.all(), words)
    comments = _comments(request)
    long = [text for text in comments.values() if posted.too_long(text, words)]
    if not errors and not long:
        try:
            actions.enter_paper_response(
                by=signed_in(request),
                survey=survey,
                language=language,
                given=answers,
                comments=comments,
                response=response,
            )
        except IllegalMoveError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Saved. The next paper can be typed in."))
            return redirect("surveys:paper", pk=survey.pk)
    for text in long:
        messages.error(request, posted.too_long(text, words))
    return _page(request, survey, response, language, answers, errors, comments)


def _comments(request: HttpRequest) -> dict[UUID, str]:
    found = {}
    for name, text in request.POST.items():
        if name.startswith("plan."):
            with suppress(ValueError):
                found[UUID(name.removeprefix("plan."))] = posted.clean(str(text))
    return found


def _page(
    request: HttpRequest,
    survey: Survey,
    response: Response | None,
    language: str,
    answers: dict[str, Given],
    errors: posted.Errors,
    comments: dict[UUID, str] | None = None,
) -> HttpResponse:
    held = held_back(response) if response else set()
    sections: dict[UUID, tuple[str, list[showing.Shown]]] = {}
    for question in conditions.in_order(survey):
        if question.pk in held:
            continue
        title = survey.in_language(question.section.title, language)
        shown = showing.show(survey, question, language, answers, errors)
        sections.setdefault(question.section_id, (title, []))[1].append(shown)
    said = {c.lineage: c.text for a in answers.values() for c in a.comments} | (comments or {})
    context = showing.frame(survey, language) | {
        "sections": sections.values(),
        "held": len(held),
        "paper": _plan(survey, said),
        "errors": [q for _title, group in sections.values() for q in group if q.error],
        "response": response,
        "typed": _typed(request, survey),
    }
    # The page around the form is in the language of staff; only the questions are in the paper's.
    del context["page_language"], context["page_direction"]
    context |= {"paper_language": language, "paper_direction": direction(language)}
    return render(request, "surveys/paper.html", context)


def _plan(survey: Survey, said: dict[UUID, str]) -> dict[str, Any]:
    commitments = [
        {"lineage": c.lineage, "number": c.number, "said": said.get(c.lineage, "")}
        for c in readable(survey.version)
    ]
    return {"commitments": commitments}


def _typed(request: HttpRequest, survey: Survey) -> list[Response]:
    return list(typed_today(signed_in(request), survey))
