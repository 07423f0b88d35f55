"""A command unit: its signals first, then every measure beside the whole force."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from avow.analysis import measures, variation
from avow.analysis.variation import Compared, Signal
from avow.charts.series import written
from avow.web.core.components import Cell, Column, Table, Value
from avow.web.measures import runs
from avow.web.measures.keeping import kept
from avow.web.measures.runs import Run

UNIT = "bcu"
# Signs of the words for which way is good.
_READS = {"better": "good", "worse": "warning", "neither": "neutral"}


@dataclass(frozen=True)
class Told:
    """A signal as the page shows it, with the look of its tag and where to read more."""

    signal: Signal
    kind: str
    href: str

    @property
    def word(self) -> str:
        """What the signal means, where the measure's definition says which way is good."""
        words = {"better": _("Better"), "worse": _("Look at this"), "neither": _("Different")}
        return words[self.signal.reads]


@dataclass(frozen=True)
class _Held:
    """The runs of a measure by command unit: over time, and compared in the newest period."""

    series: Run
    compared: Compared | None


def names(*, exact: bool) -> list[str]:
    """Return every command unit that a measure has figures of."""
    return list(_signals(exact))


def signals(unit: str, *, exact: bool) -> list[Told]:
    """Return the unit's signals, strongest first, those to look at before those that are good."""
    found = _signals(exact).get(unit, ())
    order = {"worse": 0, "neither": 1, "better": 2}
    return [
        Told(each, _READS[each.reads], _where(each, unit))
        for each in sorted(found, key=lambda each: order[each.reads])
    ]


def _where(signal: Signal, unit: str) -> str:
    """Return the address of the chart that the signal stands in."""
    if signal.where == "between units":
        asked, chart = {"at": signal.since, "unit": unit}, "funnel"
    else:
        period = _finest(measures.definition(signal.measure))
        asked, chart = {"unit": unit, "period": period}, "control"
    return f"{reverse('measures:compare', args=[signal.measure])}?{urlencode(asked)}#{chart}"


def counted(signals: Sequence[Told]) -> list[tuple[str, str]]:
    """Return how many signals there are of each meaning, in words, with the look of its tag."""
    n = Counter(told.kind for told in signals)
    words = {
        "warning": _("%(n)s to look at"),
        "neutral": _("%(n)s different"),
        "good": _("%(n)s better"),
    }
    return [(words[kind] % {"n": n[kind]}, kind) for kind in words if n[kind]]


def _signals(exact: bool) -> dict[str, tuple[Signal, ...]]:
    """Return the signals of every unit."""

    def make() -> dict[str, tuple[Signal, ...]]:
        held = _all(exact, runs.as_they_are())
        units = sorted({unit for each in held for unit in runs.units(each.series)})
        series = [each.series.result for each in held if each.series.result is not None]
        return variation.signals_of(units, series, [each.compared for each in held])

    return kept(f"signals {exact}", make)


def table(unit: str, *, exact: bool, whole_exact: bool) -> Table:
    """Return every measure's newest figure of the unit beside that of the whole force.

    Whoever commands the unit sees it exact, though not the force: the rest would be other units.
    """
    return kept(f"tables {exact} {whole_exact}", lambda: _tables(exact, whole_exact))[unit]


def make_ready() -> None:
    """Work out the pages of all units, for whoever sees exact figures and for who does not."""
    for exact in (True, False):
        names(exact=exact)
        kept(f"tables {exact} {exact}", partial(_tables, exact, exact))


def _tables(exact: bool, whole_exact: bool) -> dict[str, Table]:
    return {unit: _table(unit, exact, whole_exact) for unit in names(exact=exact)}


def _table(unit: str, exact: bool, whole_exact: bool) -> Table:
    rows: list[Sequence[Value]] = []
    every = _all(exact, runs.as_they_are())
    for held in sorted(every, key=lambda each: each.series.definition.title):
        row = _newest(held.series, unit)
        if row is None:
            continue
        definition = held.series.definition
        whole = runs.kept(definition, "force", held.series.period, exact=whole_exact)
        force = _newest(whole, "", row["period_label"]) if whole else None
        rows.append(
            [
                Cell(
                    text=definition.title,
                    href=_address(held.series, unit),
                    note=row["period_label"],
                ),
                _figure(row, definition.unit),
                _figure(force, definition.unit) if force else None,
                _verdict(held.compared, unit),
            ]
        )
    return Table(
        caption=_("Every measure of %(unit)s") % {"unit": unit},
        columns=[
            Column(label=_("Measure"), note=_("with the newest period that can be judged")),
            Column(label=unit, numeric=True, note=_("with its 95% interval")),
            Column(label=_("Whole force"), numeric=True),
            _("Among the units"),
        ],
        rows=rows,
        absent=_("no figure"),
    )


@lru_cache(maxsize=4)
def _all(exact: bool, _as_they_are: str) -> tuple[_Held, ...]:
    """Return what is stored of every measure by command unit."""
    found = []
    for definition in measures.definitions():
        if UNIT in definition.by:
            run = runs.kept(definition, UNIT, _finest(definition), exact=exact)
            if run is not None and run.result is not None:
                found.append(_Held(run, _compared(definition, exact=exact)))
    return tuple(found)


def _finest(definition: measures.Definition) -> str:
    """Return the period in which a unit's series is read: quarters carry enough cases."""
    return "quarter" if "quarter" in definition.periods else definition.periods[-1]


def _compared(definition: measures.Definition, *, exact: bool) -> Compared | None:
    widest = runs.kept(definition, UNIT, definition.periods[-1], exact=exact)
    if widest is None or widest.result is None:
        return None
    return variation.newest_funnel(widest.result)


def _newest(run: Run, unit: str, at: str = "") -> dict[str, Any] | None:
    """Return the newest row that has a figure; of period ``at``, and of any place, where asked."""
    rows = [
        row
        for row in run.rows
        if (not unit or row["unit"] == unit)
        and (row["period_label"] == at if at else row["complete"] and row["value"] is not None)
    ]
    return rows[-1] if rows else None


def _figure(row: dict[str, Any], unit: str) -> Value:
    if not isinstance(row["value"], float):
        return None
    low, high = row["low"], row["high"]
    between = ""
    if isinstance(low, float) and isinstance(high, float):
        between = _("%(low)s to %(high)s") % {
            "low": written(low, unit),
            "high": written(high, unit),
        }
    close = "" if unit.startswith("%") else " "
    return Cell(text=f"{written(row['value'], unit)}{close}{unit}", note=between)


def _verdict(compared: Compared | None, unit: str) -> Value:
    """Return whether the unit is a signal among the others, and in which period."""
    rows = compared.funnel.table.to_pylist() if compared else []
    verdict = next((str(row["verdict"]) for row in rows if row["unit"] == unit), "")
    words = {
        "signal high": _("Signal: higher"),
        "signal low": _("Signal: lower"),
        "chance": _("No signal"),
    }
    if verdict not in words or compared is None:
        return Cell(text=_("Not compared"), note="" if rows else _("only rates and shares are"))
    return Cell(text=words[verdict], note=compared.period)


def _address(run: Run, unit: str) -> str:
    from avow.web.measures.asking import Asked

    asked = Asked(by=UNIT, period=run.period, unit=unit)
    return f"{reverse('measures:measure', args=[run.definition.id])}?{asked.query()}"
