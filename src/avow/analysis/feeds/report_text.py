"""A quality report as text for people."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from avow.analysis.feeds.report import Finding, Report, TableSummary


def render(report: "Report", width: int, limit: int) -> str:
    """Return the report as plain text, ``width`` characters wide."""
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False)
    console.print(f"{report.feed}, load {report.load_id}, {report.loaded_at}", markup=False)
    console.print(_sources(report))
    console.print(_tables(report.tables))
    console.print(_quarantined(report))
    for finding in report.findings:
        _finding(console, finding, limit)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for index, name in enumerate(columns):
        figures = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(name, justify="right" if figures else "left", overflow="fold")
    for row in rows:
        table.add_row(*[_shown(cell) for cell in row])
    return table


def _shown(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        # A year is a number without a thousands mark.
        return str(cell) if 1900 <= cell <= 2100 else f"{cell:,}"
    return "" if cell is None else str(cell)


def _sources(report: "Report") -> Table:
    rows = [(s.name, s.rows, s.bytes, s.sha256[:12]) for s in report.sources]
    return _table("Files", ("file", "rows", "bytes", "sha256"), rows)


def _tables(tables: Sequence["TableSummary"]) -> Table:
    columns = (
        "table",
        "rows read",
        "loaded",
        "merged",
        "superseded",
        "quarantined",
        "counted",
        "nothing lost",
    )
    rows = [
        (
            t.table,
            t.rows_read,
            t.rows_loaded,
            t.rows_merged,
            t.rows_superseded,
            t.rows_quarantined,
            f"{t.total_loaded:,} of {t.total_read:,} {t.unit}" if t.unit else "",
            t.reconciled,
        )
        for t in tables
    ]
    return _table("Tables", columns, rows)


def _quarantined(report: "Report") -> Table | str:
    if not report.quarantined:
        return "Quarantined: no rows.\n"
    rows = [(q["table"], q["reason"], q["rows"], q["first"]) for q in report.quarantined]
    return _table("Quarantined", ("table", "reason", "rows", "first"), rows)


def _finding(console: Console, finding: "Finding", limit: int) -> None:
    console.print(f"{finding.title}: {finding.sentence}", markup=False)
    if finding.rows:
        console.print(_table("", finding.columns, finding.rows[:limit]))
        if len(finding.rows) > limit:
            console.print(f"  and {len(finding.rows) - limit:,} more in the JSON report\n")
