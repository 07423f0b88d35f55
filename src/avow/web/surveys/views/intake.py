"""The public's way in: which surveys there are, what one is about, and the plan it asks about."""

import math
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from avow.web.core import published
from avow.web.surveys import actions, days, gate, showing, states
from avow.web.surveys.answering import open_surveys
from avow.web.surveys.models import Survey
from avow.web.surveys.plan_text import readable
from avow.web.surveys.posted import filled

# Seconds that people take over a question, roughly: what the start page promises is made of it.
_SECONDS = {"text": 75, "passage": 90, "ranking": 40, "agreement": 20}


def asked_here(slug: str) -> Survey:
    """Return a survey that the public may know of, or raise 404."""
    shown = Survey.objects.exclude(state=states.DRAFT).filter(place="here")
    return get_object_or_404(shown.select_related("version"), slug=slug)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the surveys: open, to come, and closed."""
    now = timezone.now()
    actions.erase_unsent(now=now)
    taking, coming, ended = open_surveys(now)
    context = {
        "taking": [(survey, last_day(survey)) for survey in taking],
        "coming": coming,
        "ended": [(survey, last_day(survey)) for survey in ended],
        "responses": published.responses(),
    }
    return render(request, "surveys/answer/index.html", context)


@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a survey is about and what happens with answers; the form begins one."""
    survey = asked_here(slug)
    language = request.GET.get("language", "")
    return start_page(request, survey, language)


def start_page(
    request: HttpRequest, survey: Survey, language: str, message: str = ""
) -> HttpResponse:
    """Render the start page; ``message`` says why somebody did not get further."""
    context = showing.frame(survey, language)
    language, words = context["page_language"], context["words"]
    now = timezone.now()
    if not survey.takes_answers(now):
        return closed_page(request, survey, language, now)
    context |= {
        "message": message,
        "minutes": filled(words, "minutes", minutes=minutes(survey)),
        "dates": dates(survey, words, language),
        "ticket": gate.new_ticket(survey, place(request)),
    }
    return render(request, "surveys/answer/start.html", context)


def closed_page(request: HttpRequest, survey: Survey, language: str, now: datetime) -> HttpResponse:
    """Say that a survey takes no answers: not yet, or no longer."""
    context = showing.frame(survey, language)
    words = context["words"]
    coming = survey.state == states.READY and survey.opens_at and now < survey.opens_at
    opens = in_words(survey.opens_at, context["page_language"])
    context["said"] = filled(words, "not_open", opens=opens) if coming else words["closed"]
    return render(request, "surveys/answer/closed.html", context)


@require_safe
def come_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the code of a response begun before."""
    survey = asked_here(slug)
    return come_back_page(request, survey, request.GET.get("language", ""))


def come_back_page(
    request: HttpRequest, survey: Survey, language: str, error: str = "", said: str = ""
) -> HttpResponse:
    """Render the form for a code; ``error`` is about a code, ``said`` why one is asked for."""
    context = {**showing.frame(survey, language), "error": error, "said": said}
    context["tried"] = request.POST.get("code", "")[:60] if error else ""
    if not survey.takes_answers(timezone.now()):
        return closed_page(request, survey, language, timezone.now())
    return render(request, "surveys/answer/come_back.html", context)


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan that a survey asks about, to read and to comment on."""
    survey = asked_here(slug)
    return plan_page(request, survey, request.GET.get("language", ""))


def plan_page(
    request: HttpRequest, survey: Survey, language: str, message: str = ""
) -> HttpResponse:
    """Render the plan for somebody who has not begun; their first comment begins a response."""
    context = showing.frame(survey, language)
    taking = survey.takes_answers(timezone.now())
    context |= {
        "plan": readable(survey.version),
        "comments": taking and asks_for_comments(survey),
        "ticket": gate.new_ticket(survey, place(request)),
        "message": message,
        "unsaved": request.POST.get("text", "")[: showing.LONGEST],
        **unsaved_place(request),
    }
    return render(request, "surveys/answer/plan.html", context)


def unsaved_place(request: HttpRequest) -> dict[str, str]:
    """Return where in the plan a comment stands that could not be added."""
    return {f"error_{name}": request.POST.get(name, "") for name in ("lineage", "start", "end")}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one step of answering. Whoever comes here by address or by reloading starts anew.

    No cookie makes a browser ours, so there is no request to forge; what counts is the key in the
    form. Forms on other sites are refused all the same.
    """
    from avow.web.surveys.views.intake_steps import step

    survey = asked_here(slug)
    if request.method != "POST":
        return redirect("have-your-say:survey", slug=slug)
    return step(request, survey)


def asks_for_comments(survey: Survey) -> bool:
    """Return whether a survey asks for comments on passages."""
    return survey.questions.filter(kind="passage").exists()


def place(request: HttpRequest) -> str:
    """Return the place that a request counts under. It is never stored; see ``gate``."""
    return gate.place_of(gate.address_of(request.META))


def minutes(survey: Survey) -> int:
    """Return how long answering takes, roughly, without what is asked only of some."""
    asked = survey.questions.filter(condition__isnull=True).values_list("kind", flat=True)
    return max(2, math.ceil(sum(_SECONDS.get(kind, 12) for kind in asked) / 60))


def dates(survey: Survey, words: dict[str, str], language: str) -> str:
    """Return when a survey may be answered, in words."""
    gaps = {
        "opens": in_words(survey.opens_at, language),
        "closes": in_words(last_day(survey), language),
    }
    return filled(words, "dates", **gaps)


def last_day(survey: Survey) -> Any:
    """Return the last day on which a survey may be, or could be, answered."""
    if survey.closed_at and survey.closes_at and survey.closed_at < survey.closes_at:
        return timezone.localdate(survey.closed_at)
    return days.last_day(survey.closes_at) if survey.closes_at else None


def in_words(day: Any, language: str) -> str:
    """Return a day in words of a language, where its words are known."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    with translation.override(language):
        return date_format(day, "j F Y")
