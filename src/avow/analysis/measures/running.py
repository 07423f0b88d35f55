"""Run a measure: sums from the engine, then values, intervals and notes."""

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.engine import Facts
from avow.analysis.measures import denominators, grid, intervals
from avow.analysis.measures.crossings import require_carried
from avow.analysis.measures.definition import Definition, definition
from avow.analysis.measures.expressions import EXPRESSIONS, Ask
from avow.analysis.measures.grid import Array, Grid
from avow.analysis.measures.periods import MONTHS_IN, label, number, require_period
from avow.analysis.measures.result import SCHEMA, Result, faults

_LEVEL = 0.95


def run(
    facts: Facts,
    id: str | Definition,  # noqa: A002 - the word that users and files say
    by: str = "force",
    period: str = "year",
    start: date | None = None,
    end: date | None = None,
) -> Result:
    """Return the measure by kind of area and kind of period, from ``start`` to ``end``.

    Whole periods are shown: those that hold ``start``, ``end`` or any day between.

    Raises:
        UnknownMeasureError: no measure is called ``id``.
        NotCarriedError: the source does not cross what this measure by this area needs.
        MeasureError: the measure is not made by such an area or period.
        NoFactsError: nothing has been loaded into a table that the measure reads.
    """
    asked = definition(id) if isinstance(id, str) else id
    require_period(period)
    require_carried(asked, by, period)
    ask = Ask(facts, asked.tables, by, period, asked.parameters)
    rows = EXPRESSIONS[asked.expression](ask).to_pyarrow()
    laid = grid.build(rows, grid.months_loaded(facts, asked.tables), by, period)
    _note_gaps(laid)
    laid.denominator = _denominator(asked, laid, facts)
    value, low, high = _values(asked, laid)
    table = _table(laid, value, low, high)
    kept = _between(laid, start, end)
    return Result(
        definition=asked,
        by=by,
        period=period,
        table=table.filter(pa.array(np.tile(kept, len(laid.units)))),
        faults=faults(asked, facts),
        method=intervals.METHODS[asked.kind],
        caution=asked.caution_text,
    )


def _note_gaps(laid: Grid) -> None:
    size = MONTHS_IN[laid.period]
    laid.note(laid.months == 0, "No facts are loaded for this period.")
    for have in range(1, size):
        laid.note(
            laid.months == have,
            f"Covers {have} of {size} months: do not compare it with a full {laid.period}.",
        )


def _denominator(asked: Definition, laid: Grid, facts: Facts) -> Array:
    if asked.kind == "change":
        return denominators.year_before(laid)
    if "population" in asked.tables:
        return denominators.residents(laid, facts)
    return laid.denominator


def _values(asked: Definition, laid: Grid) -> tuple[Array, Array, Array]:
    """Return value, low and high in the measure's unit; NaN where there is no figure."""
    above, below = laid.numerator, laid.denominator
    if asked.kind == "count":
        return above, *intervals.poisson(above, _LEVEL)
    laid.note(below == 0, "No figure: the denominator is zero.")
    below = np.where(below > 0, below, np.nan)
    if asked.kind == "change":
        low, high = intervals.ratio(above, below, _LEVEL)
        return (above / below - 1) * asked.per, (low - 1) * asked.per, (high - 1) * asked.per
    if asked.kind == "proportion":
        low, high = intervals.wilson(above, below, _LEVEL)
    else:
        low, high = (limit / below for limit in intervals.poisson(above, _LEVEL))
    return above / below * asked.per, low * asked.per, high * asked.per


def _between(laid: Grid, start: date | None, end: date | None) -> npt.NDArray[np.bool_]:
    where = [number(day, laid.period) for day in laid.starts]
    first = number(start, laid.period) if start else min(where, default=0)
    last = number(end, laid.period) if end else max(where, default=0)
    return np.array([first <= here <= last for here in where], dtype=bool)


def _table(laid: Grid, value: Array, low: Array, high: Array) -> pa.Table:
    units, periods = len(laid.units), len(laid.starts)

    def each_unit(values: list[str | None]) -> pa.Array:
        return pa.array(values, pa.string()).take(pa.array(np.repeat(np.arange(units), periods)))

    def figures(cells: Array, dtype: pa.DataType) -> pa.Array:
        flat = cells.ravel()
        return pa.array(flat, pa.float64(), mask=np.isnan(flat)).cast(dtype)

    starts = pa.array(laid.starts, pa.date32()).take(pa.array(np.tile(np.arange(periods), units)))
    labels = pa.array([label(day, laid.period) for day in laid.starts], pa.string())
    columns = {
        "unit_kind": pa.array([laid.by] * (units * periods), pa.string()),
        "unit": each_unit([u.label(laid.by) for u in laid.units]),
        "force": each_unit([u.force for u in laid.units]),
        "bcu": each_unit([u.bcu for u in laid.units]),
        "borough": each_unit([u.borough for u in laid.units]),
        "ward": each_unit([u.ward for u in laid.units]),
        "period": starts,
        "period_label": labels.take(pa.array(np.tile(np.arange(periods), units))),
        "complete": pa.array(laid.complete.ravel()),
        "numerator": figures(laid.numerator, pa.int64()),
        "denominator": figures(laid.denominator, pa.int64()),
        "value": figures(value, pa.float64()),
        "low": figures(low, pa.float64()),
        "high": figures(high, pa.float64()),
        "note": pa.array([text.strip() for text in laid.notes.ravel()], pa.string()),
    }
    return pa.table(columns, schema=SCHEMA)
