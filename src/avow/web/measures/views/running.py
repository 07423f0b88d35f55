from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from avow.analysis import measures
from avow.charts.series import latest
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.measures import runs
from avow.web.measures.permissions import check_read_measures, sees_exact
from avow.web.releases.models.proposal import AREAS, PERIODS


@requires(check_read_measures)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the measures, words first."""
    known = sorted(measures.definitions(), key=lambda definition: definition.title)
    context = {
        "measures": known,
        "loaded": runs.anything_loaded(),
        "exact": sees_exact(signed_in(request)),
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
    """Show a measure by the place and period that are asked for."""
    definition, person = _definition(measure), signed_in(request)
    run = runs.run(
        definition,
        request.GET.get("by", definition.by[0]),
        request.GET.get("period", definition.periods[-1]),
        exact=sees_exact(person),
    )
    at = request.GET.get("at", "")
    asked = {"measure": measure, "area": run.by, "period": run.period}
    context: dict[str, Any] = {
        "run": run,
        "exact": sees_exact(person),
        "chart": runs.picture(run, at),
        "labels": runs.labels(run.rows) if run.by != "force" else [],
        "at": at,
        "areas": AREAS,
        "periods": PERIODS,
        "compares": "bcu" in definition.by and definition.kind in ("rate", "proportion", "count"),
        "propose": _link("releases:propose", asked, person.may("release.propose")),
        "attach": _link("measures:attach", asked, person.may("evidence.attach")),
    }
    return render(request, "measures/measure.html", context)


def _link(name: str, asked: dict[str, str], allowed: bool) -> str:
    return f"{reverse(name)}?{urlencode(asked)}" if allowed else ""


@requires(check_read_measures)
@require_safe
def compare(request: HttpRequest, measure: str) -> HttpResponse:
    """Compare command units: a funnel for one year, and a control chart for one unit over time."""
    definition, exact = _definition(measure), sees_exact(signed_in(request))
    yearly = runs.run(definition, "bcu", "year", exact=exact)
    period = request.GET.get("period", "quarter")
    over_time = runs.run(definition, "bcu", period, exact=exact)
    years = runs.labels([row for row in yearly.rows if row["complete"]])
    units = sorted({row["unit"] for row in over_time.rows if row["bcu"] is not None})
    at = request.GET.get("at", "")
    unit = request.GET.get("unit", "")
    at = at if at in years else (latest(yearly.rows) if yearly.rows else "")
    unit = unit if unit in units else (units[0] if units else "")
    context = {
        "definition": definition,
        "run": yearly,
        "funnel": runs.funnel(yearly, at),
        "control": runs.control(over_time, unit),
        "overview": runs.overview(over_time, f"?{urlencode({'at': at, 'period': period})}&unit="),
        "years": years,
        "units": units,
        "at": at,
        "unit": unit,
        "period": period,
        "periods": [pair for pair in PERIODS if pair[0] in definition.periods],
    }
    return render(request, "measures/compare.html", context)
