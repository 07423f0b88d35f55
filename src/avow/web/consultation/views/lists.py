from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, asks, likeness, queries, states
from avow.web.consultation.models import Ask, Recommendation, Submission
from avow.web.consultation.models.answer import DECISIONS
from avow.web.consultation.permissions import (
    check_read_submission,
    check_review,
    check_see_asks,
)
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.core.states import IllegalMoveError

_COLUMNS = (
    "asked",
    "organisations",
    "people",
    "commitments",
    "adopted_on",
    "due_on",
    "answer",
    "decision",
)


@requires(check_read_submission)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the submissions with what is left to do on each."""
    words, state = (request.GET.get(name, "").strip() for name in ("words", "state"))
    page = Paginator(queries.submissions(words, state), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "state": state,
        "states": states.SUBMISSION_STATES,
        "any": page.paginator.count or Submission.objects.exists(),
        "may_import": signed_in(request).may("submission.import"),
    }
    return render(request, "consultation/index.html", context)


@requires(check_see_asks)
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """List what was asked, narrowed and sorted: the queue of answers."""
    wanted, today = _wanted(request), timezone.localdate()
    found = actions.list_asks(by=signed_in(request), wanted=wanted)
    context = {
        "page": Paginator(found, 25).get_page(request.GET.get("page")),
        "wanted": wanted,
        "today": today,
        "late": asks.late(asks.standing(), today).count(),
        "signed": asks.publishable().count(),
        "submissions": Submission.objects.defer("text").order_by("organisation"),
        "commitments": queries.commitments_linked(),
        "organisations": asks.organisations(),
        "decisions": DECISIONS,
        "answers": asks.ANSWER_STATES,
        "sorts": asks.SORTS,
        "may_publish": signed_in(request).may("answer.publish"),
        "may_answer": signed_in(request).may("answer.write"),
        "may_sign": signed_in(request).may("answer.sign-off"),
        "may_read": signed_in(request).may("submission.read"),
        "may_review": signed_in(request).may("recommendation.review"),
    }
    return render(request, "consultation/recommendations.html", context)


@requires(check_see_asks)
@require_safe
def recommendations_file(request: HttpRequest) -> HttpResponse:
    """The queue as CSV, as it is narrowed and sorted; private people are not named in it."""
    found = actions.list_asks(by=signed_in(request), wanted=_wanted(request))
    response = HttpResponse(
        as_csv(_COLUMNS, map(_row, found)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="asked.csv"'
    return response


def _row(ask: Ask) -> list[str]:
    held = getattr(ask, "answer", None)
    names = {
        row.submission.organisation for row in ask.said if row.submission.kind == "organisation"
    }
    numbers = {link.commitment.number for row in ask.said for link in row.links.all()}
    return [
        ask.said[0].quote,
        "; ".join(sorted(names, key=str.casefold)),
        str(ask.people),
        "; ".join(sorted(numbers)),
        timezone.localdate(ask.asked_on).isoformat(),
        ask.due_on.isoformat(),
        held.get_state_display() if held else _("Not answered yet"),
        held.current.get_decision_display() if held else "",
    ]


@requires(check_read_submission, check_review)
@require_http_methods(["GET", "POST"])
def alike(request: HttpRequest) -> HttpResponse:
    """Show asks that seem to be the same; put those together that a person chose."""
    if request.method == "POST":
        return _sorted_out(request)
    actions.list_asks(by=signed_in(request), wanted=asks.Wanted())
    page = Paginator(likeness.alike(), 10).get_page(request.GET.get("page"))
    return render(request, "consultation/alike.html", {"page": page})


def _sorted_out(request: HttpRequest) -> HttpResponse:
    """Put the chosen together, or keep them apart."""
    wanted = [pk for pk in map(_identifier, request.POST.getlist("ask")) if pk]
    chosen, who = Ask.objects.filter(pk__in=wanted), signed_in(request)
    try:
        if request.POST.get("then") == "apart":
            actions.keep_apart(by=who, asks=chosen)
            messages.success(request, _("They stay apart and are not proposed again."))
        else:
            kept = actions.put_together(by=who, asks=chosen, why=request.POST.get("why", ""))
            messages.success(request, _("They stand together now and get one answer."))
            if request.POST.get("then") == "answer":
                return redirect("consultation:answer", kept.pk)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("consultation:alike")


@requires(check_review)
@require_POST
def take_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a recommendation stand alone again."""
    row = get_object_or_404(Recommendation, pk=pk)
    try:
        ask = actions.take_out(by=signed_in(request), recommendation=row)
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("consultation:answer", row.ask_id)
    messages.success(request, _("It stands alone now and gets its own answer."))
    return redirect("consultation:answer", ask.pk)


def _wanted(request: HttpRequest) -> asks.Wanted:
    def given(name: str) -> str:
        return request.GET.get(name, "").strip()[:200]

    return asks.Wanted(
        submission=_identifier(given("submission")),
        commitment="gap" if given("commitment") == "gap" else _identifier(given("commitment")),
        organisation=given("organisation"),
        answer=given("answer"),
        decision=given("decision"),
        words=given("words"),
        late=given("late"),
        sort=given("sort"),
    )


def _identifier(value: str) -> str:
    """Return ``value`` if it is an identifier, else nothing: a mangled address narrows nothing."""
    try:
        return str(UUID(value))
    except ValueError:
        return ""
