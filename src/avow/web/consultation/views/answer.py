from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, queries
from avow.web.consultation.forms import AnswerForm
from avow.web.consultation.models import Answer, AnswerRevision, Recommendation, Submission
from avow.web.consultation.passages import excerpt
from avow.web.consultation.permissions import (
    check_publish_answer,
    check_read_submission,
    check_write_answer,
)
from avow.web.consultation.policies import IncompleteAnswerError, StaleAnswerError
from avow.web.consultation.views.edit import find
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError


@requires(check_read_submission, check_write_answer)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the answer to an adopted recommendation, with the quote in its context."""
    row = find(pk)
    held = Answer.objects.select_related("current").filter(recommendation=row).first()
    form = AnswerForm(request.POST or None, initial=_initial(held.current if held else None))
    saved = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_answer(by=signed_in(request), recommendation=row, **form.cleaned_data)
        except StaleAnswerError as error:
            saved = error.current
            form = AnswerForm(initial={**form.cleaned_data, "based_on": saved.number})
        except IncompleteAnswerError as error:
            form.add_error(error.field, str(error))
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return _after_saving(request, row)
    return _answer_page(request, row, form, saved)


def _initial(current: AnswerRevision | None) -> dict[str, object]:
    if current is None:
        return {"based_on": 0}
    return {
        "based_on": current.number,
        "decision": current.decision,
        "reason": current.reason,
        "change": current.change,
    }


def _after_saving(request: HttpRequest, row: Recommendation) -> HttpResponse:
    if request.POST.get("then") == "publish":
        return redirect("consultation:publish-answer", row.pk)
    messages.success(request, _("The answer is saved as a draft. Only staff see it."))
    return redirect("consultation:answer", row.pk)


def _answer_page(
    request: HttpRequest, row: Recommendation, form: AnswerForm, saved: AnswerRevision | None
) -> HttpResponse:
    submission = actions.read_submission(
        by=signed_in(request), submission=row.submission, page="answer"
    )
    before, after = excerpt(submission.text, row.start, row.end)
    context = {
        "row": row,
        "submission": submission,
        "before": before,
        "after": after,
        "form": form,
        "saved": saved,
        "revisions": row.answer_revisions.select_related("decided_by"),
        "answer": Answer.objects.select_related("current", "published", "published_by")
        .filter(recommendation=row)
        .first(),
        "may_publish": signed_in(request).may("answer.publish"),
        "next": _next(row),
    }
    return render(request, "consultation/answer.html", context, status=409 if saved else 200)


def _next(row: Recommendation) -> Recommendation | None:
    """Return the next recommendation of the submission that nobody has answered."""
    waiting = queries.adopted(
        queries.Wanted(submission=str(row.submission_id), answer=queries.UNANSWERED)
    ).exclude(pk=row.pk)
    return waiting.filter(start__gte=row.start).first() or waiting.first()


@requires(check_read_submission, check_publish_answer)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what becomes public with an answer; publish when confirmed."""
    row = find(pk)
    held = get_object_or_404(queries.publishable(row.submission), recommendation=row)
    return _publish(request, row.submission, [held])


@requires(check_read_submission, check_publish_answer)
@require_http_methods(["GET", "POST"])
def publish_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show every drafted answer of a submission; publish those chosen."""
    submission = get_object_or_404(Submission.objects.defer("text"), pk=pk)
    return _publish(request, submission, list(queries.publishable(submission)))


def _publish(request: HttpRequest, submission: Submission, waiting: list[Answer]) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        wanted = set(request.POST.getlist("answer"))
        # The wording is named too: one that was saved after this page was shown is not published.
        chosen = [held for held in waiting if f"{held.pk}:{held.current.number}" in wanted]
        if len(chosen) < len(wanted):
            problem = _("An answer was changed meanwhile. Read it as it is now, then publish.")
        elif not chosen:
            problem = _("Choose at least one answer to publish.")
        else:
            try:
                actions.publish_answers(by=signed_in(request), answers=chosen)
            except IllegalMoveError as error:
                problem = str(error)
            else:
                return _published(request, submission, chosen)
    actions.read_submission(by=signed_in(request), submission=submission, page="publish")
    context = {"submission": submission, "waiting": waiting, "problem": problem}
    return render(request, "consultation/publish.html", context)


def _published(request: HttpRequest, submission: Submission, done: list[Answer]) -> HttpResponse:
    messages.success(
        request,
        ngettext("%(n)s answer is published.", "%(n)s answers are published.", len(done))
        % {"n": len(done)},
    )
    if len(done) == 1:
        return redirect("consultation:answer", done[0].recommendation_id)
    return redirect("consultation:review", submission.pk)


@requires(check_read_submission, check_publish_answer)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a public answer is to be taken back; do it when confirmed."""
    row = find(pk)
    held = get_object_or_404(Answer.objects.select_related("published"), recommendation=row)
    if request.method == "POST":
        try:
            actions.withdraw_answer(by=signed_in(request), answer=held)
        except IllegalMoveError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The answer is no longer public."))
        return redirect("consultation:answer", pk)
    actions.read_submission(by=signed_in(request), submission=row.submission, page="withdraw")
    return render(request, "consultation/withdraw.html", {"row": row, "answer": held})
