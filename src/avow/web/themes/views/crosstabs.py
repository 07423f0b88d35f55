from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Question
from avow.web.surveys.models.question import AGREEMENT
from avow.web.themes import counting, looks, tabulating
from avow.web.themes.models import Frame, Margin
from avow.web.themes.permissions import check_read_themes, sees_exact
from avow.web.themes.views.finding import frame_of


@requires(check_read_themes)
@require_safe
def crosstab(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the themes of a question by who answered, or by how far they agreed."""
    frame = _frame(pk)
    by, tab = _asked(request, frame)
    # Who wrote a text could be told from a theme of its own: who people are stays protected.
    may_exact = by is not None and by.kind == AGREEMENT and sees_exact(signed_in(request))
    exact = may_exact and request.GET.get("figures") != "protected"
    context: dict[str, Any] = {
        "question": frame.question,
        "frame": frame,
        "way": looks.way(request),
        "by": by,
        "groupings": tabulating.groupings(frame.question.survey),
        "weighted": "weights" in request.GET,
        "people_only": request.GET.get("coders") == "people",
        "margins": Margin.objects.filter(question__survey=frame.question.survey_id).count(),
        "exact": exact,
        "may_exact": may_exact,
        "tab": tab,
        "may_code": signed_in(request).may("theme.code"),
        "may_publish": signed_in(request).may("answer.publish"),
    }
    if tab is not None and by is not None:
        caption = _("Themes by “%(question)s”") % {"question": by}
        context["table"] = tabulating.as_table(tab, caption, exact=exact)
    return render(request, "themes/crosstab.html", context)


@requires(check_read_themes)
@require_safe
def crosstab_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The cross-tab as CSV: small counts withheld, the others rounded, whoever asks."""
    frame = _frame(pk)
    _by, tab = _asked(request, frame)
    head, rows = tabulating.as_rows(tab) if tab is not None else (("theme", "group"), [])
    response = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="themes.csv"'
    return response


def _frame(pk: UUID) -> Frame:
    return frame_of(pk)


def _asked(
    request: HttpRequest, frame: Frame
) -> tuple[Question | None, tabulating.Crosstab | None]:
    """Return the question to tabulate by, and the table; by default the agreement scale."""
    offered = tabulating.groupings(frame.question.survey)
    wanted = request.GET.get("by", "")
    by = next((q for q in offered if q.key == wanted), None) or _usual(frame.question, offered)
    if by is None:
        return None, None
    try:
        return by, tabulating.tabulate(
            frame,
            by,
            texts_only=looks.way(request) == counting.TEXTS,
            weighted="weights" in request.GET,
            people_only=request.GET.get("coders") == "people",
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return by, None


def _usual(question: Question, offered: list[Question]) -> Question | None:
    """Return the agreement scale asked on the same page as the question, else any grouping."""
    scales = [q for q in offered if q.kind == AGREEMENT]
    near = [q for q in scales if q.section_id == question.section_id]
    return next(iter([*near, *scales, *offered]), None)
