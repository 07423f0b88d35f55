"""Signing off and publishing answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, asks, states
from avow.web.consultation.forms import SendBackForm
from avow.web.consultation.models import Answer, Ask, Submission
from avow.web.consultation.permissions import (
    check_publish_answer,
    check_read_submission,
    check_sign_off,
)
from avow.web.consultation.policies import IncompleteAnswerError
from avow.web.consultation.views.answer import changed_names, find
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError


def _waiting() -> str:
    """Return where the answers stand that still wait for sign-off."""
    return f"{reverse('consultation:recommendations')}?answer={states.IN_SIGN_OFF}"


@requires(check_sign_off)
@require_http_methods(["GET", "POST"])
def sign_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what was asked and the answer to it; sign it off or send it back."""
    ask = find(pk)
    held = get_object_or_404(Answer.objects.select_related("current__version"), ask=ask)
    form = SendBackForm(request.POST if request.POST.get("do") == "back" else None)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "sign":
                number = request.POST.get("number", "")
                actions.sign_off(
                    by=signed_in(request),
                    answer=held,
                    number=int(number) if number.isdecimal() and len(number) < 9 else 0,
                )
                messages.success(request, _("The answer is signed off."))
                return redirect(_waiting())
            if form.is_valid():
                actions.send_back(by=signed_in(request), answer=held, **form.cleaned_data)
                messages.success(request, _("The answer went back to those who wrote it."))
                return redirect(_waiting())
        except IllegalMoveError as error:
            messages.error(request, str(error))
    context = {
        "ask": actions.read_ask(by=signed_in(request), ask=ask, page="sign-off"),
        "answer": held,
        "form": form,
        "changed": changed_names(held.current),
        "own": held.written_by_id == signed_in(request).pk,
    }
    return render(request, "consultation/sign_off.html", context)


@requires(check_read_submission, check_publish_answer)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what becomes public with an answer; publish when confirmed."""
    held = asks.publishable().filter(ask=find(pk))
    if not held:
        raise Http404
    return _publish(request, list(held), None)


@requires(check_read_submission, check_publish_answer)
@require_http_methods(["GET", "POST"])
def publish_all(request: HttpRequest) -> HttpResponse:
    """Show every signed-off answer, or those to one submission; publish those chosen."""
    wanted = request.GET.get("submission", "")
    submission = None
    if wanted:
        try:
            submission = Submission.objects.defer("text").filter(pk=UUID(wanted)).first()
        except ValueError as error:
            raise Http404 from error
    return _publish(request, list(asks.publishable(submission)), submission)


def _publish(
    request: HttpRequest, waiting: list[Answer], submission: Submission | None
) -> HttpResponse:
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
            except (IllegalMoveError, IncompleteAnswerError) as error:
                problem = str(error)
            else:
                return _published(request, chosen)
    return _publish_page(request, waiting, submission, problem)


def _publish_page(
    request: HttpRequest, waiting: list[Answer], submission: Submission | None, problem: str
) -> HttpResponse:
    shown = {
        ask.pk: ask
        for ask in (
            actions.read_ask(by=signed_in(request), ask=Ask(pk=held.ask_id), page="publish")
            for held in waiting
        )
    }
    context = {
        "submission": submission,
        "waiting": [(held, shown[held.ask_id], changed_names(held.current)) for held in waiting],
        "problem": problem,
    }
    return render(request, "consultation/publish.html", context)


def _published(request: HttpRequest, done: list[Answer]) -> HttpResponse:
    messages.success(
        request,
        ngettext("%(n)s answer is published.", "%(n)s answers are published.", len(done))
        % {"n": len(done)},
    )
    if len(done) == 1:
        return redirect("consultation:answer", done[0].ask_id)
    return redirect("consultation:recommendations")
