"""Parts that set figures of the unit in a table: beside the whole force, by group, by weekday."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _

from avow.analysis.measures import Definition, intervals
from avow.analysis.variation import VariationError, funnel_of
from avow.charts import of_groups
from avow.web.core.components import Cell, Chart, Column, Table, Value
from avow.web.profiles.document.asked import (
    Making,
    Row,
    cell,
    counted,
    figure,
    group_name,
)
from avow.web.profiles.document.content import Block, Fact
from avow.web.profiles.document.drawing import drawn
from avow.web.profiles.outline import Part
from avow.web.profiles.reading import Read

Made = tuple[list[Block], list[Fact]]


def figures(making: Making, part: Part) -> Made:
    """Return the measures of a part with interval, counts, the whole force, and the verdict."""
    units, force = making.many(part.measures), making.many(part.measures, "force")
    rows: list[list[Value]] = []
    facts: list[Fact] = []
    notes: list[str] = []
    for name, read in units.items():
        row = making.newest(read.of(making.unit))
        rows.append(_row(making, read, row, force[name]))
        if row is None:
            notes.append(_why_none(read))
        else:
            facts.append(fact_of(name, read.definition.title, row, read.definition))
            if row["note"]:
                notes.append(f"{read.definition.title}: {row['note']}")
    columns: list[Column | str] = [
        _("Measure"),
        _("Period"),
        Column(label=making.unit, numeric=True, note=_("with its 95% interval")),
        _("Counted"),
        Column(label=_("Whole force"), numeric=True),
        _("Among the units"),
    ]
    caption = _("%(unit)s beside the whole force: %(part)s") % {
        "unit": making.unit,
        "part": part.heading,
    }
    table = Table(caption=caption, columns=columns, rows=rows)
    return [Block(part.heading, table=table, notes=tuple(dict.fromkeys(notes)))], facts


def _row(making: Making, read: Read, row: Row | None, force: Read) -> list[Value]:
    asked = read.definition
    said = [] if asked.unit.startswith("%") else [f"{asked.unit[:1].upper()}{asked.unit[1:]}."]
    if asked.caution == "reported-crime":
        said.append(_("Recorded crime: read it beside the other sources."))
    title = Cell(text=asked.title, note=" ".join(said))
    label = row["period_label"] if row else making.period.label
    whole = [each for each in force.rows if each["period_label"] == label]
    return [
        title,
        label,
        cell(row, asked),
        counted(row),
        cell(whole[0] if whole else None, asked),
        verdict(read, making.unit, label) if row else "–",
    ]


def _why_none(read: Read) -> str:
    why = read.why or _("there is no figure for this unit and period.")
    return f"{read.definition.title}: {why}"


def verdict(read: Read, unit: str, label: str) -> str:
    """Return whether the unit differs from the others in that period by more than chance."""
    words = {
        "signal high": _("signal: higher"),
        "signal low": _("signal: lower"),
        "chance": _("no signal"),
    }
    return words.get(_verdicts(read, label).get(unit, ""), _("not compared"))


@lru_cache(maxsize=1024)
def _verdicts(read: Read, label: str) -> dict[str, str]:
    try:
        made = funnel_of(read.result, label)
    except VariationError:
        return {}
    return {row["unit"]: row["verdict"] for row in made.table.to_pylist()}


def fact_of(key: str, label: str, row: Row, asked: Definition) -> Fact:
    """Return a row as a figure to write against."""
    return Fact(
        key=key,
        label=label,
        text=figure(row, asked),
        period=row["period_label"],
        value=row["value"],
        low=row["low"],
        high=row["high"],
    )


def groups(making: Making, part: Part) -> Made:
    """Return one measure or count of the unit split by a column, missing as a group of its own."""
    name = part.measures[0]
    read = making.of_unit(name, group=part.group)
    asked = read.definition
    rows = read.of(making.unit, making.period.label)
    if not rows:
        return [Block(part.heading, said=(_why_none(read),))], []
    return _groups(part, rows, asked, name)


def _groups(part: Part, rows: Sequence[Row], asked: Definition, name: str) -> Made:
    named = [{**row, "unit": group_name(row["group"])} for row in rows]
    total = sum(row["value"] or 0 for row in named)
    cells: list[list[Value]] = [
        [row["unit"], cell(row, asked), _share(row, total)] for row in named
    ]
    columns: list[Column | str] = [
        part.heading,
        Column(label=asked.unit.capitalize(), numeric=True, note=_("with its 95% interval")),
        Column(label=_("Share"), numeric=True),
    ]
    title = f"{part.heading}, {rows[0]['period_label']}"
    table = Table(caption=title, columns=columns, rows=cells)
    most = max(named, key=lambda row: row["value"] or 0)
    missing = next((r for r in named if r["unit"] == group_name(None)), None)
    said = _("Most often recorded: %(group)s, %(figure)s.") % {
        "group": most["unit"],
        "figure": figure(most, asked),
    }
    if missing and missing["value"]:
        said += " " + _("Not known for %(figure)s.") % {"figure": figure(missing, asked)}
    shown = [row for row in named if row["value"] is not None]
    spec = of_groups(named, unit=asked.unit)
    chart = Chart(
        id=f"{name}-{part.group.replace('.', '-') or 'all'}",
        title=title,
        alt=said,
        table=table,
        **(drawn(spec) if shown else {}),
    )
    notes = (part.note, *((_caution(),) if asked.caution == "reported-crime" else ()))
    facts = [
        fact_of(f"{name}:{part.group}={row['unit']}", f"{part.heading}: {row['unit']}", row, asked)
        for row in shown
    ]
    return [Block(part.heading, chart=chart, notes=tuple(n for n in notes if n))], facts


def _caution() -> str:
    return _("Counts of recorded crime: they also measure who trusts the police enough to report.")


def _share(row: Row, total: float) -> str:
    if row["value"] is None or not total:
        return "–"
    return f"{100 * row['value'] / total:.0f}%"


def weekdays(making: Making, part: Part) -> Made:
    """Return the unit's offences of the period by the day of the week of the offence."""
    from avow.web.profiles.document.beside import weekday_counts

    counts = weekday_counts(making)
    if not counts:
        return [Block(part.heading, said=(_("No day of an offence is known."),))], []
    day = making.period.start
    low, high = intervals.poisson(np.array([n or 0 for _name, n in counts], dtype=float))
    rows = [
        {
            "group": name,
            "value": None if n is None else float(n),
            "low": None if n is None else float(low[i]),
            "high": None if n is None else float(high[i]),
            "period": day,
            "period_label": making.period.label,
            "numerator": n,
            "denominator": None,
            "numerator_status": "suppressed" if n is None else "published",
        }
        for i, (name, n) in enumerate(counts)
    ]
    read = making.of_unit(part.measures[0])
    return _groups(part, rows, read.definition, "weekday")
