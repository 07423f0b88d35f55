"""Small invented facts for tests: rows with only the columns that matter."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.engine import Facts
from avow.analysis.tables import TABLES

FORCE = "Midshire Police"


def rows_of(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Return rows of a contract table; "" means empty, columns not given are empty too."""
    filled: dict[str, list[Any]] = {}
    for column, promise in TABLES[name].columns().items():
        if column in columns:
            at = list(columns).index(column)
            filled[column] = [row[at] if row[at] != "" else None for row in rows]
        elif promise.nullable:
            filled[column] = [None] * len(rows)
        else:
            filled[column] = [FORCE if column == "force" else ""] * len(rows)
    return pa.table(filled, schema=TABLES[name].schema())


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
