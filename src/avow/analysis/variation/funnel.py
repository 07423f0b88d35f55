"""A funnel: which units differ by more than chance and the usual differences explain."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from avow.analysis.variation.columns import plain
from avow.analysis.variation.limits import Array, Kind, Spread, limits_at, spread

SIGNAL_HIGH, SIGNAL_LOW, CHANCE, NOT_COMPARED = (
    "signal high",
    "signal low",
    "chance",
    "not compared",
)


class FunnelError(ValueError):
    """The numbers given cannot make a funnel; the message says which and why."""


@dataclass(frozen=True)
class Funnel:
    """Units against limits that widen as units get smaller.

    ``table`` has one row per unit in the order given: unit, numerator, denominator, value, z
    (for chance alone), ``low_..`` and ``high_..`` for each level, verdict. ``sentences`` says the
    same in words. Values and limits are multiplied by ``per``.
    """

    kind: Kind
    per: float
    levels: tuple[float, ...]
    spread: Spread
    table: pa.Table
    sentences: tuple[str, ...]

    def curve(self, denominators: Iterable[float]) -> pa.Table:
        """Return the limits at the given sizes, to draw the funnel with."""
        sizes = np.asarray(plain(denominators), dtype=float)
        columns = _limit_columns(sizes, self.spread, self.kind, self.levels, self.per)
        return pa.table({"denominator": sizes, "target": self._targets(sizes), **columns})

    def _targets(self, sizes: Array) -> Array:
        return np.full(len(sizes), self.spread.target * self.per)


def funnel(
    units: Iterable[str],
    numerators: Iterable[float | None],
    denominators: Iterable[float | None],
    *,
    kind: Kind = "proportion",
    limits: tuple[float, ...] = (0.95, 0.998),
    overdispersion: bool = True,
    per: float = 1.0,
) -> Funnel:
    """Compare units of different size with what they have in common.

    A unit is a signal where it lies beyond the widest of ``limits``. A unit without a figure or
    with a denominator of zero is kept, as not compared. For the method see
    ``avow.analysis.variation.limits``.

    Raises:
        FunnelError: lengths differ, a count is negative, a proportion is above one, or fewer
            than three units can be compared.
    """
    names, above, below = plain(units), plain(numerators), plain(denominators)
    used = _usable(names, above, below, kind)
    top = np.array([above[i] for i in used], dtype=float)
    size = np.array([below[i] for i in used], dtype=float)
    found, z = spread(top, size, kind)
    if not overdispersion:
        found = Spread(found.target, found.phi, 0.0)
    levels = tuple(sorted(limits))
    columns: dict[str, Array] = {
        "value": top / size * per,
        "z": z,
        **_limit_columns(size, found, kind, levels, per),
    }
    verdicts = [NOT_COMPARED] * len(names)
    outer = _name("", levels[-1])
    for place, index in enumerate(used):
        verdicts[index] = _verdict(
            columns["value"][place], columns["low" + outer][place], columns["high" + outer][place]
        )
    table = pa.table(
        {
            "unit": pa.array(names, pa.string()),
            "numerator": pa.array(above, pa.float64()),
            "denominator": pa.array(below, pa.float64()),
            **{name: _spread_out(values, used, len(names)) for name, values in columns.items()},
            "verdict": pa.array(verdicts, pa.string()),
        }
    )
    inner = _name("", levels[0])
    edge = {
        index
        for place, index in enumerate(used)
        if not columns["low" + inner][place]
        <= columns["value"][place]
        <= columns["high" + inner][place]
    }
    said = tuple(
        _sentence(name, verdict, found.tau2, at_edge=index in edge)
        for index, (name, verdict) in enumerate(zip(names, verdicts, strict=True))
    )
    return Funnel(kind, per, levels, found, table, said)


def funnel_of(result: Any, period_label: str, **options: Any) -> Funnel:
    """Return the funnel of a measure's ``Result`` in one period, without places not known.

    Raises:
        FunnelError: the measure is neither a rate nor a proportion, or see ``funnel``.
    """
    kind = result.definition.kind
    if kind not in ("rate", "proportion"):
        raise FunnelError(f"A funnel needs a rate or a proportion; this measure is a {kind}.")
    rows = [
        row
        for row in result.table.to_pylist()
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


def _usable(names: list[Any], above: list[Any], below: list[Any], kind: Kind) -> list[int]:
    if not len(names) == len(above) == len(below):
        raise FunnelError(
            f"Give as many numerators ({len(above)}) and denominators ({len(below)}) "
            f"as units ({len(names)})."
        )
    used = []
    for index, (name, top, size) in enumerate(zip(names, above, below, strict=True)):
        if top is None or size is None or size == 0:
            continue
        if top < 0 or size < 0:
            raise FunnelError(f"{name}: counts cannot be negative ({top} of {size}).")
        if kind == "proportion" and top > size:
            raise FunnelError(f"{name}: {top} of {size} is no proportion; is it a rate?")
        used.append(index)
    if len(used) < 3:
        raise FunnelError(f"A funnel compares at least three units; {len(used)} can be compared.")
    return used


def _name(side: str, level: float) -> str:
    return f"{side}_{level * 100:g}".replace(".", "_")


def _limit_columns(
    size: Array, found: Spread, kind: Kind, levels: tuple[float, ...], per: float
) -> dict[str, Array]:
    columns = {}
    for level in levels:
        low, high = limits_at(size, found, kind, level)
        columns[_name("low", level)] = low * per
        columns[_name("high", level)] = high * per
    return columns


def _spread_out(values: Array, used: list[int], length: int) -> pa.Array:
    cells: list[float | None] = [None] * length
    for index, value in zip(used, values.tolist(), strict=True):
        cells[index] = value
    return pa.array(cells, pa.float64())


def _verdict(value: float, low: float, high: float) -> str:
    if value > high:
        return SIGNAL_HIGH
    return SIGNAL_LOW if value < low else CHANCE


def _sentence(unit: str, verdict: str, tau2: float, *, at_edge: bool) -> str:
    usual = "chance and the usual differences between units" if tau2 else "chance"
    explains = "explain" if tau2 else "explains"
    if verdict == NOT_COMPARED:
        return f"{unit} has no figure here, so it is not compared."
    if verdict == CHANCE and at_edge:
        return (
            f"{unit} lies at the edge of what {usual} {explains}: watch it, do not act on it yet."
        )
    if verdict == CHANCE:
        return f"{unit} lies within what {usual} {explains}: this is no reason to act on it alone."
    side = "higher" if verdict == SIGNAL_HIGH else "lower"
    return f"{unit} is {side} than {usual} {explains}; look at how cases are recorded there first."
