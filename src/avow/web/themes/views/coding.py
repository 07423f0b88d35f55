from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.core.work import newest
from avow.web.themes import actions, kinds, looks, queries, settling, states
from avow.web.themes.learning import LEARN_AFTER
from avow.web.themes.models import Decision, Frame, Sample, Standing
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import REASONS
from avow.web.themes.views.finding import frame_of

NONE = "none"


@dataclass(frozen=True)
class Vote:
    """What was ticked on the coding page."""

    themes: list[UUID]
    reason: str


@requires(check_code)
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Code one answer after another, those the machine is least sure of first."""
    frame = frame_of(pk)
    blind = request.GET.get("mode") == "blind"
    if request.method == "POST":
        return _voted(request, frame, blind)
    row = _asked_for(request, frame) or _next(request, frame)
    seen = row is not None and request.GET.get("seen") == str(row.answer_id)
    context = _coding(request, frame, row, suggest=not blind or seen)
    context |= {"blind": blind, "seen": seen, "skip": _skip(request)}
    if row is None:
        context["left"] = 0
    return render(request, "themes/code.html", context)


def _asked_for(request: HttpRequest, frame: Frame) -> Standing | None:
    """Return the answer that the address names, to code it (again)."""
    return _named(frame, request.GET.get("answer") or request.GET.get("seen") or "")


def _named(frame: Frame, given: str) -> Standing | None:
    try:
        return Standing.objects.filter(frame=frame, answer=UUID(given)).first()
    except ValueError:
        return None


def _posted(request: HttpRequest, frame: Frame) -> Standing:
    row = _named(frame, request.POST.get("answer", ""))
    if row is None:
        raise Http404
    return row


def _skip(request: HttpRequest) -> int:
    given = request.GET.get("skip", "")
    return int(given) if given.isdecimal() and len(given) < 4 else 0


def _next(request: HttpRequest, frame: Frame) -> Standing | None:
    return queries.to_code(frame)[_skip(request) :].first()


def _coding(
    request: HttpRequest, frame: Frame, row: Standing | None, *, suggest: bool
) -> dict[str, Any]:
    """Return what the coding page shows of one answer; reading it is recorded."""
    themes = queries.adopted(frame)
    context: dict[str, Any] = {
        "question": frame.question,
        "frame": frame,
        "themes": themes,
        "reasons": REASONS,
        "learn_after": LEARN_AFTER,
        "work": newest(frame.pk, *kinds.ALL),
        "quiet": True,
        "may_publish": signed_in(request).may("answer.publish"),
    }
    if row is None or not themes:
        return context
    answers = actions.read_answers(
        by=signed_in(request), on=frame.question, answers=[row.answer_id], page="coding"
    )
    said = looks.said([row], answers, queries.themes_of(frame, [row]))
    if not said:
        return context
    one = said[0]
    machine = {theme.pk: chance for theme, chance in one.machine if theme.state == states.ADOPTED}
    held = settling.standing_decisions(frame, [row.text_key]).get(row.text_key)
    ticked = (
        set(settling.effective(held.themes, settling.roots(frame)))
        if held
        else set(machine)
        if suggest
        else set()
    )
    return context | {
        "said": one,
        "row": row,
        "held": held if suggest else None,
        "suggest": suggest,
        "options": [
            (theme, theme.pk in ticked and suggest, machine.get(theme.pk) if suggest else None)
            for theme in themes
        ],
        "reason": row.reason if suggest else "",
        "copies": Standing.objects.filter(frame=frame, text_key=row.text_key).count() - 1,
        "family": row.family,
    }


def _vote(request: HttpRequest) -> Vote:
    themes = []
    for given in request.POST.getlist("theme"):
        try:
            themes.append(UUID(given))
        except ValueError as error:
            raise IllegalMoveError(_("Choose themes from the list.")) from error
    reason = request.POST.get("reason", "")
    if not themes and not reason:
        raise IllegalMoveError(_("Tick a theme, or say that it is in none of them."))
    return Vote(themes, "" if reason == NONE else reason)


def _voted(request: HttpRequest, frame: Frame, blind: bool) -> HttpResponse:
    row = _posted(request, frame)
    first_look = blind and not request.POST.get("seen")
    address = reverse("themes:code", args=[frame.question_id])
    mode = {"mode": "blind"} if blind else {}
    try:
        vote = _vote(request)
        actions.code_text(
            by=signed_in(request),
            standing=row,
            themes=vote.themes,
            reason=vote.reason,
            blind=first_look,
            whole_family=bool(request.POST.get("family")),
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect(f"{address}?{urlencode(mode | {'answer': str(row.answer_id)})}")
    _learn_again(request, frame)
    after = {"seen": str(row.answer_id)} if first_look else {}
    return redirect(f"{address}?{urlencode(mode | after)}")


def _learn_again(request: HttpRequest, frame: Frame) -> None:
    """Have the machine learn anew once enough was coded since the last time."""
    frame.refresh_from_db(fields=["decided_since"])
    going = newest(frame.pk, *kinds.ALL)
    if frame.decided_since < LEARN_AFTER or (going and going.is_going_on):
        return
    actions.ask_to_learn(by=signed_in(request), frame=frame)
    messages.info(request, _("The machine learns from what you coded. You can go on."))


@requires(check_code)
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back how people coded a text."""
    row = get_object_or_404(Standing.objects.select_related("frame"), answer=pk)
    try:
        actions.take_back(by=signed_in(request), standing=row)
        messages.success(request, _("Taken back. What the machine says counts again."))
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('themes:code', args=[row.frame.question_id])}?answer={pk}")


@requires(check_code)
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Code a sample a second time, seeing neither the first coder nor the machine."""
    sample = get_object_or_404(Sample.objects.select_related("frame__question__survey"), pk=pk)
    frame, person = sample.frame, signed_in(request)
    if request.method == "POST":
        row = _posted(request, frame)
        if str(row.answer_id) not in sample.answers:
            raise Http404
        try:
            vote = _vote(request)
            actions.check_text(by=person, standing=row, themes=vote.themes, reason=vote.reason)
        except IllegalMoveError as error:
            messages.error(request, str(error))
        return redirect("themes:second", sample.pk)
    left = queries.to_check(sample, person.pk)
    asked = Standing.objects.filter(frame=frame, answer=left[0]).first() if left else None
    context = _coding(request, frame, asked, suggest=False)
    done = Decision.objects.filter(frame=frame, kind=states.CHECKED, by=person).count()
    context |= {"sample": sample, "blind": True, "second": True, "left": len(left), "done": done}
    return render(request, "themes/code.html", context)
