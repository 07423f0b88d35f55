from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.analysis.feeds import Finding, Report
from avow.web.core.components import Column, Table
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.loads import pictures, queries
from avow.web.loads.permissions import check_read_facts
from avow.web.loads.words import table_name

# Rows of a finding on the page; all of them are in the report on disk.
_ROWS = 25


@requires(check_read_facts)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the feeds: what is wrong first, what was never loaded last."""
    lines = queries.lines()
    context = {
        "loaded": [line for line in lines if line.loaded_at],
        "missing": [line for line in lines if not line.loaded_at],
        "wrong": [line for line in lines if line.problems],
    }
    return render(request, "loads/index.html", context)


@requires(check_read_facts)
@require_safe
def feed(request: HttpRequest, feed: str) -> HttpResponse:
    """Show the newest load of one feed, and its loads over time."""
    found = queries.loads(feed)
    if found is None:
        raise Http404
    history, report = found
    units = {table.table: table.unit or _("rows") for table in report.tables}
    trends = [
        (table_name(table), pictures.of_table(table, loads, units.get(table, _("rows"))))
        for table, loads in history.tables.items()
    ]
    context = {
        "feed": feed,
        "title": queries.title(feed, report),
        "report": report,
        "loaded_at": datetime.fromisoformat(report.loaded_at),
        "problems": queries.problems(history),
        "earlier": queries.earlier(history),
        "loads": len(history.reports),
        "tables": _tables(report),
        "trends": [(name, charts) for name, charts in trends if charts],
        "findings": [(one, _finding(one)) for one in report.findings],
        "quarantined": _quarantined(report),
        "sources": _sources(report),
    }
    return render(request, "loads/feed.html", context)


@requires(check_read_facts)
@require_safe
def quarantine_file(request: HttpRequest, feed: str) -> HttpResponse:
    """Give how many rows of the newest load are in quarantine, by reason, as CSV."""
    found = queries.loads(feed)
    if found is None:
        raise Http404
    rows = [[q["table"], q["reason"], q["rows"], q["first"]] for q in found[1].quarantined]
    head = ["table", "reason", "rows", "first"]
    response = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{feed}-quarantine.csv"'
    return response


def _tables(report: Report) -> Table:
    rows = [
        [
            table_name(table.table),
            table.rows_read,
            table.rows_loaded,
            table.rows_merged,
            table.rows_superseded,
            table.rows_quarantined,
            f"{table.total_loaded:,} {table.unit}" if table.unit else None,
            _("Yes") if table.reconciled else _("No"),
        ]
        for table in report.tables
    ]
    labels = (_("Read"), _("Loaded"), _("Merged"), _("Superseded"), _("In quarantine"))
    return Table(
        caption=_("What became of the rows"),
        columns=[
            _("Table"),
            *[Column(label=label, numeric=True) for label in labels],
            _("Counted"),
            _("Nothing lost"),
        ],
        rows=rows,
        absent="–",
        notes=[
            _("Merged: became one row with another, whose counts were added, or said the same."),
            _("Superseded: told again by a newer file, which counts instead."),
        ],
    )


def _finding(finding: Finding) -> Table | None:
    if not finding.rows:
        return None
    more = len(finding.rows) - _ROWS
    return Table(
        caption=finding.title,
        columns=[
            Column(label=name.capitalize(), numeric=_is_number(finding, at))
            for at, name in enumerate(finding.columns)
        ],
        rows=[list(row) for row in finding.rows[:_ROWS]],
        notes=[_("%(n)s more rows are in the report.") % {"n": f"{more:,}"}] if more > 0 else [],
        absent="–",
    )


def _is_number(finding: Finding, at: int) -> bool:
    cells = [row[at] for row in finding.rows if row[at] is not None]
    return bool(cells) and all(
        isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells
    )


def _quarantined(report: Report) -> Table | None:
    if not report.quarantined:
        return None
    return Table(
        caption=_("Rows in quarantine, by reason"),
        columns=[_("Reason"), _("Table"), Column(label=_("Rows"), numeric=True), _("First")],
        rows=[
            [q["reason"], table_name(q["table"]), q["rows"], q["first"]] for q in report.quarantined
        ],
    )


def _sources(report: Report) -> Table:
    return Table(
        caption=_("Files"),
        columns=[
            _("File"),
            Column(label=_("Rows"), numeric=True),
            Column(label=_("Bytes"), numeric=True),
            _("Hash (SHA-256)"),
        ],
        rows=[[one.name, one.rows, one.bytes, one.sha256[:16]] for one in report.sources],
    )
