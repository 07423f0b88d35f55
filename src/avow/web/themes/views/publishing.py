from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.themes import actions, queries, summing
from avow.web.themes.models import Frame, Summary
from avow.web.themes.permissions import check_publish, check_read_themes
from avow.web.themes.views.finding import frame_of


@requires(check_read_themes, check_publish)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what the public would read; publish it with the quotes that somebody vouches for."""
    frame = frame_of(pk)
    if request.method == "POST":
        return _published(request, frame)
    themes = queries.adopted(frame)
    still_open = frame.question.survey.takes_answers(timezone.now())
    quoted = [] if still_open else [UUID(quote) for theme in themes for quote in theme.quotes]
    answers = actions.read_answers(
        by=signed_in(request), on=frame.question, answers=quoted, page="publish"
    )
    quotes = {
        theme.label: [
            (f"{theme.pk}:{answer}", answers[answer].text)
            for answer in map(UUID, theme.quotes)
            if answer in answers and not summing.points_at_somebody(answers[answer].text)
        ]
        for theme in themes
    }
    told = summing.content(frame, {})
    context = {
        "question": frame.question,
        "told": told,
        "still_open": still_open,
        "themes": [(theme, quotes.get(theme["label"], [])) for theme in told["themes"]],
        "current": frame.summaries.filter(withdrawn_at__isnull=True).first(),
        "may_code": signed_in(request).may("theme.code"),
        "may_publish": signed_in(request).may("answer.publish"),
    }
    return render(request, "themes/publish.html", context)


def _published(request: HttpRequest, frame: Frame) -> HttpResponse:
    try:
        actions.publish_summary(by=signed_in(request), frame=frame, quotes=_quotes(request))
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The public can read it now."))
    return redirect("themes:publish", frame.question_id)


def _quotes(request: HttpRequest) -> dict[UUID, list[UUID]]:
    """Return the answers to quote, by theme."""
    found: dict[UUID, list[UUID]] = {}
    for given in request.POST.getlist("quote"):
        theme, _colon, answer = given.partition(":")
        try:
            found.setdefault(UUID(theme), []).append(UUID(answer))
        except ValueError as error:
            raise IllegalMoveError(_("Choose quotes from the list.")) from error
    return found


@requires(check_publish)
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take what is public of a question back."""
    summary = get_object_or_404(Summary.objects.select_related("frame"), pk=pk)
    try:
        actions.withdraw_summary(by=signed_in(request), summary=summary)
        messages.success(request, _("The public cannot read it any more."))
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("themes:publish", summary.frame.question_id)
