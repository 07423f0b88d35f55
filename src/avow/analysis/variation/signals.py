"""All signals of one unit, strongest first: what its commander should ask about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from avow.analysis.variation.chart import ControlChart
from avow.analysis.variation.chart_words import SIGNAL
from avow.analysis.variation.errors import VariationError
from avow.analysis.variation.funnel import Funnel
from avow.analysis.variation.of_results import control_charts, funnel_of, newest_mature
from avow.analysis.variation.rules import RULES

# Beyond so many standard deviations a point is as strange as can be.
_MOST = 20.0


@dataclass(frozen=True)
class Signal:
    """One signal of one unit.

    ``where`` says whether the unit differs from others or from its own past; ``rule`` which limit
    or run rule says so; ``since`` the label of the first period of the pattern. ``strength`` is in
    standard deviations. ``reads`` is ``better`` or ``worse`` where the measure's definition says
    which way is good, else ``neither``.
    """

    measure: str
    title: str
    where: Literal["between units", "over time"]
    sentence: str
    strength: float
    rule: str
    since: str
    direction: Literal["higher", "lower"]
    reads: Literal["better", "worse", "neither"]


@dataclass(frozen=True)
class Compared:
    """The funnel of all units in the newest period that can be judged."""

    definition: Any
    period: str
    funnel: Funnel


def newest_funnel(result: Any, **options: Any) -> Compared | None:
    """Return the funnel of a ``Result`` at its newest mature period; None where there is none."""
    period = newest_mature(result)
    if period is None:
        return None
    try:
        return Compared(result.definition, period, funnel_of(result, period, **options))
    except VariationError:
        return None


def signals(
    unit: str,
    series: Iterable[Any],
    funnels: Iterable[Compared | None] = (),
    *,
    recent: int = 3,
    look_at: Mapping[str, str] | None = None,
) -> tuple[Signal, ...]:
    """Return the signals of ``unit`` now, strongest first.

    ``series`` are ``Result``s over time, of this unit alone or of all; ``funnels`` those of
    ``newest_funnel``. A signal over time counts if it touches the last ``recent`` figures.
    ``look_at`` says per measure what to look at; by default how cases are recorded.
    """
    of_unit = [_only(result, unit) for result in series]
    return signals_of([unit], of_unit, funnels, recent=recent, look_at=look_at)[unit]


def signals_of(
    units: Iterable[str],
    series: Iterable[Any],
    funnels: Iterable[Compared | None] = (),
    *,
    recent: int = 3,
    look_at: Mapping[str, str] | None = None,
) -> dict[str, tuple[Signal, ...]]:
    """Return the signals of each unit, as ``signals`` does, each measure charted once for all."""
    at = look_at or {}
    found: dict[str, list[Signal]] = {unit: [] for unit in units}
    compared = [each for each in funnels if each is not None]
    for unit in found:
        between = [_between(unit, each, at) for each in compared]
        found[unit] = [made for made in between if made is not None]
    for result in series:
        charts = control_charts(result)
        for unit in found:
            if unit in charts:
                found[unit] += _over_time(unit, result.definition, charts[unit], recent, at)
    return {
        unit: tuple(sorted(held, key=lambda each: (-each.strength, each.measure, each.rule)))
        for unit, held in found.items()
    }


def _only(result: Any, unit: str) -> "_Only":
    rows = result.table.filter([name == unit for name in result.table["unit"].to_pylist()])
    return _Only(result.definition, result.by, rows)


@dataclass(frozen=True)
class _Only:
    """The rows of a result that are of one unit."""

    definition: Any
    by: str
    table: Any


def _between(unit: str, compared: Compared, at: Mapping[str, str]) -> Signal | None:
    made, asked = compared.funnel, compared.definition
    for row, said in zip(made.table.to_pylist(), made.sentences, strict=True):
        if row["unit"] != unit or not row["verdict"].startswith(SIGNAL):
            continue
        side: Literal["higher", "lower"] = "higher" if row["verdict"].endswith("high") else "lower"
        if asked.id in at:
            said = f"{said.split('; look at ')[0]}; look at {at[asked.id]}."  # noqa: PLW2901
        return Signal(
            measure=asked.id,
            title=asked.title,
            where="between units",
            sentence=f"{asked.title}, {compared.period}: {said}",
            strength=min(abs(row["z_adjusted"]), _MOST),
            rule=f"outside the {made.levels[-1] * 100:g}% limits of the funnel",
            since=compared.period,
            direction=side,
            reads=_reads(asked.better, side),
        )
    return None


def _over_time(
    unit: str, asked: Any, chart: ControlChart, recent: int, at: Mapping[str, str]
) -> list[Signal]:
    """Return one signal per unit and measure: the strongest rule that its newest figures meet."""
    rows = [row for row in chart.table.to_pylist() if row["value"] is not None]
    newest = [row for row in rows[-recent:] if row["verdict"] == SIGNAL]
    if not newest:
        return []
    last = max(newest, key=lambda row: (abs(row["z"] or _MOST), row["period"]))
    rule = min(last["rules"].split(", "), key=_ORDER.index)
    since = _since(rows, rows.index(last), rule)
    high = (last["value"] >= last["centre"]) != (chart.kind in ("t", "g"))
    side: Literal["higher", "lower"] = "higher" if high else "lower"
    look = at.get(asked.id, "what changed then, and how it is recorded")
    when = f"in {since}" if since == last["period"] else f"from {since} to {last['period']}"
    return [
        Signal(
            measure=asked.id,
            title=asked.title,
            where="over time",
            sentence=(
                f"{asked.title}: {unit} {_SAID[rule]} {when} "
                f"({_figure(last['value'], asked.unit)}, usually "
                f"{_written(last['centre'])}), which "
                f"chance alone seldom brings about; look at {look}."
            ),
            strength=_MOST if last["z"] is None else min(abs(last["z"]), _MOST),
            rule=rule,
            since=since,
            direction=side,
            reads=_reads(asked.better, side),
        )
    ]


def _figure(value: float, unit: str) -> str:
    """Return a figure with its unit; a percent sign stands close."""
    return f"{_written(value)}{'' if unit.startswith('%') else ' '}{unit}"


def _written(value: float) -> str:
    return f"{value:,.{0 if abs(value) >= 100 or value == int(value) else 1}f}"


def _since(rows: list[dict[str, Any]], at: int, rule: str) -> str:
    """Return the first period of the unbroken pattern that ends at ``at``."""
    while at > 0 and rule in rows[at - 1]["rules"].split(", "):
        at -= 1
    return str(rows[at]["period"])


def _reads(better: str, side: str) -> Literal["better", "worse", "neither"]:
    if better not in ("higher", "lower"):
        return "neither"
    return "better" if better == side else "worse"


_SAID = {
    "above": "was higher than its own past explains",
    "below": "was lower than its own past explains",
    "run high": "was above its own usual level without a break",
    "run low": "was below its own usual level without a break",
    "rising": "rose every time",
    "falling": "fell every time",
    "near high": "was more than once close to the top of its usual range",
    "near low": "was more than once close to the bottom of its usual range",
    "leaning high": "was mostly well above its own usual level",
    "leaning low": "was mostly well below its own usual level",
    "hugging": "hardly varied",
    "shunning": "kept away from its own usual level, up and down,",
    "seesaw": "went up and down by turns",
}
_ORDER = list(dict.fromkeys(rule.name for rules in RULES.values() for rule in rules))
