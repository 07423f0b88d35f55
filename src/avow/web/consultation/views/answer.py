from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, asks
from avow.web.consultation.changes import Part, Pointer, names, parts_changed
from avow.web.consultation.forms import AnswerForm
from avow.web.consultation.models import Answer, AnswerRevision, Ask
from avow.web.consultation.permissions import (
    check_publish_answer,
    check_read_submission,
    check_write_answer,
)
from avow.web.consultation.policies import IncompleteAnswerError, StaleAnswerError
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import queries as plan
from avow.web.plan.models import Version


def find(pk: UUID) -> Ask:
    """Return the ask of an address, or answer that there is none."""
    try:
        return asks.one(pk)
    except Ask.DoesNotExist as error:
        raise Http404 from error


@requires(check_read_submission, check_write_answer)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the answer to what was asked, with every voice beside it."""
    ask = find(pk)
    shown = actions.read_ask(by=signed_in(request), ask=ask, page="answer")
    held: Answer | None = getattr(shown, "answer", None)
    version, parts = _parts(shown)
    form = AnswerForm(
        request.POST or None, initial=_initial(held.current if held else None), parts=parts
    )
    saved = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_answer(by=signed_in(request), ask=ask, **_written(form, version))
        except StaleAnswerError as error:
            saved = error.current
            form = AnswerForm(initial={**form.cleaned_data, "based_on": saved.number}, parts=parts)
        except IncompleteAnswerError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return _after_saving(request, ask)
    return _answer_page(request, shown, form, saved)


def _parts(ask: Ask) -> tuple[Version | None, list[Part]]:
    """Return the version in force, and what in it differs from the one that was answered."""
    newest = plan.published_version()
    answered = ask.said[0].submission.version_id if ask.said else None
    if newest is None or answered is None or newest.pk == answered:
        return newest, []
    before = plan.with_parts(Version.objects.filter(pk=answered)).get()
    return newest, parts_changed(before, newest)


def _written(form: AnswerForm, version: Version | None) -> dict[str, Any]:
    """Return what the form says as `write_answer` takes it."""
    wanted = dict(form.cleaned_data)
    changed = wanted.pop("changed", [])
    if changed and version:
        wanted["pointer"] = Pointer(version, tuple(UUID(lineage) for lineage in changed))
    return wanted


def _initial(current: AnswerRevision | None) -> dict[str, object]:
    if current is None:
        return {"based_on": 0}
    kept = ("decision", "reason", "change", "changed", "no_change")
    return {"based_on": current.number, **{name: getattr(current, name) for name in kept}}


def _after_saving(request: HttpRequest, ask: Ask) -> HttpResponse:
    if request.POST.get("then") == "hand-in":
        return _handed_in(request, ask)
    messages.success(request, _("The answer is saved as a draft. Only staff see it."))
    return redirect("consultation:answer", ask.pk)


def _handed_in(request: HttpRequest, ask: Ask) -> HttpResponse:
    try:
        actions.hand_in(by=signed_in(request), answer=Answer.objects.get(ask=ask))
    except (IllegalMoveError, IncompleteAnswerError) as error:
        messages.error(request, _("The answer is saved, but not handed in.") + f" {error}")
    else:
        messages.success(request, _("The answer is handed in. Somebody else signs it off."))
    return redirect("consultation:answer", ask.pk)


def _answer_page(
    request: HttpRequest, ask: Ask, form: AnswerForm, saved: AnswerRevision | None
) -> HttpResponse:
    held: Answer | None = getattr(ask, "answer", None)
    context = {
        "ask": ask,
        "form": form,
        "saved": saved,
        "revisions": ask.answer_revisions.select_related("decided_by", "version"),
        "earlier": AnswerRevision.objects.filter(ask__merged_into=ask).select_related(
            "decided_by", "version"
        ),
        "answer": held,
        "changed": changed_names(held.current) if held else [],
        "may_publish": signed_in(request).may("answer.publish"),
        "may_sign": signed_in(request).may("answer.sign-off"),
        "may_review": signed_in(request).may("recommendation.review"),
        "next": _next(ask),
    }
    return render(request, "consultation/answer.html", context, status=409 if saved else 200)


def changed_names(wording: AnswerRevision) -> list[str]:
    """Return how the parts that a wording points to are called, dropped ones by what they were."""
    if wording.version_id is None:
        return []
    version = plan.with_parts(Version.objects.filter(pk=wording.version_id)).get()
    known = {str(lineage): label for lineage, label in names(version).items()}
    return [
        known.get(lineage, _("A part that the plan no longer has")) for lineage in wording.changed
    ]


def _next(ask: Ask) -> Ask | None:
    """Return the next ask that nobody has answered, the one due first."""
    return asks.queue(asks.Wanted(answer=asks.UNANSWERED)).exclude(pk=ask.pk).first()


@requires(check_write_answer)
@require_http_methods(["POST"])
def hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand a draft in for sign-off."""
    ask = find(pk)
    if not Answer.objects.filter(ask=ask).exists():
        raise Http404
    return _handed_in(request, ask)


@requires(check_read_submission, check_publish_answer)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a public answer is to be taken back; do it when confirmed."""
    ask = find(pk)
    held = Answer.objects.filter(ask=ask).first()
    if held is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.withdraw_answer(by=signed_in(request), answer=held)
        except IllegalMoveError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The answer is no longer public."))
        return redirect("consultation:answer", ask.pk)
    shown = actions.read_ask(by=signed_in(request), ask=ask, page="withdraw")
    return render(request, "consultation/withdraw.html", {"ask": shown, "answer": held})
