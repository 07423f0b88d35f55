from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, queries, states
from avow.web.consultation.forms import AddForm
from avow.web.consultation.marks import blocks
from avow.web.consultation.models import Recommendation, Submission
from avow.web.consultation.originals import add_places
from avow.web.consultation.permissions import check_read_submission, check_review
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError

_DECISIONS = {
    "adopt": actions.adopt,
    "reject": actions.reject,
    "undo": actions.undo_decision,
    "gap": actions.mark_gap,
}
_WITH_NOTE = ("adopt", "reject")


@requires(check_read_submission)
@require_safe
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a submission's text with its candidates beside it. The look is recorded."""
    found = get_object_or_404(Submission.objects.defer("text"), pk=pk)
    submission = actions.read_submission(by=signed_in(request), submission=found, page="review")
    rows = numbered(submission)
    only_left = request.GET.get("show") == "left"
    context = {
        "submission": submission,
        "blocks": blocks(submission.text, rows),
        "rows": [r for r in rows if r.state == states.CANDIDATE] if only_left else rows,
        "only_left": only_left,
        "add_form": AddForm(auto_id="add_%s"),
        "may_review": signed_in(request).may("recommendation.review"),
        "may_answer": signed_in(request).may("answer.write"),
        "may_import": signed_in(request).may("submission.import"),
        **tally(rows),
    }
    return render(request, "consultation/review.html", context)


@requires(check_review)
@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Adopt, reject, take back or mark as a gap; answers with the card, or goes back to it."""
    row = get_object_or_404(Recommendation.objects.select_related("submission"), pk=pk)
    do, revision = request.POST.get("do", ""), request.POST.get("revision", "")
    problem = ""
    if act := _DECISIONS.get(do):
        note = {"note": request.POST.get("note", "").strip()} if do in _WITH_NOTE else {}
        try:
            act(
                by=signed_in(request),
                recommendation=row,
                revision=int(revision) if revision.isdecimal() and len(revision) < 10 else None,
                **note,
            )
        except IllegalMoveError as error:
            problem = str(error)
    return to_card(request, row, problem)


def to_card(request: HttpRequest, row: Recommendation, problem: str = "") -> HttpResponse:
    """Answer with the card as it is now; without JavaScript, go back to it on the review page."""
    if not request.htmx:  # type: ignore[attr-defined]
        if problem:
            messages.error(request, problem)
        address = reverse("consultation:review", args=[row.submission_id])
        return redirect(f"{address}#r-{row.pk}")
    rows = numbered(Submission.objects.defer("text").get(pk=row.submission_id))
    context = {
        "row": next(r for r in rows if r.pk == row.pk),
        "problem": problem,
        "may_review": True,
        "may_answer": signed_in(request).may("answer.write"),
        "swap": True,
        **tally(rows),
    }
    return render(request, "consultation/partials/card.html", context)


def numbered(submission: Submission) -> list[Recommendation]:
    """Return all recommendations of a submission, each with its ``place`` in the text from 1.

    ``where`` is its place in the document that was sent, in words; empty where text was pasted.
    """
    rows = list(queries.candidates(submission))
    for place, row in enumerate(rows, 1):
        row.place = place  # type: ignore[attr-defined]
    add_places(submission, rows)
    return rows


def tally(rows: list[Recommendation]) -> dict[str, int]:
    """Return how many there are and how many are decided."""
    return {
        "total": len(rows),
        "decided": sum(row.state != states.CANDIDATE for row in rows),
        "adopted": sum(row.state == states.ADOPTED for row in rows),
    }
