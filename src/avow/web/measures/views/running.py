from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from avow.analysis import measures
from avow.charts.series import latest
from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.measures import judging, mixing, runs, taking_away
from avow.web.measures.asking import Asked
from avow.web.measures.figure_page import FigurePage
from avow.web.measures.listing import by_commitment
from avow.web.measures.permissions import check_read_measures
from avow.web.measures.words import group_name
from avow.web.releases.actions import read_exact
from avow.web.releases.models.proposal import AREAS, PERIODS
from avow.web.releases.permissions import sees_exact

# What follows the calendar: more happens in a longer month, and at some times of the year.
_SEASONAL = ("count", "rate")


@requires(check_read_measures)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the measures by commitment, words first."""
    exact = sees_exact(signed_in(request))
    wanted = request.GET.get("q", "").strip()
    parts = by_commitment(wanted, exact=exact)
    context = {
        "parts": parts,
        "found": sum(len(part.entries) for part in parts),
        "all": len(measures.definitions()),
        "q": wanted,
        "loaded": runs.anything_loaded(),
        "exact": exact,
    }
    return render(request, "measures/index.html", context)


def _definition(measure: str) -> measures.Definition:
    try:
        return measures.definition(measure)
    except measures.UnknownMeasureError as error:
        raise Http404 from error


@requires(check_read_measures)
@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """Show a measure over time, by place and by group, with all that must go with it."""
    definition, person = _definition(measure), signed_in(request)
    asked = Asked.of(definition, request.GET)
    exact = sees_exact(person)
    page = FigurePage.of(definition, asked, exact=exact)
    if exact and (asked.group or asked.by == "ward"):
        _traced(person, measure, asked)
    named = {"measure": measure, "area": asked.by, "period": asked.period}
    # A citation names the period that was shown: the newest is another after the next load.
    address = request.build_absolute_uri(f"{request.path}?{asked.query(at=page.at)}")
    context: dict[str, Any] = {
        "page": page,
        "head": page.head,
        "figures": page.figures,
        "run": page.run,
        "asked": asked,
        "areas": [pair for pair in AREAS if pair[0] in {*definition.by, asked.by}],
        "periods": [pair for pair in PERIODS if pair[0] in {*definition.periods, asked.period}],
        "groups": [(group, group_name(group)) for group in definition.groups],
        "citation": taking_away.citation(page.run, address),
        "downloads": taking_away.downloads(page.run, asked),
        "compares": "bcu" in definition.by and definition.kind != "change",
        "propose": _link("releases:propose", named, person.may("release.propose")),
        "attach": _link("measures:attach", named, person.may("evidence.attach")),
    }
    return render(request, "measures/measure.html", context)


def _traced(person: Person, measure: str, asked: Asked, file: str = "") -> None:
    read_exact(
        by=person, measure=measure, area=asked.by, period=asked.period, group=asked.group, file=file
    )


def _link(name: str, asked: dict[str, str], allowed: bool) -> str:
    return f"{reverse(name)}?{urlencode(asked)}" if allowed else ""


@requires(check_read_measures)
@require_safe
def download(request: HttpRequest, measure: str, form: str) -> HttpResponse:
    """Give the figures of a measure as a file, exact or protected like the page."""
    definition = _definition(measure)
    asked = Asked.of(definition, request.GET)
    person = signed_in(request)
    exact = sees_exact(person)
    shown = request.build_absolute_uri(reverse("measures:measure", args=[measure]))
    address = f"{shown}?{asked.query()}"
    taken = taking_away.file(
        taking_away.taken(definition, asked, exact=exact, address=address), form
    )
    if exact:
        _traced(person, measure, asked, form)
    return taken


@requires(check_read_measures)
@require_safe
def compare(request: HttpRequest, measure: str) -> HttpResponse:
    """Compare command units: a funnel for one year, and a control chart for one unit over time."""
    definition, person = _definition(measure), signed_in(request)
    exact, widest = sees_exact(person), definition.periods[-1]
    yearly = runs.run(definition, "bcu", widest, exact=exact)
    years = runs.labels([row for row in yearly.rows if row["complete"]])
    at = request.GET.get("at", "")
    at = at if at in years else (latest(yearly.rows) if yearly.rows else "")
    # Only what a case itself is known by: people of a case would count it more than once.
    mixes = (
        [g for g in definition.groups if "." not in g] if definition.kind in mixing.KINDS else []
    )
    mix = request.GET.get("mix", "")
    mix = mix if mix in mixes else ""
    if exact and mix:
        read_exact(by=person, measure=measure, area="bcu", period=widest, group=mix)
    context = {
        "definition": definition,
        "run": yearly,
        "mix": mix,
        "mixes": [(group, group_name(group)) for group in mixes],
        "adjusted": _adjusted(definition, at, mix, exact=exact) if mix else None,
        "funnel": judging.funnel(yearly, at, request.GET.get("unit", "")),
        "years": years,
        "at": at,
        **_over_time(request.GET, definition, at, exact=exact),
    }
    return render(request, "measures/compare.html", context)


def _over_time(
    given: Mapping[str, str], definition: measures.Definition, at: str, *, exact: bool
) -> dict[str, Any]:
    """Return what the page shows of one unit over time, and of each in a sentence."""
    period = given.get("period", "") or definition.periods[0]
    run = runs.run(definition, "bcu", period, exact=exact)
    units, unit = runs.units(run), given.get("unit", "")
    unit = unit if unit in units else (units[0] if units else "")
    seasons = definition.kind in _SEASONAL and period != "year"
    seasonal = seasons and given.get("season", "") == "yes"
    asked = {"at": at, "period": period} | ({"season": "yes"} if seasonal else {})
    return {
        "control": judging.control(run, unit, seasonal=seasonal),
        "overview": judging.overview(run, f"?{urlencode(asked)}&unit=", seasonal=seasonal),
        "seasons": seasons,
        "seasonal": seasonal,
        "units": units,
        "unit": unit,
        "period": period,
        "periods": [pair for pair in PERIODS if pair[0] in definition.periods],
    }


def _adjusted(
    definition: measures.Definition, at: str, mix: str, *, exact: bool
) -> judging.Judged | str:
    split = runs.run(definition, "bcu", definition.periods[-1], exact=exact, group=mix)
    return mixing.adjusted(split, at, mix)
