"""A control chart of single values (XmR): which points are signals, which are chance.

Limits are the mean plus and minus 2.66 times the mean moving range; 2.66 is 3 / 1.128, which
turns the mean range of two neighbours into three standard deviations. Source: Wheeler (2000),
Understanding Variation. Rules, each on its own a signal:

- a point beyond a limit;
- eight points in a row on one side of the mean (Wheeler; NHS "Making data count" uses seven);
- six points in a row each higher, or each lower, than the one before;
- two of three points in a row in the outer third towards the same limit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.variation.columns import plain

SCALE, RANGE_SCALE = 2.66, 3.268
RUN, TREND, WINDOW, NEAR = 8, 6, 3, 2
FEWEST, WANTED = 6, 12

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SIGNAL, CHANCE, NO_FIGURE, NOT_JUDGED = "signal", "chance", "no figure", "not judged"

_WORDS = {
    "above": "above the upper limit",
    "below": "below the lower limit",
    "run high": f"one of {RUN} or more in a row above the mean",
    "run low": f"one of {RUN} or more in a row below the mean",
    "rising": f"one of {TREND} or more in a row that rise",
    "falling": f"one of {TREND} or more in a row that fall",
    "near high": f"one of {NEAR} in {WINDOW} close to the upper limit",
    "near low": f"one of {NEAR} in {WINDOW} close to the lower limit",
}


@dataclass(frozen=True)
class XmR:
    """A control chart.

    ``mean``, ``low`` and ``high`` are in the unit of the values, ``range_mean`` and
    ``range_high`` are for the moving ranges; all are None with fewer than two figures. ``table``
    has one row per point: period, value, moving_range, verdict, rules. ``sentences`` has one
    sentence per point, ``summary`` one for the chart.
    """

    mean: float | None
    low: float | None
    high: float | None
    range_mean: float | None
    range_high: float | None
    table: pa.Table
    sentences: tuple[str, ...]
    summary: str


def control_chart(
    values: Iterable[float | None], periods: Iterable[Any], *, floor: float | None = None
) -> XmR:
    """Tell signal from chance among values in time order.

    A missing value is a gap: it has no verdict, ends every run, and no moving range crosses it.
    With fewer than six figures no point is judged. ``floor`` is the least value that can be (0
    for counts); the lower limit stops there.

    Raises:
        ValueError: there are not as many periods as values.
    """
    given, labels = plain(values), plain(periods)
    if len(given) != len(labels):
        raise ValueError(f"Give as many periods ({len(labels)}) as values ({len(given)}).")
    points = np.array([np.nan if v is None else float(v) for v in given], dtype=float)
    ranges = np.abs(np.diff(points, prepend=np.nan))
    known = points[~np.isnan(points)]
    mean, width = _centre(known, ranges)
    low, high = _limits(mean, width, floor)
    rules = _judged(points, mean, width, len(known))
    verdicts = [_verdict(p, r, len(known)) for p, r in zip(points, rules, strict=True)]
    return XmR(
        mean=mean,
        low=low,
        high=high,
        range_mean=width,
        range_high=None if width is None else RANGE_SCALE * width,
        table=_table(labels, given, ranges, verdicts, rules),
        sentences=tuple(
            _sentence(str(label), verdict, rule)
            for label, verdict, rule in zip(labels, verdicts, rules, strict=True)
        ),
        summary=_summary(verdicts, len(known)),
    )


def control_charts(result: Any) -> dict[str, XmR]:
    """Return a control chart per unit of a measure's ``Result``, over its complete periods."""
    floor = None if result.definition.kind == "change" else 0.0
    by_unit: dict[str, list[tuple[str, float | None]]] = {}
    for row in result.table.select(["unit", "period_label", "complete", "value"]).to_pylist():
        if row["complete"]:
            by_unit.setdefault(row["unit"], []).append((row["period_label"], row["value"]))
    return {
        unit: control_chart([v for _, v in points], [p for p, _ in points], floor=floor)
        for unit, points in by_unit.items()
    }


