"""The right of reply: what a commander can reply to, writing a reply, and reading replies."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import actions, drafts, queries
from avow.web.profiles.answerable import Subject, title_of
from avow.web.profiles.forms import ReplyForm
from avow.web.profiles.models import Reply
from avow.web.profiles.models.reply import MEASURE, PROFILE, SIGNAL
from avow.web.profiles.outline import outline
from avow.web.profiles.permissions import (
    check_read_profiles,
    check_reads_replies,
    check_reply,
    reads_unit,
    sees_exact,
    units_of,
)
from avow.web.profiles.policies import OverwriteError


@requires(check_reply)
@require_safe
def answerable(request: HttpRequest, unit: str) -> HttpResponse:
    """Show the commander what the unit can reply to: signals first, with their day."""
    if unit not in units_of(signed_in(request)):
        raise Http404
    row = queries.in_force(unit)
    given = {(r.about, r.key): r for r in queries.newest_replies([unit])}
    due = queries.due_on(row) if row else None
    signals = [(s, given.get((SIGNAL, s.key))) for s in queries.signals_in_force(unit)]
    sections = [(s, given.get((PROFILE, s.id))) for s in outline().sections]
    names = {name for s in outline().sections for part in s.parts for name in part.measures}
    measures = sorted((outline().definition(name) for name in names), key=lambda d: d.title)
    context = {
        "unit": unit,
        "row": row,
        "due": due,
        "late": bool(due and due < timezone.localdate()),
        "signals": signals,
        "whole": given.get((PROFILE, "")),
        "sections": sections,
        "measures": [(d, given.get((MEASURE, d.id))) for d in measures],
    }
    return render(request, "profiles/answerable.html", context)


@requires(check_reply)
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, unit: str, about: str) -> HttpResponse:
    """Write a reply, or word it anew. ``key`` in the address says to what."""
    person = signed_in(request)
    if unit not in units_of(person):
        raise Http404
    subject = Subject(about, request.GET.get("key", ""))
    try:
        title = title_of(unit, subject)
    except IllegalMoveError as error:
        raise Http404 from error
    held = [r for r in queries.newest_replies([unit]) if (r.about, r.key) == (about, subject.key)]
    newest = held[0] if held else None
    form = ReplyForm(request.POST or None, initial=_initial(newest))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reply(by=person, unit=unit, subject=subject, **form.cleaned_data)
        except OverwriteError as error:
            form = _kept(request, newest)
            form.add_error("text", str(error))
        except IllegalMoveError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Your reply is kept and shown beside the figures."))
            return redirect("profiles:answerable", unit=unit)
    signal = next((s for s in queries.signals_in_force(unit) if s.key == subject.key), None)
    context = {
        "unit": unit,
        "title": title,
        "subject": subject,
        "signal": signal,
        "form": form,
        "wordings": queries.wordings_of(newest) if newest else [],
    }
    return render(request, "profiles/reply.html", context, status=422 if form.errors else 200)


def _initial(newest: Reply | None) -> dict[str, Any]:
    if newest is None:
        return {"base": 0}
    return {"text": newest.text, "for_partners": newest.for_partners, "base": newest.number}


def _kept(request: HttpRequest, newest: Reply | None) -> ReplyForm:
    sent = request.POST.copy()
    sent["base"] = str(newest.number if newest else 0)
    kept = ReplyForm(sent)
    kept.is_valid()
    return kept


@requires(check_reads_replies)
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """Show the replies that nobody has read yet."""
    waiting = [(row, drafts.said(row)) for row in queries.unread()]
    return render(request, "profiles/replies.html", {"waiting": waiting})


@requires(check_reads_replies)
@require_POST
def read_reply(request: HttpRequest, pk: str) -> HttpResponse:
    """Say that a reply was read."""
    row = get_object_or_404(Reply, pk=pk)
    actions.read_reply(by=signed_in(request), reply=row)
    messages.success(request, _("Marked as read. The reply stays beside the figures."))
    return redirect("profiles:replies")


@requires(check_read_profiles)
@require_safe
def wordings(request: HttpRequest, pk: str) -> HttpResponse:
    """Show every wording of a reply; to partners, while its newest wording is meant for them."""
    person = signed_in(request)
    row = get_object_or_404(Reply, pk=pk)
    if not reads_unit(person, row.unit):
        raise Http404
    held = queries.wordings_of(row)
    if not sees_exact(person, row.unit):
        # Once the newest wording is kept from them, the earlier ones are taken back with it.
        if not held[0].for_partners:
            raise Http404
        held = [each for each in held if each.for_partners]
    shown = [(each, drafts.said(each)) for each in held]
    return render(request, "profiles/wordings.html", {"row": row, "wordings": shown})
