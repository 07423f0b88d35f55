"""A funnel: which units differ by more than chance and the usual differences explain."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from avow.analysis.variation import funnel_words as words
from avow.analysis.variation.columns import figures_of, one_of, plain
from avow.analysis.variation.errors import FunnelError, more_than_none
from avow.analysis.variation.funnel_words import CHANCE, NOT_COMPARED, SIGNAL_HIGH, SIGNAL_LOW
from avow.analysis.variation.limits import (
    Array,
    Kind,
    Overdispersion,
    Spread,
    limits_at,
    probabilities,
    spread,
)


@dataclass(frozen=True)
class Funnel:
    """Units against limits that widen as units get smaller.

    ``table`` has one row per unit in the order given: unit, numerator, denominator, value, z (for
    chance alone), z_adjusted (with the usual differences allowed for), p, ``low_..`` and
    ``high_..`` for each level, discovery (empty unless asked for), verdict. ``sentences`` says the
    same in words, one a unit. Values and limits are multiplied by ``per``.
    """

    kind: Kind
    per: float
    levels: tuple[float, ...]
    spread: Spread
    table: pa.Table
    sentences: tuple[str, ...]
    summary: str
    method: str
    cautions: tuple[str, ...]

    def curve(self, denominators: Iterable[float]) -> pa.Table:
        """Return the limits at the given sizes, to draw the funnel with."""
        sizes = np.asarray(plain(denominators), dtype=float)
        columns = _limit_columns(sizes, self.spread, self.kind, self.levels, self.per)
        target = np.full(len(sizes), self.spread.target * self.per)
        return pa.table({"denominator": sizes, "target": target, **columns})

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import page

        return page(self.summary, self.sentences, self.table)


def funnel(  # noqa: PLR0913 - each is a choice of the method that the caller may state
    units: Iterable[str],
    numerators: Iterable[float | None],
    denominators: Iterable[float | None],
    *,
    kind: Kind = "proportion",
    limits: tuple[float, ...] = (0.95, 0.998),
    overdispersion: Overdispersion = "auto",
    per: float = 1.0,
    target: float | None = None,
    fdr: float | None = None,
    look_at: str = words.RECORDING,
) -> Funnel:
    """Compare units of different size with what they have in common.

    A unit is a signal where it lies beyond the widest of ``limits``. A unit without a figure or
    with a denominator of zero is kept, as not compared. For a ``ratio`` the denominators are
    expected counts. ``target`` is what units are compared with: by default what all have together,
    for a ratio 1. ``fdr`` asks for discoveries at that rate of false ones (Benjamini-Hochberg).
    ``look_at`` ends the sentence on a signal. For the method see ``variation.limits``.

    Raises:
        FunnelError: lengths differ, a count is negative, a proportion is above one, a level or
            rate is not between 0 and 1, ``per`` is not above zero, or fewer than three units can
            be compared.
    """
    names, above, below = plain(units), figures_of(numerators), figures_of(denominators)
    one_of("kind", kind, Kind)
    one_of("overdispersion", overdispersion, Overdispersion)
    used = _usable(names, above, below, kind)
    more_than_none(per)
    levels = _levels(limits, fdr)
    top = np.array([above[i] for i in used], dtype=float)
    size = np.array([below[i] for i in used], dtype=float)
    centre = _target(target, kind)
    found, z = spread(top, size, kind, overdispersion, centre)
    columns = {"value": top / size * per, "z": z, "z_adjusted": z / found.stretch(size)}
    columns["p"] = probabilities(top, size, found, kind, z)
    columns |= _limit_columns(size, found, kind, levels, per)
    among = _Among(used, len(names))
    verdicts = among.all(_verdicts(columns, levels[-1]), NOT_COMPARED)
    narrow = among.all(_verdicts(columns, levels[0]), NOT_COMPARED)
    figures = {"numerator": above, "denominator": below}
    figures |= {name: among.all(cells, None) for name, cells in columns.items()}
    table = pa.table({name: pa.array(cells, pa.float64()) for name, cells in figures.items()})
    table = table.add_column(0, "unit", pa.array([str(name) for name in names], pa.string()))
    found_out = [None] * len(used) if fdr is None else discoveries(columns["p"], fdr).tolist()
    table = table.append_column("discovery", pa.array(among.all(found_out, None), pa.bool_()))
    table = table.append_column("verdict", pa.array(verdicts, pa.string()))
    said = tuple(
        words.sentence(str(name), verdict, near, found, look_at)
        for name, verdict, near in zip(names, verdicts, narrow, strict=True)
    )
    return Funnel(
        kind=kind,
        per=per,
        levels=levels,
        spread=found,
        table=table,
        sentences=said,
        summary=words.summary(verdicts, narrow, found),
        method=words.method(kind, levels, found),
        cautions=words.cautions(len(used), levels[-1], found, fdr),
    )


def discoveries(p: Array, rate: float) -> Any:
    """Return which of the probabilities are discoveries (Benjamini and Hochberg 1995, JRSS B)."""
    order = np.argsort(p)
    below = p[order] <= rate * np.arange(1, len(p) + 1) / len(p)
    last = np.flatnonzero(below)[-1] + 1 if below.any() else 0
    marked = np.zeros(len(p), dtype=bool)
    marked[order[:last]] = True
    return marked


def _levels(limits: tuple[float, ...], fdr: float | None) -> tuple[float, ...]:
    levels = tuple(sorted(limits))
    if not levels or not all(0 < level < 1 for level in levels):
        raise FunnelError(f"Limits lie between 0 and 1, such as 0.95 and 0.998; not {limits}.")
    if fdr is not None and not 0 < fdr < 1:
        raise FunnelError(f"A false discovery rate lies between 0 and 1, such as 0.05; not {fdr}.")
    return levels


def _target(target: float | None, kind: Kind) -> float | None:
    if target is not None and (target < 0 or (kind == "proportion" and target > 1)):
        raise FunnelError(f"A target of {target:g} is no {kind}.")
    return 1.0 if kind == "ratio" and target is None else target


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
