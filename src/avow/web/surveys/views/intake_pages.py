"""The pages on which somebody answers, each drawn as the answer to the form before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from avow.web.surveys import actions, keys, showing, states
from avow.web.surveys.given import NOTHING
from avow.web.surveys.models import Section
from avow.web.surveys.posted import Errors, filled
from avow.web.surveys.views import intake
from avow.web.surveys.visit import Visit


def around(visit: Visit) -> dict[str, Any]:
    """Return what every page of answering shows."""
    return {
        **showing.frame(visit.survey, visit.language),
        "key": keys.page_key(visit.response),
        "care": visit.care,
        "sent": visit.response.state == states.SENT,
    }


def section(
    request: HttpRequest, visit: Visit, page: Section, errors: Errors | None = None
) -> HttpResponse:
    """Ask the questions of one section."""
    context = showing.page(visit.survey, page, visit.language, visit.answers, errors)
    context |= around(visit)
    words = context["words"]
    from_check = request.POST.get("from") == "check" or request.POST.get("do", "")[:7] == "change:"
    context |= {
        "from_check": from_check,
        "may_go_back": from_check or visit.beside(page, -1) is not None,
        "progress": filled(words, "step", number=context["number"], total=context["total"]),
    }
    return render(request, "surveys/answer/section.html", context)


def change(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask one section again, on the way back to the check."""
    page = visit.section(request.POST["do"].partition(":")[2])
    return section(request, visit, page) if page else check(request, visit)


def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show everything that was answered, to be changed or sent."""
    pages = [
        (page, visit.survey.in_language(page.title, visit.language), _said(visit, page))
        for page in visit.pages
    ]
    return render(request, "surveys/answer/check.html", {**around(visit), "pages": pages})


def _said(visit: Visit, page: Section) -> list[tuple[str, list[str], Any]]:
    return [
        (
            visit.survey.in_language(question.wording, visit.language),
            showing.said(
                visit.survey, question, visit.language, visit.answers.get(question.key, NOTHING)
            ),
            visit.answers.get(question.key, NOTHING).comments,
        )
        for question in visit.asked_on(page)
    ]


def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send the response and thank."""
    actions.send_response(response=visit.response, now=visit.now)
    return _coded(request, visit, "surveys/answer/done.html")


def code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give a code for coming back."""
    return _coded(request, visit, "surveys/answer/code.html")


def _coded(request: HttpRequest, visit: Visit, template: str) -> HttpResponse:
    given = actions.give_code(response=visit.response, now=visit.now)
    context = around(visit)
    closes = intake.in_words(intake.last_day(visit.survey), visit.language)
    context |= {
        "code": given,
        "explained": filled(context["words"], "code_explained", closes=closes),
    }
    return render(request, template, context)


def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask whether to erase the response."""
    return render(request, "surveys/answer/withdraw.html", around(visit))


def withdraw_now(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Erase the response."""
    context = showing.frame(visit.survey, visit.language)
    actions.withdraw(response=visit.response, now=visit.now)
    context["said"] = context["words"]["withdrawn"]
    return render(request, "surveys/answer/closed.html", context)
