"""Looks at the time before the start: invented starts, a step just before it, a bend."""

import numpy as np
import pyarrow as pa

from avow.analysis.evaluation import segments
from avow.analysis.evaluation.effects import Interval, of_counts, of_values
from avow.analysis.evaluation.panel import Array, Kind
from avow.analysis.evaluation.pilot import EvaluationError
from avow.analysis.evaluation.segments import Season, Series
from avow.analysis.evaluation.wandering import Fit, fitted

# Where the columns of the segmented regression stand.
LEVEL, SLOPE = 2, 3
# An effect seen in 8 of 10 cases is 1.43 half-widths of a 95% interval: (1.96 + 0.84) / 1.96.
SEEN_HALVES = 1.43


def interval_of(fit: Fit, combination: Array, level: float) -> Interval:
    """Return a combination of coefficients with its interval."""
    low, high = fit.interval(combination, level)
    below = fit.below(combination, 0.0)
    seen = SEEN_HALVES * (high - low) / 2
    return Interval(fit.at(combination)[0], low, high, 2 * min(below, 1 - below), seen)


def placebo_dates(found: Series, season: Season, kind: Kind, level: float) -> pa.Table:
    """Pretend that the pilot began earlier, on figures from before its true start alone."""
    least = segments.LEAST_BEFORE
    starts = sorted({int(s) for s in np.linspace(least, found.first - least // 2, 4)})
    rows = []
    for start in starts if found.first >= least + least // 2 else []:
        span = step_at(found, start, season, kind, level)
        if span is not None:
            effect = (of_counts if kind == "count" else of_values)(
                span, float(found.y[start : found.first].mean()), level
            )
            rows.append(
                {
                    "start": found.periods[start],
                    "percent": effect.percent,
                    "low": effect.low,
                    "high": effect.high,
                    "p": effect.p,
                }
            )
    names = ("percent", "low", "high", "p")
    schema = pa.schema([("start", pa.string()), *((name, pa.float64()) for name in names)])
    return pa.Table.from_pylist(rows, schema=schema)


def step_at(found: Series, start: int, season: Season, kind: Kind, level: float) -> Interval | None:
    """Return the step at an invented start before the true one; None where it cannot be told."""
    cut = found.cut(found.first, start)
    if kind == "count" and not (cut.y[:start].any() and cut.y[start:].any()):
        return None
    try:
        columns = segments.design(cut, season, slope=False)
        fit = fitted(columns, cut.y, cut.offset, kind)
    except EvaluationError:
        return None
    return interval_of(fit, np.eye(columns.shape[1])[LEVEL], level)


def bend_of(found: Series, season: Season, kind: Kind) -> float | None:
    """Return the chance of a bend in the course before the start; None where it cannot be told."""
    cut = found.cut(found.first, found.first - 1)
    waves = segments.season_columns(cut, season)
    columns = np.column_stack([np.ones(len(cut.y)), cut.time, cut.time**2, *waves])
    if len(cut.y) < columns.shape[1] + segments.SPARE:
        return None
    try:
        fit = fitted(columns, cut.y, cut.offset, kind)
    except EvaluationError:
        return None
    return interval_of(fit, np.eye(columns.shape[1])[2], 0.95).p
