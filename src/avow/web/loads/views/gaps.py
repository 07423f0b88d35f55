from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.analysis.tables import TABLES
from avow.web.accounts.signed_in import signed_in
from avow.web.core.components import Column, Table, Value
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.loads import heat
from avow.web.loads.permissions import check_read_facts
from avow.web.loads.words import column_name
from avow.web.releases.actions import read_exact


@requires(check_read_facts)
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Show how full every column of a table is, by unit or month, and how late it comes."""
    known = heat.tables()
    what = heat.asked(request.GET.dict(), known)
    if what is None:
        return render(request, "loads/gaps.html", {"tables": known})
    shown = heat.heat(what, timezone.localdate())
    context = {
        "tables": known,
        "asked": what,
        "heat": shown,
        "units": [("bcu", _("Command unit")), ("borough", _("Borough")), ("force", _("Force"))],
        "periods": [("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year"))],
        "newest": _newest(shown),
        "behind": _behind(shown, what.by),
        "lag": TABLES[what.table].lag,
        "faults": TABLES[what.table].faults,
        "query": request.GET.urlencode(),
    }
    return render(request, "loads/gaps.html", context)


@requires(check_read_facts)
@require_safe
def gaps_file(request: HttpRequest, table: str) -> HttpResponse:
    """Give the counts of a table as CSV: all of its columns, units and periods."""
    known = [(name, label) for name, label in heat.tables() if name == table]
    what = heat.asked(request.GET.dict() | {"table": table}, known)
    if what is None:
        raise Http404
    rows = [
        [row["column"], column_name(row["column"]), row["unit"], row["start"],
         row["rows"], row["filled"], row["share"]]
        for row in heat.rows_of(what)
    ]  # fmt: skip
    read_exact(by=signed_in(request), gaps=table, area=what.by, period=what.period, file="csv")
    head = ["column", "what", what.by, what.period, "rows", "filled", "share"]
    response = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    name = f"gaps-{table}-{what.by}-{what.period}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _behind(shown: heat.Heat, by: str) -> Table | None:
    """Return the units whose newest rows are older than those of the rest."""
    newest = max((one.month for one in shown.behind), default=None)
    late = [one for one in shown.behind if one.month != newest]
    if not late:
        return None
    rows: list[list[Value]] = [
        [one.unit or _("Not known"), f"{one.month:%B %Y}", max(one.days, 0)]
        for one in sorted(late, key=lambda one: -one.days)
    ]
    return Table(
        caption=_("Units that are further behind"),
        columns=[
            {"bcu": _("Command unit"), "borough": _("Borough")}.get(by, _("Force")),
            _("Newest month"),
            Column(label=_("Days since it ended"), numeric=True),
        ],
        rows=rows,
    )


def _newest(shown: heat.Heat) -> str:
    if not shown.behind:
        return ""
    newest = max(shown.behind, key=lambda one: one.month)
    same = sum(one.month == newest.month for one in shown.behind)
    return _(
        "The newest month is %(month)s, which ended %(days)s days ago, for %(n)s of %(all)s."
    ) % {
        "month": f"{newest.month:%B %Y}",
        "days": f"{max(newest.days, 0):,}",
        "n": same,
        "all": len(shown.behind),
    }
