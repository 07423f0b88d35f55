from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.units import beside, commanded_by
from avow.web.measures import unit_page
from avow.web.measures.permissions import check_read_measures
from avow.web.measures.views.storing import around_runs
from avow.web.releases.permissions import sees_exact


@requires(check_read_measures)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """List the command units with how many signals each has."""
    exact = sees_exact(signed_in(request))
    listed = [(name, unit_page.signals(name, exact=exact)) for name in unit_page.names(exact=exact)]
    context = {"units": listed, "exact": exact, **around_runs(signed_in(request))}
    return render(request, "measures/units.html", context)


@requires(check_read_measures)
@require_safe
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show a command unit: its signals, what its commander says, and every measure."""
    person = signed_in(request)
    of_all = sees_exact(person)
    exact = of_all or unit in commanded_by(person)
    if unit not in unit_page.names(exact=exact):
        raise Http404
    context = {
        "unit": unit,
        "exact": exact,
        "signals": unit_page.signals(unit, exact=exact),
        "beside": beside(person, unit),
        "table": unit_page.table(unit, exact=exact, whole_exact=of_all),
    }
    return render(request, "measures/unit.html", context)
