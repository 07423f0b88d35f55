"""Parts that tell signal from chance: month by month, among the units, with the mix allowed for."""

from contextlib import suppress
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow import charts
from avow.analysis import variation
from avow.analysis.measures import Definition
from avow.analysis.variation import ControlChart, VariationError
from avow.charts.series import written
from avow.web.core.components import Chart, Column, Table, Value
from avow.web.profiles.document.asked import Making, cell, figure
from avow.web.profiles.document.content import Block, Fact
from avow.web.profiles.document.drawing import drawn
from avow.web.profiles.document.parts_figures import Made, fact_of
from avow.web.profiles.outline import Part, outline
from avow.web.profiles.reading import Read

_SEASON = gettext_lazy(
    "Drawn with the length of months and the season taken out; the table holds figures as counted."
)
# Months in the table: two years, so that each has the one before it.
_MONTHS = 24


def months(making: Making, part: Part) -> Made:
    """Return a measure month by month with its control chart and what that says."""
    read = making.first(part, period="month")
    asked = read.definition
    rows = [r for r in read.of(making.unit) if r["period_label"] <= making.period.newest_month]
    chart, seasonal = _control(read, making.unit, making.period.newest_month)
    if chart is None or not rows:
        return [Block(part.heading, said=(read.why or _("There are no figures by month."),))], []
    last = chart.sentences[-1] if chart.sentences else ""
    title = f"{asked.title}: {making.unit}, {part.heading.lower()}"
    table = _months_table(chart, rows, title, asked)
    notes = [outline().caution] if asked.caution == "reported-crime" else []
    if seasonal:
        notes.insert(0, str(_SEASON))
    picture = Chart(
        id=f"{asked.id}-months",
        title=title,
        alt=chart.summary,
        table=table,
        **drawn(charts.of_control_chart(chart, unit=asked.unit)),
        notes=notes,
    )
    newest = next((row for row in reversed(rows) if row["value"] is not None), None)
    facts: list[Fact] = []
    if newest:
        facts = [fact_of(f"{asked.id}:month", f"{asked.title}, newest month", newest, asked)]
    return [Block(part.heading, said=(chart.summary, last), chart=picture)], facts


def _months_table(
    chart: ControlChart, rows: list[dict[str, Any]], title: str, asked: Definition
) -> Table:
    by_label = {row["period_label"]: row for row in rows}
    said = [
        [
            row["period"],
            cell(by_label.get(row["period"]), asked),
            sentence if row["verdict"] == "signal" else _("usual"),
        ]
        for row, sentence in zip(chart.table.to_pylist(), chart.sentences, strict=True)
    ]
    columns: list[Column | str] = [
        _("Month"),
        Column(label=asked.unit.capitalize(), numeric=True, note=_("with its 95% interval")),
        _("Signal or chance"),
    ]
    return Table(caption=title, columns=columns, rows=said[-_MONTHS:])


@lru_cache(maxsize=256)
def _control(read: Read, unit: str, until: str) -> tuple[ControlChart | None, bool]:
    """Return the chart of a unit, and whether months and seasons are allowed for in it."""
    if read.result is None:
        return None, False
    kept = [
        row["unit"] == unit and row["period_label"] <= until
        for row in read.result.table.select(["unit", "period_label"]).to_pylist()
    ]
    rows = Only(read, read.result.table.filter(kept))
    if read.definition.kind == "count":
        with suppress(VariationError):  # fewer than two whole years
            return variation.control_charts(rows, days=True, seasonal=True).get(unit), True
    return variation.control_charts(rows).get(unit), False


class Only:
    """Some rows of a result, with what its definition says."""

    def __init__(self, read: Read, table: Any) -> None:
        self.definition = read.definition
        self.by = read.asked.by
        self.table = table


