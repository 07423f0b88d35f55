"""Funnels and control charts of a measure's results."""

from typing import Any

import numpy as np

from avow.analysis.variation.chart import ControlChart, charts_of
from avow.analysis.variation.errors import FunnelError
from avow.analysis.variation.funnel import Funnel, funnel
from avow.analysis.variation.kinds import Array, ChartKind
from avow.analysis.variation.one_group import of_one_group

_FUNNELS = ("rate", "proportion")
# Where fewer are counted in a usual period, single values are too coarse for moving ranges.
_FEW = 5.0
# By what the measure's interval rests on. People who come together are no single events, and sums
# of posts or hours no cases: those get XmR however few.
_OF_FEW: dict[str, ChartKind] = {"proportion": "p", "rate": "u", "count": "c"}
_NO_CASES = {
    "sums": "it adds up amounts",
    "sums of counts": "it adds up the numbers of many rows",
    "occasions": "people come together to occasions",
    "rate of occasions": "people come together to occasions",
}


def funnel_of(
    result: Any, period_label: str, *, group: str | None = None, **options: Any
) -> Funnel:
    """Return the funnel of a measure's ``Result`` in one period, without places not known.

    ``group`` names the group to take of a result that is split by group.

    Raises:
        FunnelError: the measure is neither a rate nor a proportion of single cases, the result is
            split by group and none is named, or see ``funnel``.
    """
    kind = result.definition.kind
    if kind not in _FUNNELS:
        raise FunnelError(f"A funnel needs a rate or a proportion; this measure is a {kind}.")
    why = _NO_CASES.get(result.definition.plan.interval)
    if why:
        raise FunnelError(
            f"A funnel needs cases that come one by one; this measure has none: {why}. Compare the "
            "figures with their intervals instead."
        )
    rows = [
        row
        for row in of_one_group(result, group).to_pylist()
        if row["period_label"] == period_label and row[result.by] is not None
    ]
    return funnel(
        [row["unit"] for row in rows],
        [row["numerator"] for row in rows],
        [row["denominator"] for row in rows],
        kind=kind,
        per=result.definition.per,
        **options,
    )


def newest_mature(result: Any) -> str | None:
    """Return the label of the newest complete period in which three places have figures."""
    known: dict[str, int] = {}
    for row in _rows(result, result.table):
        if row["complete"] and row["value"] is not None and row[result.by] is not None:
            known[row["period_label"]] = known.get(row["period_label"], 0) + 1
    return max((label for label, units in known.items() if units >= 3), default=None)


def control_charts(
    result: Any, *, group: str | None = None, **choices: Any
) -> dict[str, ControlChart]:
    """Return a control chart per unit of a measure's ``Result``, over its complete periods.

    Single values (XmR), or where a unit counts fewer than five in a usual period a P, U or C chart
    with exact limits, if it counts single cases; ``kind`` settles it for all. ``group`` names the
    group to take of a result that is split by group.

    Raises:
        VariationError: the result is split by group and none is named, or see ``charts_of``.
    """
    labels, units, grids = _grids(result, of_one_group(result, group))
    floor = None if result.definition.kind == "change" else 0.0
    chosen = _chosen(result.definition, grids["numerator"], choices.pop("kind", None))
    made: dict[str, ControlChart] = {}
    for kind in sorted(set(chosen)):
        rows = [row for row, each in enumerate(chosen) if each == kind]
        made |= charts_of(
            [units[row] for row in rows],
            labels,
            grids["value" if kind == "xmr" else "numerator"][rows],
            grids["denominator"][rows] if kind not in ("xmr", "c") else None,
            kind=kind,
            floor=floor,
            ceiling=result.definition.per if result.definition.kind == "proportion" else None,
            per=result.definition.per,
            **choices,
        )
    return {unit: made[unit] for unit in units}


def _chosen(definition: Any, numerator: Array, asked: ChartKind | None) -> list[ChartKind]:
    few = _OF_FEW.get(definition.kind)
    if few != _OF_FEW.get(definition.plan.interval):
        few = None
    if asked is not None or few is None:
        return [asked or "xmr"] * len(numerator)
    known = ~np.isnan(numerator)
    usual = np.where(known, numerator, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return [few if mean < _FEW else "xmr" for mean in usual]


def _rows(result: Any, table: Any) -> list[dict[str, Any]]:
    names = ["unit", result.by, "period_label", "complete", "value", "numerator", "denominator"]
    found: list[dict[str, Any]] = table.select(list(dict.fromkeys(names))).to_pylist()
    return found


def _grids(result: Any, table: Any) -> tuple[list[str], list[str], dict[str, Array]]:
    """Return the complete periods, the units, and their figures as grids."""
    rows = _rows(result, table)
    labels = sorted({row["period_label"] for row in rows if row["complete"]})
    units = list(dict.fromkeys(row["unit"] for row in rows if row["complete"]))
    column = {label: place for place, label in enumerate(labels)}
    line = {unit: place for place, unit in enumerate(units)}
    grids = {
        name: np.full((len(units), len(labels)), np.nan)
        for name in ("value", "numerator", "denominator")
    }
    for row in rows:
        if row["complete"] and row["value"] is not None:
            at = line[row["unit"]], column[row["period_label"]]
            for name, grid in grids.items():
                grid[at] = np.nan if row[name] is None else row[name]
    return labels, units, grids
