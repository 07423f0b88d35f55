"""One step of answering: every form of a survey comes here, and the next page is the answer.

No step has an address of its own, so that a browser's history tells nothing of how far somebody
came or what was said.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from avow.web.surveys import actions, gate, showing
from avow.web.surveys.models import Section, Survey
from avow.web.surveys.posted import answers, filled
from avow.web.surveys.views import intake, intake_pages, intake_plan
from avow.web.surveys.visit import Visit

Step = Callable[[HttpRequest, Visit], HttpResponse]


def step(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Do what the pressed button says."""
    _check_own_form(request)
    now = timezone.now()
    language = request.POST.get("language", "")
    if not survey.takes_answers(now):
        return intake.closed_page(request, survey, language, now)
    do = request.POST.get("do", "")
    if do in ("start", "comment") and not request.POST.get("key"):
        return _begin(request, survey, language, do)
    if do == "resume":
        return _resume(request, survey, language)
    again = bool(request.headers.get("HX-Request"))
    response = actions.take_turn(
        survey=survey, key=request.POST.get("key", ""), again=again, now=now
    )
    if response is None:
        words = showing.words(survey, language)
        return intake.come_back_page(request, survey, language, said=words["stale"])
    return _dispatch(request, Visit(response, now), do)


def _check_own_form(request: HttpRequest) -> None:
    """Refuse forms that stand on other sites."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied


def _begin(request: HttpRequest, survey: Survey, language: str, do: str) -> HttpResponse:
    words = showing.words(survey, language)
    ticket, work = request.POST.get("ticket", ""), request.POST.get("work", "")
    # A field that people do not see, and scripts that fill every field do.
    trapped = bool(request.POST.get("website"))
    verdict = gate.admit(survey, intake.place(request), ticket, work)
    now = timezone.now()
    response = None
    if verdict.nonce and not trapped:
        response = actions.start_response(
            survey=survey, language=language, nonce=verdict.nonce, now=now
        )
    if response is None:
        said = filled(words, "again", seconds=verdict.wait or gate.WAIT)
        refused = intake.plan_page if do == "comment" else intake.start_page
        return refused(request, survey, language, said)
    gate.began(intake.place(request), verdict)
    visit = Visit(response, now)
    return intake_plan.add(request, visit) if do == "comment" else _first(request, visit)


def _first(request: HttpRequest, visit: Visit) -> HttpResponse:
    if not visit.pages:
        return intake_pages.check(request, visit)
    return intake_pages.section(request, visit, visit.pages[0])


def _resume(request: HttpRequest, survey: Survey, language: str) -> HttpResponse:
    words, place = showing.words(survey, language), intake.place(request)
    if not gate.may_try(place):
        return intake.come_back_page(request, survey, language, error=words["tries"])
    now = timezone.now()
    response = actions.resume(survey=survey, code=request.POST.get("code", ""), now=now)
    if response is None:
        gate.tried(place)
        return intake.come_back_page(request, survey, language, error=words["code_wrong"])
    return intake_pages.check(request, Visit(response, now))


def _dispatch(request: HttpRequest, visit: Visit, do: str) -> HttpResponse:
    do, _colon, about = do.partition(":")
    section = visit.section(about or request.POST.get("section", ""))
    if do in _SAVING and section is not None:
        return _save(request, visit, section, do)
    if do == "section":
        return intake_pages.section(request, visit, section) if section else _first(request, visit)
    return _OTHERS.get(do, intake_pages.check)(request, visit)


def _save(request: HttpRequest, visit: Visit, section: Section, do: str) -> HttpResponse:
    """Store a section, then go where the button leads, unless something is wrong with it."""
    shown = set(request.POST.getlist("shown"))
    here = [question for question in section.questions.all() if question.key in shown]
    given, errors = answers(request.POST, here, visit.words)
    right = [question for question in here if question.key not in errors]
    visit.care = actions.save_section(
        response=visit.response, questions=right, given=given, now=visit.now
    )
    visit.look()
    new = {question.key for question in visit.asked_on(section)} - shown
    if do != "back" and (errors or new):
        wrong = {key: answer for key, answer in given.items() if key in errors}
        visit.answers |= wrong
        return intake_pages.section(request, visit, section, errors)
    return _SAVING[do](request, visit, section)


def _next(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    page = visit.beside(section, 1)
    if page is None or request.POST.get("from") == "check":
        return intake_pages.check(request, visit)
    return intake_pages.section(request, visit, page)


def _back(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    page = visit.beside(section, -1)
    if page is None or request.POST.get("from") == "check":
        return intake_pages.check(request, visit)
    return intake_pages.section(request, visit, page)


def _later(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    return intake_pages.code(request, visit)


def _plan(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    return intake_plan.page(request, visit)


_SAVING: dict[str, Callable[[HttpRequest, Visit, Section], HttpResponse]] = {
    "next": _next,
    "back": _back,
    "later": _later,
    "plan": _plan,
}
_OTHERS: dict[str, Step] = {
    "change": intake_pages.change,
    "send": intake_pages.send,
    "code": intake_pages.code,
    "withdraw": intake_pages.withdraw,
    "withdraw-now": intake_pages.withdraw_now,
    "plan": intake_plan.page,
    "comment": intake_plan.add,
    "comment-save": intake_plan.change,
    "comment-remove": intake_plan.remove,
}
