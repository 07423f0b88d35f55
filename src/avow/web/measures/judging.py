"""Signal or chance, as pages show it: units in one period, and one unit over time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from avow import charts
from avow.analysis import measures, variation
from avow.analysis.variation import Funnel, FunnelError, VariationError, XmR
from avow.analysis.variation.chart_words import FEWEST
from avow.web.core.components import Cell, Chart, Column, Table, Value
from avow.web.measures.pictures import drawn
from avow.web.measures.runs import Run

# A page tells of no more signals in words; the units compared show all.
_MOST_TOLD = 3


@dataclass(frozen=True)
class Judged:
    """A funnel or control chart as the page shows it, each point called signal or chance.

    ``method`` says how its limits were made, ``cautions`` what to beware of.
    """

    chart: Chart
    signals: tuple[str, ...]
    method: str
    cautions: tuple[str, ...]


def funnel(run: Run, at: str, unit: str = "") -> Judged | str:
    """Return the funnel of the units in the period ``at``, or why there is none.

    ``unit`` is named in it whether it is a signal or not.
    """
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
    spec = charts.of_funnel(made, unit=definition.unit, size=_size(definition), named=unit)
    title = _("%(title)s: units compared, %(at)s") % {"title": definition.title, "at": at}
    chart = Chart(
        id="funnel",
        title=title,
        alt=made.summary,
        table=_funnel_table(made, title, definition.unit),
        **drawn(spec),
        notes=[
            _("Each point is a unit; the further right, the more cases it rests on."),
            _("Units between the curves differ no more than chance and the usual differences do."),
        ],
    )
    return Judged(chart, signals, made.method, made.cautions)


def in_words(run: Run, at: str, unit: str, course: Run) -> list[str]:
    """Return in sentences what is signal and what is chance: among units, and over time.

    ``unit`` is the one shown, empty for the whole force; ``course`` is the run with its rows over
    time. Empty where nothing can be judged.
    """
    said = []
    if run.by == "bcu" and run.result is not None:
        said += _among_units(run.result, at, unit)
    if course.result is not None:
        said += _over_time(course.result, unit)
    return said


def _among_units(result: measures.Result, at: str, unit: str) -> list[str]:
    try:
        made = variation.funnel_of(result, at)
    except FunnelError:
        return []
    rows = zip(made.table.to_pylist(), made.sentences, strict=True)
    if unit:
        return [said for row, said in rows if row["unit"] == unit]
    told = [said for row, said in rows if row["verdict"].startswith("signal")]
    return [made.summary, *told[:_MOST_TOLD]]


def _over_time(result: measures.Result, unit: str) -> list[str]:
    kept = [name == unit or not unit for name in result.table["unit"].to_pylist()]
    drawn_up = variation.control_charts(replace(result, table=result.table.filter(kept)))
    made = next((each for name, each in drawn_up.items() if name == unit or not unit), None)
    if made is None or not made.sentences:
        return []
    points = sum(verdict != "no figure" for verdict in made.table["verdict"].to_pylist())
    if points < FEWEST:
        few = _("Over time there are too few points to tell signal from chance.")
        finest = result.period == result.definition.periods[0]
        return [few if finest else few + " " + _("Choose a shorter period.")]
    return [
        _("%(unit)s over time: %(summary)s")
        % {"unit": unit or _("Whole force"), "summary": made.summary}
    ]


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


def control(run: Run, unit: str, *, seasonal: bool = False) -> Judged | str:
    """Return the control chart of one unit, or why there is none.

    With ``seasonal`` it allows for the length of months and the time of the year.
    """
    if run.result is None:
        return run.refused
    try:
        made = _charts(run.result, seasonal=seasonal).get(unit)
    except VariationError as error:
        return str(error)
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
        **drawn(charts.of_control_chart(made, unit=definition.unit)),
    )
    return Judged(chart, signals, made.method, made.cautions)


def _charts(result: measures.Result, *, seasonal: bool) -> Mapping[str, XmR]:
    choices: dict[str, Any] = {"days": True, "seasonal": True} if seasonal else {}
    return variation.control_charts(result, **choices)


def overview(run: Run, address: str, *, seasonal: bool = False) -> Table | None:
    """Return what each unit's control chart says, with a link to it; None without figures.

    ``address`` is completed with the unit's name. See ``control``.
    """
    if run.result is None:
        return None
    try:
        charted = _charts(run.result, seasonal=seasonal)
    except VariationError:
        return None
    known = {row["unit"] for row in run.rows if row[run.by] is not None}
    rows: list[list[Value]] = [
        [Cell(text=unit, href=f"{address}{quote(unit)}#control"), made.summary, _newest(made)]
        for unit, made in charted.items()
        if unit in known and made.sentences
    ]
    columns = [_("Unit"), _("Over the whole time"), _("Newest point")]
    return Table(caption=_("What each unit’s own chart says"), columns=columns, rows=rows)


def _control_table(made: XmR, caption: str, unit: str) -> Table:
    drawn_up = made.table.to_pylist()
    adjusted = any(row["raw"] != row["value"] for row in drawn_up if row["raw"] is not None)
    rows = [
        [row["period"], *([row["raw"]] if adjusted else []), row["value"], said]
        for row, said in zip(drawn_up, made.sentences, strict=True)
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
        *([Column(label=_("As drawn"), numeric=True, decimals=2)] if adjusted else []),
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
