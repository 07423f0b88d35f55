"""Which rows count: the ``where`` tables of definition files, read, checked and turned to Ibis.

::

    where = { place_kind = ["home", "street"] }      the column holds one of these
    where = { domestic_abuse = true }                the column is true
    where = { place_kind = { none_of = ["home"] } }  the column is filled with something else
    where = { ethnicity_self = { empty = true } }    the column is empty (false: it is filled)
    where = { days = { at_most = 30 } }              also at_least; numbers or dates
    where = { vetted_until = { before = "as_at" } }  the column is before another

Every line must hold. An empty cell holds none of them, except ``empty = true``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from avow.analysis.tables import TABLES, Column
from avow.definitions import DefinitionError

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, order=True)
class Condition:
    """One thing that must hold of a row. ``value`` is a tuple for lists."""

    column: str
    is_: str
    value: Any


Conditions = tuple[Condition, ...]
ANY_ROW: Conditions = ()


def read(given: Any, tables: Sequence[str], where: str) -> Conditions:
    """Return the conditions that the TOML table ``given`` states, sorted.

    ``tables`` are the contract tables whose rows must have the columns; ``where`` names the file
    and key, for messages.

    Raises:
        DefinitionError: a column, value or word that is not understood; says which and where.
    """
    if not isinstance(given, Mapping):
        raise DefinitionError(f"{where} must be a table of columns, such as {{ column = true }}.")
    found = [
        condition
        for column, asked in given.items()
        for condition in _of_column(column, asked, tables, f"{where}.{column}")
    ]
    return tuple(sorted(found, key=repr))


def column_of(name: str, tables: Sequence[str], where: str) -> Column:
    """Return the contract's column ``name``, which every one of ``tables`` must have.

    Raises:
        DefinitionError: one has not.
    """
    for table in tables:
        columns = TABLES[table].columns()
        if name not in columns:
            raise DefinitionError(
                f"{where}: the table {table!r} has no column {name!r}; it has {', '.join(columns)}."
            )
    return TABLES[next(iter(tables))].columns()[name]


def _of_column(name: str, asked: Any, tables: Sequence[str], where: str) -> list[Condition]:
    column = column_of(name, tables, where)
    if isinstance(asked, bool):
        if not pa.types.is_boolean(column.dtype):
            raise DefinitionError(f"{where}: is {column.dtype}, so true or false says nothing.")
        return [Condition(name, "is", asked)]
    if isinstance(asked, list):
        values = _values(asked, column, where)
        if set(values) == set(column.allowed):  # any value at all: quicker, and says the same
            return [Condition(name, "empty", value=False)]
        return [Condition(name, "one_of", values)]
    if isinstance(asked, Mapping) and asked:
        return [_worded(name, word, v, tables, f"{where}.{word}") for word, v in asked.items()]
    raise DefinitionError(
        f"{where}: {asked!r} is not understood. Write a list of values, true or false, or one of "
        f"{', '.join(_WORDS)} in braces."
    )


def _worded(name: str, word: str, value: Any, tables: Sequence[str], where: str) -> Condition:
    column = column_of(name, tables, where)
    if word not in _WORDS:
        raise DefinitionError(f"{where}: is not a condition; there are {', '.join(_WORDS)}.")
    if word == "none_of":
        return Condition(name, word, _values(value, column, where))
    if word == "empty" and not isinstance(value, bool):
        raise DefinitionError(f"{where}: must be true or false.")
    if word == "before":
        other = column_of(str(value), tables, where)
        if other.dtype != column.dtype:
            raise DefinitionError(f"{where}: {name} is {column.dtype}, {value} is {other.dtype}.")
    if word in ("at_most", "at_least") and not _ordered(value, column):
        raise DefinitionError(f"{where}: {value!r} cannot be compared with {column.dtype}.")
    return Condition(name, word, value)


def _ordered(value: Any, column: Column) -> bool:
    if pa.types.is_date(column.dtype):
        return isinstance(value, date)
    return pa.types.is_integer(column.dtype) and isinstance(value, int) and value is not True


def _values(given: Any, column: Column, where: str) -> tuple[Any, ...]:
    kind = str if pa.types.is_string(column.dtype) else int
    if not isinstance(given, list) or not given or not all(type(v) is kind for v in given):
        raise DefinitionError(f"{where}: must be a list of {kind.__name__}, with one at least.")
    unknown = sorted(set(given) - set(column.allowed)) if column.allowed else []
    if unknown:
        raise DefinitionError(
            f"{where}: {', '.join(map(repr, unknown))} never stands in the column; "
            f"allowed are {', '.join(column.allowed)}."
        )
    return tuple(sorted(set(given)))


def holds(condition: Condition, table: "ir.Table") -> "ir.BooleanValue":
    """Return the Ibis expression that is true where the condition holds; else false or empty."""
    value = condition.value
    if condition.is_ == "before":
        value = table[value]
    if condition.is_ == "months_after":
        value = (table[value[0]], value[1])
    rule = _WORDS.get(condition.is_) or _INNER[condition.is_]
    said: ir.BooleanValue = rule(table[condition.column], value)
    return said


def _within(column: Any, values: tuple[Any, ...]) -> Any:
    """Return whether the column holds one of ``values``; empty where it is empty.

    As a list that contains the cell: the engine then asks once for each name of a file's
    dictionary, where ``IN`` asks for each row.
    """
    import ibis

    if len(values) == 1:
        return column == values[0]
    return ibis.array(list(values)).contains(column)


def _months_after(column: Any, value: tuple[Any, int]) -> Any:
    other, months = value
    apart = (column.year() - other.year()) * 12 + (column.month() - other.month())
    return apart > months


_WORDS: dict[str, Callable[[Any, Any], Any]] = {
    "none_of": lambda column, values: ~_within(column, values),
    "empty": lambda column, yes: column.isnull() if yes else column.notnull(),
    "at_most": lambda column, value: column <= value,
    "at_least": lambda column, value: column >= value,
    "before": lambda column, other: column < other,
}
# Used by expressions, never written in files.
_INNER: dict[str, Callable[[Any, Any], Any]] = {
    "is": lambda column, yes: column if yes else ~column,
    "one_of": _within,
    "since_year": lambda column, year: column.year() >= year,
    "months_after": _months_after,
}
