"""Answers that may disclose abuse or danger: the trained readers' queue."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.analysis.text import concerns as signs
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, states
from avow.web.surveys.languages import direction, for_staff, name_of
from avow.web.surveys.models import Concern
from avow.web.surveys.permissions import check_read_concerns
from avow.web.surveys.waiting import queue

_SHOWN = (states.OPEN, states.SHARED, states.KEPT)


@requires(check_read_concerns)
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """List the answers that wait, those overdue first; or those that were read."""
    wanted = request.GET.get("state", "")
    wanted = wanted if wanted in _SHOWN else states.OPEN
    found = queue(wanted)
    today = timezone.localdate()
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, for_staff(one.answer.response.language)) for one in page],
        "wanted": wanted,
        "states": states.CONCERN_STATES,
        "today": today,
        "overdue": queue(states.OPEN).filter(due_on__lt=today).count(),
    }
    return render(request, "surveys/concerns.html", context)


@requires(check_read_concerns)
@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one answer to a trained reader, and take what they decide."""
    found = get_object_or_404(queue(), pk=pk)
    if request.method == "POST":
        return _settle(request, found)
    try:
        found = actions.read_concern(by=signed_in(request), concern=found)
    except Concern.DoesNotExist as error:
        raise Http404 from error
    answer = found.answer
    language = answer.response.language
    meant = signs.kinds()
    context = {
        "concern": found,
        "question": answer.question.survey.in_language(answer.question.wording),
        "text": marked(answer.text, found.signs),
        "answer": answer,
        "language": language,
        "language_name": name_of(language),
        "direction": direction(language),
        "reasons": [str(meant.get(why, why)) for why in dict.fromkeys(s[2] for s in found.signs)],
        "overdue": found.state == states.OPEN and found.due_on < timezone.localdate(),
    }
    return render(request, "surveys/concern.html", context)


def _settle(request: HttpRequest, found: Concern) -> HttpResponse:
    to = {"share": states.SHARED, "keep": states.KEPT}.get(request.POST.get("do", ""))
    if to is None:
        return redirect("surveys:concern", pk=found.pk)
    try:
        actions.settle_concern(
            by=signed_in(request),
            concern=found,
            state=to,
            note=request.POST.get("note", "")[:4000],
            sealed=request.POST.get("seen") or "nothing",
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("surveys:concern", pk=found.pk)
    done = {
        states.SHARED: _("The answer may now be read with the rest."),
        states.KEPT: _("The answer stays with the trained readers."),
    }
    messages.success(request, done[to])
    return redirect("surveys:concerns")


def marked(text: str, places: list[list[object]]) -> SafeString:
    """Return a text with the sentences that gave rise to the concern marked."""
    spans = sorted((int(str(start)), int(str(end))) for start, end, *_why in places)
    pieces, at = [], 0
    for start, end in spans:
        if start < at:
            continue
        pieces.append(format_html("{}<mark>{}</mark>", text[at:start], text[start:end]))
        at = end
    return format_html("{}{}", format_html_join("", "{}", ((p,) for p in pieces)), text[at:])
