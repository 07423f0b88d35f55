"""Signal or chance, as pages show it: units in one period, and one unit over time."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from avow import charts
from avow.analysis import measures, variation
from avow.analysis.variation import Funnel, FunnelError, XmR
from avow.web.core.components import Cell, Chart, Column, Table, Value
from avow.web.measures.pictures import drawn
from avow.web.measures.runs import Run


@dataclass(frozen=True)
class Judged:
    """A funnel or control chart as the page shows it, each point called signal or chance."""

    chart: Chart
    signals: tuple[str, ...]
    summary: str


def funnel(run: Run, at: str) -> Judged | str:
    """Return the funnel of the units in the period ``at``, or why there is none."""
    if run.result is None:
        return run.refused
    try:
        made = variation.funnel_of(run.result, at)
    except FunnelError as error:
        return str(error)
    definition = run.definition
    signals = tuple(
        said
        for said, row in zip(made.sentences, made.table.to_pylist(), strict=True)
        if row["verdict"].startswith("signal")
    )
    compared = sum(v != "not compared" for v in made.table["verdict"].to_pylist())
    summary = _("Beyond what explains the rest: %(signals)s of %(all)s units.") % {
        "signals": len(signals),
        "all": compared,
    }
    spec = charts.of_funnel(made, unit=definition.unit, size=_size(definition))
    title = _("%(title)s: units compared, %(at)s") % {"title": definition.title, "at": at}
    chart = Chart(
        id="funnel",
        title=title,
        alt=summary,
        table=_funnel_table(made, title, definition.unit),
        svg=drawn(spec),
        notes=[
            _("The curves say how far chance alone moves a unit of that size."),
            _("Differences that all units share widen the curves (over-dispersion)."),
        ],
    )
    return Judged(chart, signals, summary)


def _size(definition: measures.Definition) -> str:
    return definition.denominator.rstrip(".") or _("Size")


def _funnel_table(made: Funnel, caption: str, unit: str) -> Table:
    outer = f"{made.levels[-1] * 100:g}".replace(".", "_")
    rows = [
        [
            row["unit"],
            row["value"],
            f"{row[f'low_{outer}']:,.2f} – {row[f'high_{outer}']:,.2f}"
            if row["value"] is not None
            else None,
            row["numerator"],
            row["denominator"],
            Cell(text=said, note=""),
        ]
        for row, said in zip(made.table.to_pylist(), made.sentences, strict=True)
    ]
    columns: list[Column | str] = [
        _("Unit"),
        Column(label=unit.capitalize(), numeric=True, decimals=2),
        Column(label=_("Limits (%(level)s%%)") % {"level": f"{made.levels[-1] * 100:g}"}),
        Column(label=_("Counted"), numeric=True),
        Column(label=_("Counted against"), numeric=True),
        _("Signal or chance"),
    ]
    return Table(caption=caption, columns=columns, rows=rows)


def control(run: Run, unit: str) -> Judged | str:
    """Return the control chart of one unit, or why there is none."""
    if run.result is None:
        return run.refused
    made = variation.control_charts(run.result).get(unit)
    if made is None:
        return _("There are no figures for %(unit)s.") % {"unit": unit}
    definition = run.definition
    signals = tuple(
        said
        for said, verdict in zip(made.sentences, made.table["verdict"].to_pylist(), strict=True)
        if verdict == "signal"
    )
    title = _("%(title)s: %(unit)s over time") % {"title": definition.title, "unit": unit}
    chart = Chart(
        id="control",
        title=title,
        alt=made.summary,
        table=_control_table(made, title, definition.unit),
        svg=drawn(charts.of_control_chart(made, unit=definition.unit)),
    )
    return Judged(chart, signals, made.summary)


def overview(run: Run, address: str) -> Table | None:
    """Return what each unit's control chart says, with a link to it; None without figures.

    ``address`` is completed with the unit's name.
    """
    if run.result is None:
        return None
    known = {row["unit"] for row in run.rows if row[run.by] is not None}
    rows: list[list[Value]] = [
        [Cell(text=unit, href=f"{address}{quote(unit)}#control"), made.summary, _newest(made)]
        for unit, made in variation.control_charts(run.result).items()
        if unit in known and made.sentences
    ]
    columns = [_("Unit"), _("Over the whole time"), _("Newest point")]
    return Table(caption=_("What each unit’s own chart says"), columns=columns, rows=rows)


def _control_table(made: XmR, caption: str, unit: str) -> Table:
    rows = [
        [row["period"], row["value"], said]
        for row, said in zip(made.table.to_pylist(), made.sentences, strict=True)
    ]
    notes = []
    if made.mean is not None and made.low is not None and made.high is not None:
        notes = [
            _("Mean %(mean)s; usual variation from %(low)s to %(high)s.")
            % {
                "mean": f"{made.mean:,.2f}",
                "low": f"{made.low:,.2f}",
                "high": f"{made.high:,.2f}",
            }
        ]
    columns: list[Column | str] = [
        _("Period"),
        Column(label=unit.capitalize(), numeric=True, decimals=2),
        _("Signal or chance"),
    ]
    return Table(caption=caption, columns=columns, rows=rows, notes=notes)


def _newest(made: XmR) -> str:
    """Return the sentence of the newest point that has a figure; of the newest where none has."""
    figures = [
        said
        for said, verdict in zip(made.sentences, made.table["verdict"].to_pylist(), strict=True)
        if verdict != "no figure"
    ]
    return (figures or made.sentences)[-1]