def _centre(known: Array, ranges: Array) -> tuple[float | None, float | None]:
    """Return the mean and the mean moving range; None where no two figures are neighbours."""
    if np.isnan(ranges).all():
        return None, None
    return float(known.mean()), float(np.nanmean(ranges))


def _limits(
    mean: float | None, width: float | None, floor: float | None
) -> tuple[float | None, float | None]:
    if mean is None or width is None:
        return None, None
    low = mean - SCALE * width
    return low if floor is None else max(low, floor), mean + SCALE * width


def _table(
    labels: list[Any],
    given: list[Any],
    ranges: Array,
    verdicts: list[str],
    rules: list[tuple[str, ...]],
) -> pa.Table:
    return pa.table(
        {
            "period": pa.array([str(label) for label in labels], pa.string()),
            "value": pa.array(given, pa.float64()),
            "moving_range": pa.array(ranges, pa.float64(), mask=np.isnan(ranges)),
            "verdict": pa.array(verdicts, pa.string()),
            "rules": pa.array([", ".join(rule) for rule in rules], pa.string()),
        }
    )


def _judged(
    points: Array, mean: float | None, width: float | None, figures: int
) -> list[tuple[str, ...]]:
    """Return the names of the rules that each point meets."""
    if mean is None or width is None or figures < FEWEST:
        return [()] * len(points)
    reach, third = SCALE * width, SCALE * width * 2 / 3
    off = points - mean  # comparisons with NaN are false, so a gap meets no rule
    steps = np.diff(points, prepend=np.nan)
    met = {
        "above": off > reach,
        "below": off < -reach,
        "run high": _in_row(off > 0, RUN),
        "run low": _in_row(off < 0, RUN),
        "rising": _climb(steps > 0),
        "falling": _climb(steps < 0),
        "near high": _near(off > third, ~np.isnan(points)),
        "near low": _near(off < -third, ~np.isnan(points)),
    }
    return [tuple(name for name, flags in met.items() if flags[i]) for i in range(len(points))]


def _in_row(flags: Flags, length: int) -> Flags:
    """Mark the members of every row of at least ``length`` true flags."""
    marked = np.zeros(len(flags), dtype=bool)
    begin = None
    for index, flag in enumerate([*flags, False]):
        if flag and begin is None:
            begin = index
        elif not flag and begin is not None:
            marked[begin:index] = index - begin >= length
            begin = None
    return marked


def _climb(steps: Flags) -> Flags:
    """Mark the points of a climb: ``TREND`` points are one step fewer, and begin a step before."""
    climbing = _in_row(steps, TREND - 1)
    return np.asarray(climbing | np.append(climbing[1:], False), dtype=bool)


def _near(near: Flags, known: Flags) -> Flags:
    marked = np.zeros(len(near), dtype=bool)
    for end in range(WINDOW, len(near) + 1):
        window = slice(end - WINDOW, end)
        if near[window].sum() >= NEAR and known[window].all():
            marked[window] |= near[window]
    return marked


def _verdict(point: float, rules: tuple[str, ...], figures: int) -> str:
    if np.isnan(point):
        return NO_FIGURE
    if figures < FEWEST:
        return NOT_JUDGED
    return SIGNAL if rules else CHANCE


def _sentence(label: str, verdict: str, rules: tuple[str, ...]) -> str:
    if verdict == NO_FIGURE:
        return f"{label}: there is no figure."
    if verdict == NOT_JUDGED:
        return f"{label}: too few figures to tell signal from chance."
    if verdict == CHANCE:
        return f"{label}: within the usual variation; it needs no explanation of its own."
    return f"{label}: a signal, {' and '.join(_WORDS[rule] for rule in rules)}; ask what changed."


def _summary(verdicts: list[str], figures: int) -> str:
    if figures < FEWEST:
        return f"{figures} figures are too few to tell signal from chance; {FEWEST} are the least."
    signals = verdicts.count(SIGNAL)
    said = (
        f"{signals} of {figures} points are signals."
        if signals
        else f"All {figures} points lie within the usual variation."
    )
    if signals > figures / 2:
        said += " The level has moved: one mean does not describe it; chart the time since apart."
    few = f" With fewer than {WANTED} points the limits are rough." if figures < WANTED else ""
    return said + few
