"""Judge every point of every unit: levels by phase, rules, verdicts, and the table of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.variation import kinds, rare
from avow.analysis.variation.chart_words import CHANCE, FEWEST, NO_FIGURE, NOT_JUDGED, SIGNAL
from avow.analysis.variation.errors import VariationError, more_than_none
from avow.analysis.variation.kinds import Array, Levels, ranges
from avow.analysis.variation.rules import Flags, Points, chosen
from avow.analysis.variation.seasons import calendar, day_exposure, season_exposure
from avow.analysis.variation.settings import Settings

_KINDS = {
    "xmr": kinds.xmr,
    "p": kinds.p,
    "p-laney": kinds.p_laney,
    "c": kinds.u,
    "u": kinds.u,
    "u-laney": kinds.u_laney,
    "t": rare.t,
    "g": rare.g,
}
_SIZED = frozenset({"p", "p-laney", "u", "u-laney"})
_BY_CALENDAR = frozenset({"xmr", "c", "u", "u-laney"})
_VERDICTS = (CHANCE, SIGNAL, NO_FIGURE, NOT_JUDGED)


@dataclass(frozen=True)
class Judged:
    """Levels and verdicts of all points: a row per unit, a column per period."""

    periods: tuple[str, ...]
    raw: Array
    value: Array
    centre: Array
    low: Array
    high: Array
    points: Points
    met: dict[str, Flags]
    starts: tuple[int, ...]
    figures: npt.NDArray[np.int_]
    season_kept: Array | None
    kind: str
    exact: Flags

    @property
    def newest_phase(self) -> slice:
        """The columns of the newest phase."""
        return slice(self.starts[-1], len(self.periods))

    @cached_property
    def verdicts(self) -> npt.NDArray[np.int_]:
        """Return the place of each point's verdict in ``_VERDICTS``."""
        signal = np.any(list(self.met.values()), axis=0)
        codes = np.where(self.figures < FEWEST, 3, signal.astype(int))
        return np.where(np.isnan(self.value), 2, codes)

    @cached_property
    def table(self) -> pa.Table:
        """Return one row per unit and period."""
        units = self.value.shape[0]
        begun = np.isin(np.arange(len(self.periods)), self.starts)
        columns = {"raw": self.raw, "value": self.value}
        columns["moving_range"] = self._ranges()
        columns |= {"centre": self.centre, "low": self.low, "high": self.high}
        columns["z"] = np.where(np.isfinite(self.points.z), self.points.z, np.nan)
        each = pa.array(np.tile(np.arange(len(self.periods)), units))
        made = {
            "period": pa.array(self.periods, pa.string()).take(each),
            "phase": pa.array(np.tile(np.cumsum(begun), units), pa.int32()),
            **{name: _column(cells) for name, cells in columns.items()},
            "verdict": pa.array(_VERDICTS).take(pa.array(self.verdicts.ravel())),
            "rules": self._named(),
        }
        return pa.table(made)

    def newest_levels(self, row: int) -> tuple[float | None, float | None, float | None]:
        """Return centre, low and high at the unit's newest figure; None where there are none."""
        known = np.flatnonzero(~np.isnan(self.value[row]))
        if not len(known) or np.isnan(self.centre[row, known[-1]]):
            return None, None, None
        at = row, known[-1]
        return float(self.centre[at]), float(self.low[at]), float(self.high[at])

    def kept(self, row: int) -> float | None:
        """Return how much of the seasonal pattern was kept; None without seasons."""
        return None if self.season_kept is None else float(self.season_kept[row, 0])

    def likeness(self, row: int) -> float | None:
        """Return how much neighbouring points resemble each other; None where it may be chance."""
        z = self.points.z[row]
        a, b = z[:-1], z[1:]
        both = np.isfinite(a) & np.isfinite(b)
        if both.sum() < 12 or np.ptp(a[both]) == 0 or np.ptp(b[both]) == 0:
            return None
        r = float(np.corrcoef(a[both], b[both])[0, 1])
        return r if r > 2 / np.sqrt(both.sum()) else None

    def _ranges(self) -> Array:
        moved = ranges(self.value)
        moved[:, np.isin(np.arange(len(self.periods)), self.starts)] = np.nan
        return moved if self.kind == "xmr" else np.full(moved.shape, np.nan)

    def _named(self) -> pa.Array:
        """Return the names of the rules each point meets; each mix of them is written once."""
        bits = sum(flags.astype(int) << bit for bit, flags in enumerate(self.met.values()))
        mixes, place = np.unique(np.asarray(bits).ravel(), return_inverse=True)
        names = list(self.met)
        written = [", ".join(n for bit, n in enumerate(names) if mix >> bit & 1) for mix in mixes]
        return pa.array(written, pa.string()).take(pa.array(place))