def funnel(making: Making, part: Part) -> Made:
    """Return one measure of all units against the limits of chance."""
    read = making.of_unit(part.measures[0])
    row = making.newest(read.of(making.unit))
    if row is None or read.result is None:
        return [Block(part.heading, said=(read.why or _("There is no figure yet."),))], []
    try:
        made = variation.funnel_of(read.result, row["period_label"])
    except VariationError as error:
        return [Block(part.heading, said=(str(error),))], []
    asked = read.definition
    title = f"{asked.title}: {_('all units')}, {row['period_label']}"
    mine = next(
        said
        for said, name in zip(made.sentences, made.table["unit"].to_pylist(), strict=True)
        if name == making.unit
    )
    size = asked.denominator.rstrip(".") or _("Size")
    picture = Chart(
        id=f"{asked.id}-funnel",
        title=title,
        alt=f"{mine} {made.summary}",
        table=_funnel_table(made, title, asked),
        **drawn(charts.of_funnel(made, unit=asked.unit, size=size)),
        notes=[_("The curves say how far chance alone moves a unit of that size."), *made.cautions],
    )
    return [Block(part.heading, said=(asked.what, mine), chart=picture)], []


def _funnel_table(made: Any, caption: str, asked: Definition) -> Table:
    rows: list[list[Value]] = [
        [
            row["unit"],
            figure(row, asked),
            "–" if row["numerator"] is None else f"{row['numerator']:,.0f}",
            "–" if row["denominator"] is None else f"{row['denominator']:,.0f}",
            said,
        ]
        for row, said in zip(made.table.to_pylist(), made.sentences, strict=True)
    ]
    columns: list[Column | str] = [
        _("Unit"),
        Column(label=asked.unit.capitalize(), numeric=True),
        Column(label=_("Counted"), numeric=True),
        Column(label=_("Out of"), numeric=True),
        _("Signal or chance"),
    ]
    return Table(caption=caption, columns=columns, rows=rows)


def adjusted(making: Making, part: Part) -> Made:
    """Return one measure raw, and as it would be with the mix of cases of all units."""
    name = part.measures[0]
    row = making.newest(making.of_unit(name).of(making.unit))
    read = making.of_unit(name, group=part.group)
    here = [
        each
        for each in read.rows
        if row and each["period_label"] == row["period_label"] and each["bcu"] is not None
    ]
    asked = read.definition
    try:
        made = variation.adjust(
            [each["unit"] for each in here],
            [each["numerator"] for each in here],
            [each["denominator"] for each in here],
            {part.group.replace("_", " "): [each["group"] for each in here]},
            kind="rate" if asked.kind == "rate" else "proportion",
            per=asked.per,
        )
    except VariationError as error:
        return [Block(part.heading, said=(str(error),))], []
    said = next(
        (
            sentence
            for sentence, unit in zip(made.sentences, made.table["unit"].to_pylist(), strict=True)
            if unit == making.unit
        ),
        made.summary,
    )
    period = row["period_label"] if row else ""
    table = _adjusted_table(made, f"{asked.title}: {part.heading.lower()}, {period}")
    block = Block(
        part.heading, said=(said,), table=table, notes=(made.summary, made.method, *made.cautions)
    )
    return [block], []


def _adjusted_table(made: Any, caption: str) -> Table:
    def range_of(row: dict[str, Any], value: str, low: str, high: str) -> Value:
        if row[value] is None:
            return _("no figure")
        low_, high_ = written(row[low], "%"), written(row[high], "%")
        between = _("%(low)s to %(high)s") % {"low": low_, "high": high_}
        return f"{written(row[value], '%')} ({between})"

    rows: list[list[Value]] = [
        [
            row["unit"],
            range_of(row, "raw", "raw_low", "raw_high"),
            range_of(row, "adjusted", "low", "high"),
            row["verdict"],
        ]
        for row in made.table.to_pylist()
    ]
    columns: list[Column | str] = [
        _("Unit"),
        Column(label=_("Raw"), numeric=True),
        Column(label=_("With the mix of all"), numeric=True),
        _("The difference"),
    ]
    return Table(caption=caption, columns=columns, rows=rows)
