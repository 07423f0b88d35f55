"""The registered Ibis expressions: which rows are counted, above and below the line.

A definition names one. Each returns integer sums by area and period, in columns ``AREAS...``,
``bcu``, ``start``, ``numerator`` and, where the facts themselves carry it, ``denominator``. Only
whole numbers are summed in the engine, so that every engine gives the same figure to the last bit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from avow.analysis.engine import Facts
from avow.analysis.measures.crossings import AREA_COLUMNS

# The publisher writes January 1900 where it does not know when an offence was committed.
FIRST_PLAUSIBLE_YEAR = 1901
_UNITS = {"month": "M", "quarter": "Q", "year": "Y"}


@dataclass(frozen=True)
class Ask:
    """What an expression is asked for: these facts, these tables, by area and period."""

    facts: Facts
    tables: tuple[str, ...]
    by: str
    period: str
    parameters: Mapping[str, Any]


Expression = Callable[[Ask], ir.Table]
EXPRESSIONS: dict[str, Expression] = {}


def _registered(function: Expression) -> Expression:
    EXPRESSIONS[function.__name__] = function
    return function


def _counted(table: ir.Table) -> ir.IntegerColumn:
    return table.victims if "victims" in table.columns else table.offences


def _sums(ask: Ask, table: ir.Table, **sums: ir.IntegerColumn) -> ir.Table:
    """Sum the columns ``sums`` by area and period."""
    areas = AREA_COLUMNS[ask.by]
    rows = table.select(
        *areas,
        **({"holder": table.bcu} if "bcu" in table.columns else {}),
        start=table.month_recorded.truncate(_UNITS[ask.period]),
        **sums,
    )
    totals = {name: rows[name].sum().cast("int64") for name in sums}
    if "holder" in rows.columns:
        totals["holder"] = rows.holder.max()
    return rows.group_by([*areas, "start"]).aggregate(**totals)


def _share(ask: Ask, table: ir.Table, above: ir.BooleanColumn) -> ir.Table:
    counted = _counted(table)
    return _sums(ask, table, numerator=ibis.ifelse(above, counted, 0), denominator=counted)


@_registered
def total(ask: Ask) -> ir.Table:
    """Everything in the first table."""
    table = ask.facts.table(ask.tables[0])
    return _sums(ask, table, numerator=_counted(table))


@_registered
def share_of_values(ask: Ask) -> ir.Table:
    """Share whose ``column`` holds one of ``values``, among rows with none of ``leaving_out``."""
    table = ask.facts.table(ask.tables[0])
    column, outside = ask.parameters["column"], ask.parameters.get("leaving_out", [])
    if outside:
        table = table.filter(~table[column].isin(list(outside)))
    return _share(ask, table, table[column].isin(list(ask.parameters["values"])))


@_registered
def share_missing(ask: Ask) -> ir.Table:
    """Share whose ``column`` is empty."""
    table = ask.facts.table(ask.tables[0])
    return _share(ask, table, table[ask.parameters["column"]].isnull())


@_registered
def share_recorded_late(ask: Ask) -> ir.Table:
    """Share recorded more than ``months`` months after committed, where that month is known."""
    table = ask.facts.table(ask.tables[0])
    committed = table.month_committed
    known = table.filter(committed.notnull() & (committed.year() >= FIRST_PLAUSIBLE_YEAR))
    months = (known.month_recorded.year() - known.month_committed.year()) * 12 + (
        known.month_recorded.month() - known.month_committed.month()
    )
    return _share(ask, known, months > ask.parameters["months"])


@_registered
def first_per_second(ask: Ask) -> ir.Table:
    """What the first table counts, over what the second counts."""
    above, below = (ask.facts.table(name) for name in ask.tables[:2])
    none = ibis.literal(0, type="int64")
    ups = _sums(ask, above, numerator=_counted(above), denominator=none)
    downs = _sums(ask, below, numerator=none, denominator=_counted(below))
    both = ibis.union(ups, downs.select(ups.columns))
    return both.group_by([*AREA_COLUMNS[ask.by], "start"]).aggregate(
        numerator=both.numerator.sum().cast("int64"),
        denominator=both.denominator.sum().cast("int64"),
        holder=both.holder.max(),
    )
