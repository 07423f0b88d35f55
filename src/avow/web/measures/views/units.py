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
    """List the command units with how many signals each has; whoever commands some sees which."""
    person = signed_in(request)
    exact, own = sees_exact(person), commanded_by(person)
    listed = [
        (name, unit_page.counted(unit_page.signals(name, exact=exact or name in own)), name in own)
        for name in unit_page.names(exact=exact)
    ]
    context = {"units": listed, "exact": exact, **around_runs(person)}
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
    told = unit_page.signals(unit, exact=exact)
    context = {
        "unit": unit,
        "exact": exact,
        "own": exact and not of_all,
        "signals": [each for each in told if each.signal.reads != "better"],
        "good": [each for each in told if each.signal.reads == "better"],
        "beside": beside(person, unit),
        "table": unit_page.table(unit, exact=exact, whole_exact=of_all),
    }
    return render(request, "measures/unit.html", context)
