"""Control charts: which points of a series are signals, which are chance.

One function judges one series, ``control_chart``; ``charts_of`` judges many units at once and hands
out the chart of each when asked. Kinds of chart are in ``kinds`` and ``rare``, rules in ``rules``,
the calendar in ``seasons``, suggestions of a new phase in ``shifts``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.variation import chart_words as words
from avow.analysis.variation.columns import figures_of, plain
from avow.analysis.variation.errors import VariationError
from avow.analysis.variation.judging import Judged, judge
from avow.analysis.variation.kinds import RANGE_SCALE, mean_of, ranges
from avow.analysis.variation.settings import Choices, Settings
from avow.analysis.variation.shifts import WIDE, widest_split

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """A suggested new phase: where it would begin, the means before and after, in the value's unit.

    ``width`` is the difference in standard deviations of its own; see ``shifts``.
    """

    period: str
    before: float
    after: float
    width: float


@dataclass(frozen=True)
class ControlChart:
    """A control chart.

    ``mean``, ``low`` and ``high`` are those of the newest figure, in the unit of the values;
    ``range_mean`` and ``range_high`` are for the moving ranges of the newest phase of an XmR chart.
    All are None where there are no limits. ``table`` has one row per point: period, phase, raw (as
    given), value (charted), moving_range, centre, low, high, z, verdict, rules. ``sentences`` has
    one sentence per point, ``summary`` one for the chart. ``shift`` suggests a new phase.
    """

    kind: str
    mean: float | None
    low: float | None
    high: float | None
    range_mean: float | None
    range_high: float | None
    table: pa.Table
    summary: str
    method: str
    cautions: tuple[str, ...]
    shift: Shift | None
    look_at: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Return what each point says."""
        return tuple(
            words.sentence(row["period"], row["verdict"], row["rules"], self.kind, self.look_at)
            for row in self.table.select(["period", "verdict", "rules"]).to_pylist()
        )

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import page

        return page(self.summary, self.sentences, self.table)


@dataclass(frozen=True)
class ControlCharts(Mapping[str, ControlChart]):
    """The charts of many units over the same periods; each is made when it is asked for."""

    units: tuple[str, ...]
    judged: Judged
    settings: Settings

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {unit: row for row, unit in enumerate(self.units)}

    @cached_property
    def _split(self) -> tuple[npt.NDArray[np.int_], Array]:
        z = self.judged.points.z[:, self.judged.newest_phase]
        return widest_split(z)

    @cached_property
    def table(self) -> pa.Table:
        """Return all points of all units, unit first, then the columns of a chart's table."""
        units = pa.array(self.units, pa.string())
        each = np.repeat(np.arange(len(self.units)), len(self.judged.periods))
        return self.judged.table.add_column(0, "unit", units.take(pa.array(each)))

    def __len__(self) -> int:
        """Return how many units there are."""
        return len(self.units)

    def __iter__(self) -> Iterator[str]:
        """Return the units in the order given."""
        return iter(self.units)

    def __getitem__(self, unit: str) -> ControlChart:
        """Return the chart of one unit."""
        row, periods = self._rows[unit], len(self.judged.periods)
        table = self.judged.table.slice(row * periods, periods)
        mean, low, high = self.judged.newest_levels(row)
        width = self._width(row) if self.settings.kind == "xmr" else None
        shift = self._shift(row)
        verdicts = table["verdict"].to_pylist()
        return ControlChart(
            kind=self.settings.kind,
            mean=mean,
            low=low,
            high=high,
            range_mean=width,
            range_high=None if width is None else RANGE_SCALE * width,
            table=table,
            summary=words.summary(verdicts, shift),
            method=words.method(self.settings, bool(self.judged.exact[row]), self.judged.kept(row)),
            cautions=words.cautions(self.settings, verdicts, self.judged.likeness(row)),
            shift=shift,
            look_at=self.settings.look_at,
        )

    def shifts(self) -> dict[str, Shift]:
        """Return the suggested new phases, of the units that have one."""
        found = {unit: self._shift(row) for unit, row in self._rows.items()}
        return {unit: shift for unit, shift in found.items() if shift is not None}

    def _width(self, row: int) -> float | None:
        value = self.judged.value[[row]][:, self.judged.newest_phase]
        width = float(mean_of(ranges(value))[0, 0])
        return None if np.isnan(width) else width

    def _shift(self, row: int) -> Shift | None:
        place, width = int(self._split[0][row]), float(self._split[1][row])
        if width <= WIDE:
            return None
        begin = self.judged.newest_phase.start
        value = self.judged.value[row, begin:]
        before, after = np.nanmean(value[:place]), np.nanmean(value[place:])
        return Shift(self.judged.periods[begin + place], float(before), float(after), width)


def control_chart(
    values: Iterable[float | None],
    periods: Iterable[Any],
    sizes: Iterable[float | None] | None = None,
    **choices: Unpack[Choices],
) -> ControlChart:
    """Tell signal from chance among values in time order.

    ``kind`` says what the values are: ``xmr`` single values; ``p`` and ``p-laney`` counts out of
    ``sizes``; ``c`` counts; ``u`` and ``u-laney`` counts over ``sizes``; ``t`` times between
    events; ``g`` numbers of cases between events. A missing value is a gap: it has no verdict and
    ends every run, and no moving range crosses it. With fewer than six figures in a phase its
    points are not judged. For the other choices see ``settings.Settings``.

    Raises:
        VariationError: lengths differ, sizes are missing, or a value is impossible for the kind.
    """
    given = figures_of(values)
    many = None if sizes is None else [figures_of(sizes)]
    return charts_of([""], periods, [given], many, **choices)[""]


def charts_of(
    units: Iterable[str],
    periods: Iterable[Any],
    values: Sequence[Iterable[float | None]] | Array,
    sizes: Sequence[Iterable[float | None]] | Array | None = None,
    **choices: Unpack[Choices],
) -> ControlCharts:
    """Judge many units over the same periods: ``values`` and ``sizes`` have a row per unit.

    Raises:
        VariationError: as ``control_chart``.
    """
    settings = Settings(**choices)
    names, labels = tuple(str(unit) for unit in plain(units)), plain(periods)
    above, below = _grid(values), None if sizes is None else _grid(sizes)
    if above.shape[0] != len(names) or above.shape[1] != len(labels):
        raise VariationError(
            f"Give as many periods ({len(labels)}) as values ({above.shape[1]}), and as many rows "
            f"of values ({above.shape[0]}) as units ({len(names)})."
        )
    return ControlCharts(names, judge(names, labels, above, below, settings), settings)


def _grid(rows: Sequence[Iterable[float | None]] | Array) -> Array:
    if isinstance(rows, np.ndarray):
        return np.array(rows, dtype=float, ndmin=2)
    cells = [[np.nan if v is None else float(v) for v in plain(row)] for row in rows]
    if len({len(row) for row in cells}) > 1:
        raise VariationError("Every unit needs a value, or an empty one, for every period.")
    return np.array(cells, dtype=float).reshape(len(cells), -1)
