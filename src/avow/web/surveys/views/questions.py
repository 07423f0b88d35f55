from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Commitment
from avow.web.surveys import actions
from avow.web.surveys.actions import Asking
from avow.web.surveys.forms import NewQuestionForm, QuestionForm
from avow.web.surveys.models import Question, Section
from avow.web.surveys.models.question import EQUALITY
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import StaleEditError
from avow.web.surveys.scales import ELSEWHERE, PREFER_NOT
from avow.web.surveys.views.shared import attempt, to_survey


def _question(pk: UUID) -> Question:
    return get_object_or_404(Question.objects.select_related("survey__version", "section"), pk=pk)


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def question_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a question to a section of a draft, then say the rest of it."""
    section = get_object_or_404(Section.objects.select_related("survey__version"), pk=pk)
    form = NewQuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_question(
                by=signed_in(request),
                section=section,
                kind=form.cleaned_data["kind"],
                asking=Asking(wording=form.cleaned_data["wording"]),
                standard=form.cleaned_data["standard"],
            )
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("surveys:question", made.pk)
    context = {"survey": section.survey, "form": form, "heading": _("Add a question")}
    return render(request, "surveys/part.html", {**context, "do": _("Add, and go on")})


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Edit what a question of a draft says."""
    found = _question(pk)
    form = QuestionForm(found, request.POST or None, initial=_said(found))
    context: dict[str, Any] = {"saved": ""}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_question(
                by=signed_in(request),
                question=found,
                revision=form.cleaned_data["revision"],
                asking=_asking(form.cleaned_data),
            )
        except StaleEditError as error:
            wanted = {**request.POST.dict(), "revision": error.current.revision}
            form = QuestionForm(found, initial=wanted)
            context["saved"] = str(error.current)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return to_survey(found.survey_id, f"#q-{found.pk}")
    context |= {
        "survey": found.survey,
        "question": found,
        "form": form,
        "heading": _("Edit the question"),
        "fixed": [found.survey.in_language(o["wording"]) for o in found.options]
        if found.kind == EQUALITY
        else [],
        "sections": found.survey.sections.exclude(pk=found.section_id),
        "condition_url": reverse("surveys:question-condition", args=[found.pk]),
    }
    return render(request, "surveys/part.html", context, status=409 if context["saved"] else 200)


def _said(question: Question) -> dict[str, object]:
    say = question.survey.in_language
    options = [o for o in question.options if o["value"] not in (ELSEWHERE, PREFER_NOT)]
    return {
        "revision": question.revision,
        "wording": say(question.wording),
        "hint": say(question.hint),
        "options": "\n".join(say(o["wording"]) for o in _kept(question, options)),
        "commitment": question.lineage,
        "symbol": question.symbol,
    }


def _kept(question: Question, named: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the options that are written by hand: of an area question, the areas alone."""
    return named if question.kind == "area" else list(question.options)


def _asking(cleaned: dict[str, Any]) -> Asking:
    commitment: Commitment | None = cleaned["commitment"]
    return Asking(
        wording=cleaned["wording"],
        hint=cleaned["hint"],
        options=cleaned.get("options", "").splitlines(),
        lineage=commitment.lineage if commitment else None,
        symbol=cleaned["symbol"],
    )


@requires(check_edit_survey)
@require_POST
def question_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a question of a draft up or down, or to another section."""
    found = _question(pk)
    to = request.POST.get("to", "")
    section = found.survey.sections.filter(pk=to).first() if _is_id(to) else None
    up = request.POST.get("way") == "up"
    attempt(request, "", actions.move_question, question=found, up=up, to=section)
    return to_survey(found.survey_id, f"#q-{found.pk}")


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def question_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a question is to leave the draft; remove it when confirmed."""
    found = _question(pk)
    if request.method == "POST":
        attempt(request, _("The question was removed."), actions.remove_question, question=found)
        return to_survey(found.survey_id, f"#s-{found.section_id}")
    context = {
        "survey": found.survey,
        "question": _("Remove the question “%(question)s”?") % {"question": found},
        "explained": _("Its translations go with it. Nobody can get it back."),
        "do": _("Remove the question"),
        "keep": _("Keep it"),
    }
    return render(request, "surveys/sure.html", context)
