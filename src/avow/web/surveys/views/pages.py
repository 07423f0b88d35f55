from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core import published
from avow.web.core.components import Cell, Column, Table, Value
from avow.web.core.permissions import requires
from avow.web.surveys import actions, by_day, days, places, policies, queries, states, waiting
from avow.web.surveys.forms import NewSurveyForm
from avow.web.surveys.languages import for_staff
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey, check_read_survey
from avow.web.surveys.results import protected
from avow.web.surveys.views.shared import attempt, may, to_survey, whole


@requires(check_read_survey)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the surveys, newest first."""
    listed = [
        {"of": found, "said": queries.phase_in_words(found.survey, found.phase)}
        for found in queries.listed(timezone.now())
    ]
    return render(request, "surveys/index.html", {"listed": listed, **may(request)})


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a survey about a version of the plan."""
    form = NewSurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = ("version", "title", "filled", "place")
        made = actions.create_survey(
            by=signed_in(request), **{name: form.cleaned_data[name] for name in wanted}
        )
        return redirect("surveys:survey", made.pk)
    versions = form.fields["version"].queryset.exists()  # type: ignore[attr-defined]
    context = {"form": form, "versions": versions, "areas": places.boroughs()}
    return render(request, "surveys/new.html", context)


@requires(check_read_survey)
@require_safe
def survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a survey: to build while it is a draft, how it goes once it is ready."""
    found = whole(pk)
    now = timezone.now()
    phase = policies.phase(found, now)
    context: dict[str, object] = {
        "survey": found,
        "phase": phase,
        "kind": queries.KINDS[phase],
        "said": queries.phase_in_words(found, phase),
        "outline": queries.outline(found),
        "languages": [(tag, for_staff(tag)) for tag in found.languages],
        "first_day": found.opens_at and days.first_day(found.opens_at),
        "last_day": found.closes_at and days.last_day(found.closes_at),
        **may(request),
    }
    if found.state == states.DRAFT:
        context["lacks"] = policies.what_lacks(found, now)
        return render(request, "surveys/draft.html", context)
    return render(request, "surveys/running.html", {**context, **_going(found)})


def _going(found: Survey) -> dict[str, object]:
    """Return how a survey goes."""
    turnout = queries.turnout(found)
    waits, late = waiting.due(found, timezone.localdate())
    answers = _("Answers")
    return {
        "turnout": turnout,
        "waiting": waits,
        "late": late,
        "published": any(one.survey == str(found) for one in published.results()),
        "begun": turnout.sent + turnout.started + turnout.withdrawn,
        "by_day": by_day.chart(turnout.by_day) if turnout.by_day else None,
        "tables": [
            Table(caption=caption, columns=[head, Column(label=answers, numeric=True)], rows=rows)
            for caption, head, rows in (
                (_("By way"), _("Way"), list(turnout.by_way)),
                (_("By language"), _("Language"), _protected(turnout.by_language)),
            )
        ],
    }


def _protected(counted: Sequence[tuple[str, int]]) -> list[list[Value]]:
    """Return counts as they may be shown: one answer in a language can tell who gave it."""
    shown = protected([n for _name, n in counted]) if counted else []
    return [
        [name, Cell(text=_("not shown"), gap=True) if n is None else n]
        for (name, _n), n in zip(counted, shown, strict=True)
    ]


@requires(check_edit_survey)
@require_POST
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Copy a survey into a new draft."""
    made = actions.copy_survey(by=signed_in(request), survey=whole(pk))
    return redirect("surveys:survey", made.pk)


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a draft is to be thrown away; do it when confirmed."""
    found = whole(pk)
    if request.method == "POST":
        done = attempt(request, _("The draft was discarded."), actions.discard_survey, survey=found)
        return redirect("surveys:index") if done else to_survey(found.pk)
    context = {
        "survey": found,
        "question": _("Discard “%(survey)s”?") % {"survey": found},
        "explained": _(
            "Its sections, questions and translations go with it. Nobody can get them back."
        ),
        "do": _("Discard the draft"),
        "keep": _("Keep it"),
    }
    return render(request, "surveys/sure.html", context)
