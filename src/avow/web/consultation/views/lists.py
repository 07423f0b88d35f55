from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, queries, states
from avow.web.consultation.models import Submission
from avow.web.consultation.models.answer import DECISIONS
from avow.web.consultation.permissions import check_read_submission
from avow.web.core.permissions import requires


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


@requires(check_read_submission)
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """List the adopted recommendations, narrowed by commitment, submission, answer or decision."""
    wanted = _wanted(request)
    found = actions.list_recommendations(by=signed_in(request), wanted=wanted)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "wanted": wanted,
        "submissions": Submission.objects.defer("text").order_by("organisation"),
        "commitments": queries.commitments_linked(),
        "decisions": DECISIONS,
        "answers": queries.ANSWER_STATES,
        "may_publish": signed_in(request).may("answer.publish"),
    }
    return render(request, "consultation/recommendations.html", context)


def _wanted(request: HttpRequest) -> queries.Wanted:
    def given(name: str) -> str:
        return request.GET.get(name, "").strip()

    return queries.Wanted(
        submission=_identifier(given("submission")),
        commitment="gap" if given("commitment") == "gap" else _identifier(given("commitment")),
        answer=given("answer"),
        decision=given("decision"),
        words=given("words"),
    )


def _identifier(value: str) -> str:
    """Return ``value`` if it is an identifier, else nothing: a mangled address narrows nothing."""
    try:
        return str(UUID(value))
    except ValueError:
        return ""
