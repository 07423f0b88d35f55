"""Small invented facts for tests: rows with only the columns that matter."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.engine import Facts
from avow.analysis.tables import TABLES, Table

FORCE = "Midshire Police"


def rows_of(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Return rows of a contract table; "" means empty, columns not given are empty too.

    Where the contract allows no empty cell, a column of the key that is not given numbers the rows,
    other numbers are 0, yes or no is no, and a day is that of the column that gives the period.
    """
    filled: dict[str, list[Any]] = {}
    for column, promise in TABLES[name].columns().items():
        if column in columns:
            at = list(columns).index(column)
            filled[column] = [row[at] if row[at] != "" else None for row in rows]
        elif promise.nullable:
            filled[column] = [None] * len(rows)
        elif column == "force":
            filled[column] = [FORCE] * len(rows)
        else:
            filled[column] = _plain(TABLES[name], column, columns, rows)
    return pa.table(filled, schema=TABLES[name].schema())


def _plain(
    table: type[Table], column: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> list[Any]:
    dtype = table.columns()[column].dtype
    if pa.types.is_date(dtype) and table.when in columns:
        return [row[list(columns).index(table.when)] for row in rows]
    if pa.types.is_integer(dtype):
        return list(range(1, len(rows) + 1)) if column in table.key else [0] * len(rows)
    return [False if pa.types.is_boolean(dtype) else ""] * len(rows)


def facts_of(given: Mapping[str, Mapping[str, Any]]) -> Facts:
    """Return facts from ``{table: {"columns": [...], "rows": [[...]]}}``, in memory."""
    return Facts.of(
        {name: rows_of(name, part["columns"], part["rows"]) for name, part in given.items()}
    )


def facts_in(folder: Path, given: Mapping[str, Mapping[str, Any]], engine: str) -> Facts:
    """Return the same facts from Parquet files in ``folder``, as a load leaves them."""
    for name, part in given.items():
        target = folder / "facts" / name
        target.mkdir(parents=True)
        pq.write_table(rows_of(name, part["columns"], part["rows"]), target / "given.parquet")
    return Facts(folder, engine)


def offences(*rows: tuple[str, str, str, date, int]) -> Mapping[str, Mapping[str, Any]]:
    """Return offences by place from (bcu, borough, ward, month recorded, offences)."""
    columns = ["bcu", "borough", "ward", "month_recorded", "offences"]
    return {"offences_by_place": {"columns": columns, "rows": rows}}