def judge(
    units: Sequence[str],
    labels: Sequence[Any],
    values: Array,
    sizes: Array | None,
    settings: Settings,
) -> Judged:
    """Return every point judged.

    Raises:
        VariationError: see ``chart.control_chart``.
    """
    periods = tuple(str(label) for label in labels)
    _check(units, periods, values, sizes, settings)
    above = np.where(np.isnan(values) | _empty(sizes, values), np.nan, values)
    below = np.ones(values.shape) if sizes is None else np.where(sizes > 0, sizes, np.nan)
    exposure, kept = _exposure(labels, above / below, settings)
    charted = above / exposure if settings.kind == "xmr" else above
    starts = _starts(periods, settings.phases)
    ends = (*starts[1:], len(periods))
    parts = [
        _phase(charted[:, a:b], (below * exposure)[:, a:b], settings)
        for a, b in zip(starts, ends, strict=True)
    ]
    levels, met, figures = zip(*parts, strict=True)
    per = settings.per if settings.kind in _SIZED else 1.0

    def join(name: str) -> Array:
        return np.concatenate([getattr(level, name) for level in levels], axis=1) * per

    points = Points(*(_beside(levels, name) for name in ("z", "above", "below")))
    return Judged(
        periods=periods,
        raw=above / below * per,
        value=join("value"),
        centre=join("centre"),
        low=_floored(join("low"), settings),
        high=_under(join("high"), settings),
        points=points,
        met={name: np.concatenate([each[name] for each in met], axis=1) for name in met[0]},
        starts=starts,
        figures=np.concatenate(figures, axis=1),
        season_kept=kept,
        kind=settings.kind,
        exact=levels[-1].exact,
    )


def _phase(
    values: Array, sizes: Array, settings: Settings
) -> tuple[Levels, dict[str, Flags], npt.NDArray[np.int_]]:
    """Return the levels of one phase, the rules its points meet, and how many figures it has."""
    with np.errstate(divide="ignore", invalid="ignore"):
        levels = _KINDS[settings.kind](values, sizes, settings.limits)
    known = ~np.isnan(values)
    figures = np.broadcast_to(known.sum(axis=1, keepdims=True), values.shape)
    judged = known & (figures >= FEWEST)
    rules = chosen(settings.rules)
    return levels, {rule.name: rule.find(levels.points) & judged for rule in rules}, figures


def _exposure(labels: Sequence[Any], value: Array, settings: Settings) -> tuple[Array, Any]:
    """Return how much more of a figure the calendar alone would give each point, about 1."""
    exposure = np.ones(value.shape)
    if not (settings.days or settings.seasonal):
        return exposure, None
    if settings.kind not in _BY_CALENDAR:
        raise VariationError(
            f"A {settings.kind} chart takes no account of days or seasons: use "
            f"{', '.join(sorted(_BY_CALENDAR))}."
        )
    when, kept = calendar(labels), None
    if settings.days:
        exposure = exposure * day_exposure(when)
    if settings.seasonal:
        seasons, kept = season_exposure(value / exposure, when)
        exposure = exposure * seasons
    return exposure, kept


def _check(
    units: Sequence[str],
    periods: Sequence[str],
    values: Array,
    sizes: Array | None,
    settings: Settings,
) -> None:
    more_than_none(settings.per)
    if sizes is None and settings.kind in _SIZED:
        raise VariationError(f"A {settings.kind} chart needs sizes: what each count is out of.")
    if sizes is not None and sizes.shape != values.shape:
        raise VariationError(
            f"Give as many sizes ({sizes.shape[1]}) as values ({values.shape[1]}), for every unit."
        )
    if settings.kind == "xmr":
        return
    _refuse(values < 0, units, periods, "cannot be below zero")
    if sizes is not None:
        _refuse(sizes < 0, units, periods, "cannot have a size below zero")
        if settings.kind in ("p", "p-laney"):
            _refuse(values > sizes, units, periods, "cannot count more than its size")


def _refuse(wrong: Flags, units: Sequence[str], periods: Sequence[str], why: str) -> None:
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise VariationError(f"{units[row]} {periods[column]}: a figure {why}.".strip())


def _starts(periods: tuple[str, ...], phases: tuple[Any, ...]) -> tuple[int, ...]:
    places = {0}
    for phase in phases:
        if str(phase) not in periods:
            raise VariationError(
                f"No phase can begin at {phase}: there is no such period"
                + (f" from {periods[0]} to {periods[-1]}." if periods else ".")
            )
        places.add(periods.index(str(phase)))
    return tuple(sorted(places))


def _empty(sizes: Array | None, values: Array) -> Flags:
    if sizes is None:
        return np.zeros(values.shape, dtype=bool)
    return np.asarray(~(sizes > 0))


def _floored(low: Array, settings: Settings) -> Array:
    floor = settings.floor if settings.kind == "xmr" else 0.0
    return low if floor is None else np.maximum(low, floor)


def _under(high: Array, settings: Settings) -> Array:
    """Return the upper limits, none of them of more than all; the calendar may show more."""
    if settings.days or settings.seasonal:
        return high
    top = settings.per if settings.kind in ("p", "p-laney") else settings.ceiling
    return high if top is None else np.minimum(high, top)


def _beside(levels: Sequence[Levels], name: str) -> Any:
    return np.concatenate([getattr(level.points, name) for level in levels], axis=1)


def _column(cells: Array) -> pa.Array:
    flat = cells.ravel()
    return pa.array(flat, pa.float64(), mask=np.isnan(flat))
