"""Columns on their way into Arrow: names by number, and cells that may be empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.tables import Table

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Coded:
    """Names by their number; a number past the last is an empty cell."""

    codes: Array
    names: Sequence[str]

    def take(self, rows: Array) -> "Coded":
        """Return the cells of some rows, which may repeat."""
        return Coded(self.codes[rows], self.names)

    def where(self, kept: Array) -> "Coded":
        """Return the cells, emptied where they are not kept."""
        return Coded(np.where(kept, self.codes, len(self.names)), self.names)

    def arrow(self, dtype: pa.DataType) -> pa.Array:
        """Return a dictionary array."""
        codes = self.codes.astype(np.int16, copy=False)
        empty = codes >= len(self.names)
        if empty.any():  # a number beyond the names must not reach the writer, even masked
            indices = pa.array(np.where(empty, np.int16(0), codes), mask=empty)
        else:
            indices = pa.array(codes)
        return pa.DictionaryArray.from_arrays(indices, pa.array(self.names, dtype.value_type))


@dataclass(frozen=True)
class Maybe:
    """Values of which some are not known."""

    values: Array
    known: Array

    def take(self, rows: Array) -> "Maybe":
        """Return the cells of some rows, which may repeat."""
        return Maybe(self.values[rows], self.known[rows])

    def arrow(self, dtype: pa.DataType) -> pa.Array:
        """Return an array with nulls."""
        return _plain(self.values, dtype, ~self.known)


Column = Array | Coded | Maybe
Columns = Mapping[str, Column]


def taken(columns: Columns, rows: Array) -> dict[str, Column]:
    """Return some rows of all columns."""
    return {
        name: column[rows] if isinstance(column, np.ndarray) else column.take(rows)
        for name, column in columns.items()
    }


def coded_schema(kind: type[Table]) -> pa.Schema:
    """Return the contract's schema with names by number, which Parquet keeps as plain strings."""
    words = pa.dictionary(pa.int16(), pa.string())
    return pa.schema(
        [
            field.with_type(words) if pa.types.is_string(field.type) else field
            for field in kind.schema()
        ]
    )


def table_of(kind: type[Table], columns: Columns) -> pa.Table:
    """Return columns as a table in the contract's order, under ``coded_schema``."""
    schema = coded_schema(kind)
    arrays = [_arrow(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _arrow(column: Column, dtype: pa.DataType) -> pa.Array:
    return _plain(column, dtype) if isinstance(column, np.ndarray) else column.arrow(dtype)


def _plain(values: Array, dtype: pa.DataType, empty: Array | None = None) -> pa.Array:
    if pa.types.is_date32(dtype):
        return pa.array(values.astype(np.int32, copy=False), mask=empty).view(pa.date32())
    if pa.types.is_boolean(dtype):
        return pa.array(values.astype(bool, copy=False), mask=empty)
    return pa.array(values.astype(dtype.to_pandas_dtype(), copy=False), mask=empty)
