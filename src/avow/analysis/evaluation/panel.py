"""Places by periods: the figures every method here starts from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from avow.analysis.evaluation.periods import first_after, label, ordered, period_kind, up_to
from avow.analysis.evaluation.pilot import EvaluationError, Pilot

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Kind = Literal["count", "value"]


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
            EvaluationError: periods cannot be put in order, a cell is empty or no number, or a
                unit and period stands twice or not at all; the message names the row (the first
                is 1), unit and period.
        """
        places, times = [label(u) for u in units], [label(p) for p in periods]
        written, labels = ordered(times)
        rows, times = tuple(dict.fromkeys(places)), [written[label] for label in times]
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
            last = up_to(panel.periods, pilot.end)
        periods = panel.periods[:last]
        exposure = None if panel.exposure is None else panel.exposure[:, :last]
        panel = Panel(panel.units, periods, panel.values[:, :last], exposure)
        treated = panel.rows(pilot.areas)
        left_out = {*treated, *panel.rows(pilot.neighbours)}
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
