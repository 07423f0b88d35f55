from dataclasses import asdict
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.analysis.disclosure import Protected
from avow.analysis.disparity import Disparity, DisparityError
from avow.analysis.engine import NoFactsError
from avow.web.accounts.signed_in import signed_in
from avow.web.core.components import Chart, Download
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.initiatives import comparing
from avow.web.initiatives.disparity_form import DisparityForm
from avow.web.initiatives.permissions import check_read_initiatives
from avow.web.initiatives.views import disparity_tables as tables
from avow.web.releases.permissions import sees_exact


@requires(check_read_initiatives)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Compare groups at every step from report to outcome."""
    exact = sees_exact(signed_in(request))
    form = _form(request)
    context: dict[str, Any] = {"form": form, "exact": exact}
    try:
        found = _found(form)
    except NoFactsError:
        context["empty"] = True
    except DisparityError as error:
        context["refused"] = str(error)
    else:
        if found and not exact and not _whole_months(form):
            context["refused"] = _("Choose whole months: smaller parts could give people away.")
        elif found:
            context |= _shown(found, form, exact=exact)
    return render(request, "initiatives/disparity.html", context)


@requires(check_read_initiatives)
@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """Send the chart of exact ratios as a picture."""
    form = _form(request)
    found = _found_or_404(form)
    if not sees_exact(signed_in(request)) or not found.comparisons:
        raise Http404
    return HttpResponse(comparing.picture(form.asked()), content_type="image/svg+xml")


@requires(check_read_initiatives)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Send the figures as CSV, protected for those from outside the force."""
    form = _form(request)
    found = _found_or_404(form)
    exact = sees_exact(signed_in(request))
    if not exact and not _whole_months(form):
        raise Http404
    table = found.table if exact else _protected(found, form).table
    rows = [
        ["" if value is None else str(value) for value in row.values()] for row in table.to_pylist()
    ]
    text = as_csv(table.column_names, rows)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="disparity.csv"'
    return response


def _form(request: HttpRequest) -> DisparityForm:
    """Return the form as asked, or with what is shown at first."""
    return DisparityForm(request.GET or _first())


def _first() -> dict[str, Any]:
    return {k: "" if v is None else v for k, v in asdict(comparing.Asked()).items() if v}


def _found(form: DisparityForm) -> Disparity | None:
    return comparing.compare(form.asked()) if form.is_valid() else None


def _found_or_404(form: DisparityForm) -> Disparity:
    try:
        found = _found(form)
    except (NoFactsError, DisparityError) as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _shown(found: Disparity, form: DisparityForm, *, exact: bool) -> dict[str, Any]:
    query = urlencode({k: v for k, v in form.data.items() if v})
    csv = f"{reverse('initiatives:disparity-file')}?{query}"
    common = {"found": found, "csv": csv}
    if not exact:
        safe = _protected(found, form)
        shown = tables.protected(found, safe.table)
        return common | {"tables": shown, "notes": safe.report.sentences[:1]}
    drawn = tables.exact(found)
    return common | {"tables": drawn, "chart": _chart(found, query, csv)}


def _protected(found: Disparity, form: DisparityForm) -> Protected:
    kind = comparing.kind_of(form.asked().place)
    return found.protected(by=kind, period="month")


def _whole_months(form: DisparityForm) -> bool:
    """Return whether the days asked for are the first and the last of months."""
    asked = form.asked()
    ends_whole = asked.end is None or (asked.end + timedelta(days=1)).day == 1
    return ends_whole and (asked.start is None or asked.start.day == 1)


def _chart(found: Disparity, query: str, csv: str) -> Chart | None:
    if not found.comparisons:
        return None
    notes = [
        _("The thin line is the interval of chance; the grey bar is what those of unknown group "
          "could make of the ratio."),
    ]  # fmt: skip
    if found.strata:
        notes.append(_("The hollow diamond is the ratio when like is compared with like."))
    return Chart(
        id="disparity",
        title=_("Times as often as %(reference)s") % {"reference": found.reference},
        alt=found.summary,
        table=tables.ratios(found),
        svg_url=f"{reverse('initiatives:disparity-chart')}?{query}",
        notes=notes,
        downloads=[Download(label="CSV", url=csv)],
    )
