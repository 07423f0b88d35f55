"""The plan while somebody answers: comments on a commitment or on chosen words of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions
from avow.web.surveys.answering import MOST_COMMENTS
from avow.web.surveys.given import Comment
from avow.web.surveys.models import Answer, Question
from avow.web.surveys.plan_text import Readable, readable
from avow.web.surveys.posted import clean, too_long
from avow.web.surveys.views import intake, intake_pages
from avow.web.surveys.visit import Visit


def page(
    request: HttpRequest, visit: Visit, error: str = "", said: str = "", at: str = ""
) -> HttpResponse:
    """Show the plan with the author's comments, at the commitment whose lineage is ``at``.

    ``error`` is about the words ``said`` that they tried to add.
    """
    context = intake_pages.around(visit)
    mine = _comments(visit)
    context |= {
        "plan": readable(visit.survey.version),
        "comments": _question(visit) is not None and len(mine) < MOST_COMMENTS,
        "mine": mine,
        "back_to": request.POST.get("section", "") or _section(visit),
        "error": error,
        "unsaved": said,
        "at": at,
        **(intake.unsaved_place(request) if error or said else {}),
    }
    return render(request, "surveys/answer/plan.html", context)


def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Add a comment."""
    question, text = _question(visit), clean(request.POST.get("text", ""))
    error = too_long(text, visit.words)
    lineage = request.POST.get("lineage", "")
    if question is None or not text or error:
        return page(request, visit, error or visit.words["passage"], text, lineage)
    try:
        visit.care = actions.comment_on_plan(
            response=visit.response,
            question=question,
            lineage=UUID(lineage),
            text=text,
            passage=_passage(request),
            now=visit.now,
        )
    except (IllegalMoveError, ValueError):
        return page(request, visit, visit.words["plan_none"], text, lineage)
    visit.look()
    return page(request, visit, at=lineage)


def change(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Reword a comment."""
    return _change(request, visit, clean(request.POST.get("text", "")))


def remove(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take a comment away."""
    return _change(request, visit, "")


def _change(request: HttpRequest, visit: Visit, text: str) -> HttpResponse:
    error = too_long(text, visit.words)
    wanted = request.POST.get("comment", "")
    comment = next((c for c in _own(visit) if str(c.pk) == wanted), None)
    if comment is not None and not error:
        visit.care = actions.change_comment(
            response=visit.response, comment=comment, text=text, now=visit.now
        )
        visit.look()
    return page(request, visit, error)


def _own(visit: Visit) -> "list[Answer]":
    return list(visit.response.answers.filter(lineage__isnull=False))


def _passage(request: HttpRequest) -> tuple[int, int] | None:
    start, end = request.POST.get("start", ""), request.POST.get("end", "")
    if not start and not end:
        return None
    return int(start), int(end)


def _question(visit: Visit) -> Question | None:
    return visit.survey.questions.filter(kind="passage").order_by("section__position").first()


def _section(visit: Visit) -> str:
    question = _question(visit)
    return str(question.section_id) if question else ""


def _comments(visit: Visit) -> list[tuple[Comment, str]]:
    """Return the author's comments with the number of the commitment, in the plan's order."""
    order: dict[UUID, tuple[int, Readable]] = {
        commitment.lineage: (place, commitment)
        for place, commitment in enumerate(readable(visit.survey.version))
    }
    found = [comment for given in visit.answers.values() for comment in given.comments]
    placed: list[Any] = [
        (order[comment.lineage], comment) for comment in found if comment.lineage in order
    ]
    return [
        (comment, commitment.number)
        for (_place, commitment), comment in sorted(placed, key=lambda pair: pair[0][0])
    ]
