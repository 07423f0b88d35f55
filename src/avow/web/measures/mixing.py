"""What a raw figure does not show: the mix of a unit's cases, and how little a small area says."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from avow import charts
from avow.analysis import variation
from avow.analysis.variation import VariationError
from avow.charts.series import written
from avow.web.core.components import Cell, Chart, Column, Table, Value
from avow.web.measures.judging import Judged
from avow.web.measures.pictures import drawn
from avow.web.measures.runs import Run
from avow.web.measures.words import group_name

KINDS = ("proportion", "rate")


def adjusted(run: Run, at: str, group: str) -> Judged | str:
    """Return the units beside what their mix of cases would lead one to expect, or why not.

    ``run`` is by command unit and split by ``group``. Each case belongs to one group only where
    the group is a column of the case itself.
    """
    if run.result is None:
        return run.refused
    rows = [row for row in run.rows if row["period_label"] == at and row[run.by] is not None]
    definition = run.definition
    try:
        made = variation.adjust(
            [row["unit"] for row in rows],
            [row["numerator"] for row in rows],
            [row["denominator"] for row in rows],
            {group_name(group): [row["group"] for row in rows]},
            kind="proportion" if definition.kind == "proportion" else "rate",
            per=definition.per,
        )
    except VariationError as error:
        return str(error)
    title = _("%(title)s, adjusted for %(group)s, %(at)s") % {
        "title": definition.title,
        "group": group_name(group)[:1].lower() + group_name(group)[1:],
        "at": at,
    }
    unit = definition.unit
    chart = Chart(
        id="adjusted",
        title=title,
        alt=made.summary,
        table=_adjusted_table(made, title, unit),
        **drawn(charts.of_adjusted(made, unit=unit)),
    )
    return Judged(chart, (), made.method, made.cautions)


def _adjusted_table(made: variation.Adjusted, caption: str, unit: str) -> Table:
    rows = [
        [row["unit"], _figure(row, unit, "raw", "raw_"), _figure(row, unit, "adjusted"), said]
        for row, said in zip(made.table.to_pylist(), made.sentences, strict=True)
    ]
    columns: list[Column | str] = [
        _("Unit"),
        Column(label=_("Raw, %(unit)s") % {"unit": unit}, numeric=True),
        Column(label=_("Adjusted, %(unit)s") % {"unit": unit}, numeric=True),
        _("What the mix explains"),
    ]
    return Table(caption=caption, columns=columns, rows=rows)


def shrunk(run: Run, rows: Sequence[dict[str, Any]]) -> Table | None:
    """Return small areas drawn towards their borough and the force; None where that cannot be."""
    known = [row for row in rows if row[run.by] is not None]
    if run.definition.kind not in KINDS:
        return None
    try:
        made = variation.shrink(
            [row["unit"] for row in known],
            [row["numerator"] for row in known],
            [row["denominator"] for row in known],
            groups=[row["borough"] or "" for row in known],
            kind="proportion" if run.definition.kind == "proportion" else "rate",
            per=run.definition.per,
        )
    except VariationError:
        return None
    unit = run.definition.unit
    drawn_in = sorted(made.table.to_pylist(), key=lambda row: -row["value"])
    return Table(
        caption=_("Small areas drawn towards their borough: %(title)s")
        % {"title": run.definition.title},
        columns=[
            _("Place"),
            Column(label=_("Raw, %(unit)s") % {"unit": unit}, numeric=True),
            Column(label=_("Drawn in, %(unit)s") % {"unit": unit}, numeric=True),
            Column(label=_("How far"), numeric=True),
        ],
        rows=[
            [row["unit"], row["raw"], _figure(row, unit, "value"), f"{row['shrunk']:.0%}"]
            for row in drawn_in
        ],
        notes=[made.summary, made.method],
    )


def _figure(row: dict[str, Any], unit: str, name: str, ends: str = "") -> Value:
    value, low, high = row[name], row[f"{ends}low"], row[f"{ends}high"]
    if value is None or low is None or high is None:
        return None
    between = _("%(low)s to %(high)s") % {"low": written(low, unit), "high": written(high, unit)}
    return Cell(text=written(value, unit), note=between)
