"""Places by periods: the figures every method here starts from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from avow.analysis.evaluation.pilot import EvaluationError, Pilot

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Kind = Literal["count", "value"]

_SHAPES = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "quarter": re.compile(r"\d{4}[- ]?Q[1-4]"),
    "year": re.compile(r"\d{4}"),
}
SEASONS = {"month": 12, "quarter": 4}


@dataclass(frozen=True)
class Panel:
    """Figures of several places over the same periods.

    ``values`` has a row per unit and a column per period, in time order; ``exposure`` has the
    same shape (residents, cases: what the figure is a rate of) or is None.
    """

    units: tuple[str, ...]
    periods: tuple[str, ...]
    values: Array
    exposure: Array | None = None

    @classmethod
    def of(
        cls,
        units: Iterable[Any],
        periods: Iterable[Any],
        values: Iterable[Any],
        exposure: Iterable[Any] | None = None,
        *,
        first_row: int = 1,
        names: tuple[str, str] = ("outcome", "exposure"),
    ) -> "Panel":
        """Return the panel of columns of equal length, one row per unit and period.

        ``first_row`` and ``names`` (of the columns) are for messages: a file with a head begins
        at row 2.

        Raises:
            EvaluationError: a cell is empty, is no number, or a unit and period stands twice or
                not at all; the message names the row (the first is 1), unit and period.
        """
        places, times = [_label(u) for u in units], [_label(p) for p in periods]
        rows, labels = tuple(dict.fromkeys(places)), tuple(sorted(set(times)))
        row_of = {name: i for i, name in enumerate(rows)}
        column_of = {label: i for i, label in enumerate(labels)}
        cells = [(row_of[u], column_of[p]) for u, p in zip(places, times, strict=True)]
        table = _filled(cells, list(values), rows, labels, (names[0], first_row))
        if exposure is None:
            return cls(rows, labels, table)
        sizes = _filled(cells, list(exposure), rows, labels, (names[1], first_row))
        if (sizes <= 0).any():
            u, p = np.argwhere(sizes <= 0)[0]
            raise EvaluationError(
                f"{rows[u]} has {names[1]} of {sizes[u, p]:g} in {labels[p]}; it must be above 0."
            )
        return cls(rows, labels, table, sizes)

    @property
    def period_kind(self) -> str:
        """Return day, month, quarter, year, or step where the labels are none of these."""
        return period_kind(self.periods)

    @property
    def counted(self) -> bool:
        """Return whether all figures are whole and none is negative, as counts are."""
        return bool((self.values >= 0).all() and (self.values == np.round(self.values)).all())

    def kind(self, asked: Kind | None) -> Kind:
        """Return how the figures are taken: as asked, else as counts where they look like it.

        Raises:
            EvaluationError: values with decimals or below zero are asked to be taken as counts.
        """
        if asked == "count" and not self.counted:
            raise EvaluationError(
                "Counts are whole and never negative; these figures are not. Take them as values."
            )
        return asked or ("count" if self.counted else "value")

    def rates(self) -> Array:
        """Return the figures per unit of exposure, or as they are where there is none."""
        return self.values if self.exposure is None else self.values / self.exposure

    def rows(self, names: Sequence[str]) -> list[int]:
        """Return where the units stand.

        Raises:
            EvaluationError: a unit is not in the panel.
        """
        unknown = [name for name in names if name not in self.units]
        if unknown:
            some = ", ".join(self.units[:8]) + (" ..." if len(self.units) > 8 else "")
            raise EvaluationError(f"No figures for {', '.join(unknown)}. There are: {some}")
        return [self.units.index(name) for name in names]


@dataclass(frozen=True)
class Split:
    """A panel seen with the eyes of a pilot: who is treated, who compared, what is before."""

    panel: Panel
    pilot: Pilot
    treated: tuple[int, ...]
    compared: tuple[int, ...]
    first: int

    @classmethod
    def of(cls, panel: Panel, pilot: Pilot) -> "Split":
        """Return the split; periods after the pilot's end are left out.

        Raises:
            EvaluationError: an area is unknown, nothing lies before or after the start, or
                nothing is left to compare with.
        """
        last = len(panel.periods)
        if pilot.end is not None:
            last = sum(label[: len(pilot.end)] <= pilot.end for label in panel.periods)
        periods = panel.periods[:last]
        exposure = None if panel.exposure is None else panel.exposure[:, :last]
        panel = Panel(panel.units, periods, panel.values[:, :last], exposure)
        treated = panel.rows(pilot.areas)
        left_out = {*treated, *panel.rows([n for n in pilot.neighbours if n in panel.units])}
        compared = panel.rows(pilot.comparison) if pilot.comparison else range(len(panel.units))
        kept = tuple(i for i in compared if i not in left_out)
        first = first_after(periods, pilot.start)
        return cls(panel, pilot, tuple(treated), kept, first)

    @property
    def before(self) -> int:
        """Return how many periods lie before the start."""
        return self.first

    @property
    def after(self) -> int:
        """Return how many periods lie after it."""
        return len(self.panel.periods) - self.first

    @property
    def rated(self) -> bool:
        """Return whether the figures are a rate of something."""
        return self.panel.exposure is not None

    @property
    def since(self) -> str:
        """Return the time evaluated, in words."""
        periods = self.panel.periods
        last = periods[-1]
        return periods[self.first] if self.after == 1 else f"{periods[self.first]} to {last}"


def first_after(periods: Sequence[str], start: str) -> int:
    """Return the place of the first period that does not begin before ``start``.

    Raises:
        EvaluationError: no period lies before the start, or none after.
    """
    first = sum(label < start for label in periods)
    if first == 0 or first == len(periods):
        side = "before" if first == 0 else "from"
        raise EvaluationError(
            f"The figures run from {periods[0]} to {periods[-1]}: none lies {side} {start}, the "
            "start of the pilot. Give figures on both sides."
        )
    return first


def period_kind(periods: Sequence[str]) -> str:
    """Return what the labels are: day, month, quarter, year, or step where they are none."""
    for kind, shape in _SHAPES.items():
        if all(shape.fullmatch(label) for label in periods):
            return _coarser(kind, periods)
    return "step"


def season_of(periods: Sequence[str]) -> list[int]:
    """Return the place of each period in its year (from 0); empty where there is no season."""
    kind = period_kind(periods)
    if kind == "month":
        return [int(label[5:7]) - 1 for label in periods]
    return [int(label[-1]) - 1 for label in periods] if kind == "quarter" else []


def _coarser(kind: str, periods: Sequence[str]) -> str:
    """Days that are all the first of different months are months."""
    if kind == "day" and len({p[:7] for p in periods}) == len(periods) > 1:
        return "month" if {p[8:] for p in periods} == {"01"} else "day"
    return kind


def without_gaps(periods: Sequence[str]) -> None:
    """Refuse months, quarters or years with one missing between them.

    Raises:
        EvaluationError: a period is missing; the message names the two around it.
    """
    kind = period_kind(periods)
    if kind not in ("month", "quarter", "year"):
        return
    for one, other in pairwise(periods):
        if _place(other, kind) - _place(one, kind) != 1:
            raise EvaluationError(
                f"Between {one} and {other} a period is missing. Give every period, with 0 where "
                "nothing happened."
            )


def _place(label: str, kind: str) -> int:
    if kind == "year":
        return int(label)
    if kind == "month":
        return int(label[:4]) * 12 + int(label[5:7])
    return int(label[:4]) * 4 + int(label[-1])


def _label(value: Any) -> str:
    return value.isoformat()[:10] if hasattr(value, "isoformat") else str(value).strip()


def _filled(
    cells: list[tuple[int, int]],
    values: list[Any],
    names: tuple[str, ...],
    labels: tuple[str, ...],
    told: tuple[str, int],
) -> Array:
    if len(values) != len(cells):
        raise EvaluationError(f"Give as many figures ({len(values)}) as units ({len(cells)}).")
    table = np.full((len(names), len(labels)), np.nan)
    for number, ((u, p), value) in enumerate(zip(cells, values, strict=True), start=told[1]):
        if not np.isnan(table[u, p]):
            raise EvaluationError(
                f"Row {number}: {names[u]} in {labels[p]} stands twice. Give one row per unit and "
                "period: add them up, or choose the one that is meant."
            )
        table[u, p] = _number(value, f"Row {number}, {names[u]} in {labels[p]}", told[0])
    if np.isnan(table).any():
        u, p = np.argwhere(np.isnan(table))[0]
        raise EvaluationError(
            f"{names[u]} has no row for {labels[p]}. Give every unit every period (0 where nothing "
            "happened), or leave the unit out."
        )
    return table


def _number(value: Any, where: str, what: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if not np.isfinite(number):
        shown = "is empty" if value in (None, "") else f"is “{value}”, which is no number"
        raise EvaluationError(f"{where}: {what} {shown}.")
    return number
