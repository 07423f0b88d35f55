from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.core.work import newest
from avow.web.surveys.models import Question
from avow.web.surveys.models.question import AGREEMENT
from avow.web.themes import actions, counting, kinds, looks, queries, states, tabulating
from avow.web.themes.forms import ThemeForm
from avow.web.themes.models import Theme
from avow.web.themes.permissions import check_code, check_read_themes, sees_exact
from avow.web.themes.views.finding import frame_of

_DECISIONS = {
    "adopt": actions.adopt_theme,
    "drop": actions.drop_theme,
    "undo": actions.undo_theme,
}


def _theme(pk: UUID) -> Theme:
    return get_object_or_404(
        Theme.objects.select_related("frame__question__survey", "into", "part_of", "decided_by"),
        pk=pk,
    )


@requires(check_read_themes)
@require_safe
def theme(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a theme and the answers in it, a page at a time; that they were read is recorded."""
    found, way = _theme(pk), looks.way(request)
    by = request.GET.get("by", "")
    by = by if by in dict(states.CODERS) else ""
    agreed = _agreed(request, found)
    page = queries.in_theme(
        found, after(request), by=by, texts_only=way == counting.TEXTS, of=agreed
    )
    quoted = [UUID(quote) for quote in found.quotes]
    answers = actions.read_answers(
        by=signed_in(request),
        on=found,
        answers=[*quoted, *(row.answer_id for row in page.rows)],
        page="theme",
    )
    context = {
        "theme": found,
        "frame": found.frame,
        "question": found.frame.question,
        "shown": looks.shown([found], way, looks.where(found.frame, way).total, answers)[0],
        "said": looks.said(page.rows, answers, queries.themes_of(found.frame, page.rows)),
        "next": page.after,
        "way": way,
        "by": by,
        "agreed": agreed and (agreed[0], tabulating.worded(agreed[0], agreed[1])),
        "targets": [t for t in queries.adopted(found.frame) if t.pk != found.pk],
        "may_code": signed_in(request).may("theme.code"),
    }
    return render(request, "themes/theme.html", context)


def _agreed(request: HttpRequest, found: Theme) -> tuple[Question, str] | None:
    """Return the scale and the step on it that the page is narrowed to, if it is.

    Only by how far people agree: who somebody is does not stand beside their words.
    """
    if not sees_exact(signed_in(request)):
        return None
    scales = Question.objects.filter(survey=found.frame.question.survey_id, kind=AGREEMENT)
    scale = scales.filter(key=request.GET.get("on", "")).first()
    return (scale, request.GET.get("said", "")) if scale else None


def after(request: HttpRequest) -> int:
    """Return the key after which the page starts; a mangled one starts at the beginning."""
    given = request.GET.get("after", "")
    return int(given) if given.isdecimal() and len(given) < 15 else 0


@requires(check_code)
@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Adopt or drop a theme, or take that back."""
    found = _theme(pk)
    act = _DECISIONS.get(request.POST.get("do", ""))
    if act:
        try:
            act(by=signed_in(request), theme=found, revision=_revision(request))
        except IllegalMoveError as error:
            messages.error(request, str(error))
    return _back(found)


def _revision(request: HttpRequest) -> int | None:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


def _back(found: Theme) -> HttpResponse:
    response = redirect("themes:question", found.frame.question_id)
    response["Location"] += f"#t-{found.pk}"
    return response


@requires(check_code)
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rename a theme and say what belongs in it."""
    found = _theme(pk)
    given = {"label": found.label, "description": found.description, "revision": found.revision}
    form = ThemeForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_theme(
                by=signed_in(request),
                theme=found,
                label=form.cleaned_data["label"],
                description=form.cleaned_data["description"],
                revision=form.cleaned_data["revision"],
            )
        except IllegalMoveError as error:
            form.add_error("label", str(error))
        else:
            return _back(found)
    context = {"form": form, "question": found.frame.question, "theme": found}
    return render(request, "themes/describe.html", context)


@requires(check_code)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a theme that a person saw."""
    frame = frame_of(pk)
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_theme(
                by=signed_in(request),
                frame=frame,
                label=form.cleaned_data["label"],
                description=form.cleaned_data["description"],
            )
        except IllegalMoveError as error:
            form.add_error("label", str(error))
        else:
            messages.success(request, _("The theme is there. Code answers to it."))
            return _back(made)
    return render(request, "themes/describe.html", {"form": form, "question": frame.question})


@requires(check_code)
@require_POST
def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a theme count as another from now on."""
    found = _theme(pk)
    try:
        chosen = _identifier(request.POST.get("into", ""))
        into = Theme.objects.filter(pk=chosen).first() if chosen else None
        if into is None:
            raise IllegalMoveError(_("Choose the theme that this one goes into."))
        actions.merge_themes(
            by=signed_in(request), theme=found, into=into, revision=_revision(request)
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("themes:theme", found.pk)
    messages.success(request, _("Merged. You can take that back under “Dropped”."))
    return _back(into)


def _identifier(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


@requires(check_code)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the machine see parts in a theme; adopt those that a person chose."""
    found = _theme(pk)
    parts = list(found.parts.filter(state=states.CANDIDATE))
    if request.method == "POST":
        return _split(request, found, parts)
    quoted = [UUID(quote) for part in parts for quote in part.quotes]
    answers = actions.read_answers(by=signed_in(request), on=found, answers=quoted, page="parts")
    context = {
        "theme": found,
        "question": found.frame.question,
        "parts": [
            (
                part,
                part.codings.count(),
                [answers[q].text for q in map(UUID, part.quotes) if q in answers],
            )
            for part in parts
        ],
        "work": newest(found.frame_id, kinds.SPLIT),
    }
    return render(request, "themes/split.html", context)


def _split(request: HttpRequest, found: Theme, parts: list[Theme]) -> HttpResponse:
    chosen = set(request.POST.getlist("part"))
    try:
        if request.POST.get("do") == "look":
            actions.ask_for_parts(by=signed_in(request), theme=found)
            return redirect("themes:split", found.pk)
        actions.split_theme(
            by=signed_in(request),
            theme=found,
            parts=[part for part in parts if str(part.pk) in chosen],
            keep_rest=request.POST.get("rest") == "keep",
            revision=_revision(request),
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("themes:split", found.pk)
    return _back(found)
