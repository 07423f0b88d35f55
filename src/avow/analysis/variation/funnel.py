"""A funnel: which units differ by more than chance and the usual differences explain."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat
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
    columns = {"value": top / size * per, "z": z}
    columns |= _limit_columns(size, found, kind, levels, per)
    among = _Among(used, len(names))
    verdicts = among.all(_verdicts(columns, levels[-1]), NOT_COMPARED)
    narrow = among.all(_verdicts(columns, levels[0]), NOT_COMPARED)
    figures = {"numerator": above, "denominator": below}
    figures |= {name: among.all(cells, None) for name, cells in columns.items()}
    table = pa.table({name: pa.array(cells, pa.float64()) for name, cells in figures.items()})
    table = table.add_column(0, "unit", pa.array(names, pa.string()))
    table = table.append_column("verdict", pa.array(verdicts, pa.string()))
    said = tuple(map(_sentence, names, verdicts, narrow, repeat(found.tau2)))
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


@dataclass(frozen=True)
class _Among:
    """The places of the units that are compared, among all units."""

    used: list[int]
    length: int

    def all(self, values: Iterable[Any], empty: Any) -> list[Any]:
        """Return a value for every unit: ``empty`` for those that are not compared."""
        cells = [empty] * self.length
        for index, value in zip(self.used, values, strict=True):
            cells[index] = value
        return cells


def _verdicts(columns: dict[str, Array], level: float) -> list[str]:
    value = columns["value"]
    high, low = value > columns[_name("high", level)], value < columns[_name("low", level)]
    return [
        SIGNAL_HIGH if h else SIGNAL_LOW if w else CHANCE for h, w in zip(high, low, strict=True)
    ]


def _sentence(unit: str, verdict: str, narrow: str, tau2: float) -> str:
    usual = "chance and the usual differences between units" if tau2 else "chance"
    explains = "explain" if tau2 else "explains"
    if verdict == NOT_COMPARED:
        return f"{unit} has no figure here, so it is not compared."
    if verdict == CHANCE and narrow != CHANCE:
        return (
            f"{unit} lies at the edge of what {usual} {explains}: watch it, do not act on it yet."
        )
    if verdict == CHANCE:
        return f"{unit} lies within what {usual} {explains}: this is no reason to act on it alone."
    side = "higher" if verdict == SIGNAL_HIGH else "lower"
    return f"{unit} is {side} than {usual} {explains}; look at how cases are recorded there first."
