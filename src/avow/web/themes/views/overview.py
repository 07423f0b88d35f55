from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.core.work import newest
from avow.web.surveys.models import Question
from avow.web.themes import actions, counting, kinds, looks, queries, refreshing, states
from avow.web.themes.learning import LEARN_AFTER
from avow.web.themes.models import Frame
from avow.web.themes.permissions import check_code, check_read_themes
from avow.web.themes.views.finding import frame_of


@requires(check_read_themes)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the surveys with their free-text questions, and how far each is."""
    frames = {frame.question_id: frame for frame in Frame.objects.all()}
    surveys: dict[Any, list[tuple[Question, Frame | None, looks.Where | None]]] = {}
    for asked in queries.questions():
        frame = frames.get(asked.pk)
        stand = looks.where(frame, counting.PEOPLE) if frame and frame.counts else None
        surveys.setdefault(asked.survey, []).append((asked, frame, stand))
    return render(request, "themes/index.html", {"surveys": surveys})


@requires(check_read_themes)
@require_safe
def question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the themes of a question with quotes and counts: the review page."""
    asked = get_object_or_404(
        Question.objects.select_related("survey", "section"), pk=pk, kind__in=["text", "passage"]
    )
    frame = Frame.objects.filter(question=asked).first()
    person = signed_in(request)
    context = {
        "question": asked,
        "may_code": person.may("theme.code"),
        "may_publish": person.may("answer.publish"),
        **(_framed(request, frame) if frame else {"readable": refreshing.readable(asked)}),
    }
    return render(request, "themes/question.html", context)


def _framed(request: HttpRequest, frame: Frame) -> dict[str, Any]:
    came = refreshing.refresh(frame)
    way, themes = looks.way(request), list(frame.themes.select_related("into", "part_of"))
    live = [t for t in themes if t.state != states.DROPPED]
    quoted = [UUID(quote) for theme in live for quote in theme.quotes]
    answers = actions.read_answers(
        by=signed_in(request), on=frame.question, answers=quoted, page="question"
    )
    waiting = came if way == counting.PEOPLE else 0
    place = looks.where(frame, way, waiting)
    adopted = [t for t in live if t.state == states.ADOPTED]
    candidates = [t for t in live if t.state == states.CANDIDATE and not t.part_of_id]
    return {
        "frame": frame,
        "readable": counting.total(frame.counts, counting.PEOPLE) + came,
        "way": way,
        "where": place,
        "waiting": waiting,
        "adopted": looks.shown(adopted, way, place.total, answers),
        "candidates": looks.shown(candidates, way, place.total, answers),
        "dropped": [t for t in themes if t.state == states.DROPPED],
        "targets": adopted,
        "reasons": counting.reasons(frame, way),
        "learn_after": LEARN_AFTER,
        "coded": bool(adopted) and queries.is_coded(frame),
        "work": newest(frame.pk, *kinds.ALL),
    }


@requires(check_code)
@require_POST
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have themes proposed; the page shows how far it is."""
    asked = get_object_or_404(Question, pk=pk)
    return _start(request, asked, lambda: actions.ask_for_themes(by=_by(request), question=asked))


@requires(check_code)
@require_POST
def learn(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the machine learn from what people coded."""
    frame = frame_of(pk)
    return _start(
        request, frame.question, lambda: actions.ask_to_learn(by=_by(request), frame=frame)
    )


@requires(check_read_themes)
@require_safe
def work(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how far the machine is; once it is done, have the page opened anew."""
    frame = frame_of(pk)
    going = newest(frame.pk, *kinds.ALL)
    # Where somebody is coding, the page must not open anew under their hands.
    quiet = "quiet" in request.GET
    response = render(
        request,
        "themes/partials/work.html",
        {"work": going, "question": frame.question, "quiet": quiet},
    )
    if quiet:
        return response
    if going is None or not going.is_going_on:
        response["HX-Refresh"] = "true"
    return response


def _by(request: HttpRequest) -> Any:
    return signed_in(request)


def _start(request: HttpRequest, asked: Question, start: Callable[[], object]) -> HttpResponse:
    try:
        start()
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("themes:question", asked.pk)
