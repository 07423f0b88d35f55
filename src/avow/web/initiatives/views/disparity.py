from dataclasses import asdict
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
from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core.components import Chart, Download
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.initiatives import comparing, whole_years
from avow.web.initiatives.comparing import Asked
from avow.web.initiatives.disparity_form import DisparityForm
from avow.web.initiatives.permissions import check_read_initiatives
from avow.web.initiatives.views import disparity_tables as tables
from avow.web.initiatives.views import disparity_words as words
from avow.web.releases.actions import read_exact
from avow.web.releases.permissions import sees_exact


@requires(check_read_initiatives)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Compare groups at every step from report to outcome."""
    person = signed_in(request)
    exact = sees_exact(person)
    form = _form(request)
    context: dict[str, Any] = {"form": form, "exact": exact}
    try:
        asked = _asked(form, exact=exact)
        if asked:
            context |= _shown(comparing.compare(asked), asked, form, exact=exact)
            if exact:
                _traced(person, asked)
    except NoFactsError:
        context["empty"] = True
    except DisparityError as error:
        context["refused"] = str(error)
    return render(request, "initiatives/disparity.html", context)


@requires(check_read_initiatives)
@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """Send the chart of exact ratios as a picture."""
    person = signed_in(request)
    if not sees_exact(person):
        raise Http404
    asked = _asked_or_404(_form(request), exact=True)
    if not _found_or_404(asked).comparisons:
        raise Http404
    _traced(person, asked)
    return HttpResponse(comparing.picture(asked), content_type="image/svg+xml")


@requires(check_read_initiatives)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Send the figures as CSV, protected for those from outside the force."""
    person = signed_in(request)
    exact = sees_exact(person)
    try:
        asked = _asked_or_404(_form(request), exact=exact)
    except DisparityError as error:
        return HttpResponse(str(error), status=403, content_type="text/plain; charset=utf-8")
    found = _found_or_404(asked)
    if exact:
        _traced(person, asked, "csv")
    table = found.table if exact else _protected(found, asked).table
    rows = [
        ["" if value is None else str(value) for value in row.values()] for row in table.to_pylist()
    ]
    text = as_csv(table.column_names, rows)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="disparity.csv"'
    return response


def _traced(person: Person, asked: Asked, file: str = "") -> None:
    crossed = "*".join(part for part in (asked.characteristic, asked.second) if part)
    days = f"{asked.start or ''}/{asked.end or ''}".strip("/")
    read_exact(by=person, of=asked.of, group=crossed, area=asked.place, period=days, file=file)


def _form(request: HttpRequest) -> DisparityForm:
    """Return the form as asked, or with what is shown at first."""
    return DisparityForm(request.GET or _first())


def _first() -> dict[str, Any]:
    return {k: "" if v is None else v for k, v in asdict(Asked()).items() if v}


def _asked(form: DisparityForm, *, exact: bool) -> Asked | None:
    """Return what is asked for, whole years unless ``exact``; None where the form has errors."""
    if not form.is_valid():
        return None
    return form.asked() if exact else whole_years.narrowed(form.asked())


def _asked_or_404(form: DisparityForm, *, exact: bool) -> Asked:
    try:
        asked = _asked(form, exact=exact)
    except NoFactsError as error:
        raise Http404 from error
    if asked is None:
        raise Http404
    return asked


def _found_or_404(asked: Asked) -> Disparity:
    try:
        return comparing.compare(asked)
    except (NoFactsError, DisparityError) as error:
        raise Http404 from error


def _shown(found: Disparity, asked: Asked, form: DisparityForm, *, exact: bool) -> dict[str, Any]:
    query = urlencode({k: v for k, v in form.data.items() if v})
    csv = f"{reverse('initiatives:disparity-file')}?{query}"
    common: dict[str, Any] = {"found": found, "csv": csv}
    common["unknown"] = words.unknown(found) if exact else words.protected_unknown(found)
    if not exact:
        safe = _protected(found, asked)
        shown = tables.protected(found, safe.table)
        return common | {"tables": shown, "notes": [_days(asked), *safe.report.sentences[:1]]}
    drawn = tables.exact(found)
    return common | {"tables": drawn, "chart": _chart(found, query, csv)}


def _days(asked: Asked) -> str:
    return _("Only whole calendar years are shown: cases recorded from %(first)s to %(last)s.") % {
        "first": f"{asked.start:%-d %B %Y}",
        "last": f"{asked.end:%-d %B %Y}",
    }


def _protected(found: Disparity, asked: Asked) -> Protected:
    kind = comparing.kind_of(asked.place)
    return found.protected(by=kind, period=whole_years.period_of(asked))


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
