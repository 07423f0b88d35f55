"""The same forty measures of records by command unit and month, made three ways."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

CASES = {"offences", "victims", "suspects", "steps", "outcomes"}
MANY = 40
SEED = 20260101


def generate(folder: Path, offences: int) -> None:
    """Write four years of invented records of so many offences, streaming."""
    from datetime import date

    from avow.analysis.synthetic import records

    records.write(
        folder, offences=offences, seed=SEED, start=date(2021, 1, 1), end=date(2024, 12, 1)
    )


def chosen() -> list[Any]:
    """Return forty measures that read cases, each made by month and without a time to mature."""
    from avow.analysis.measures import definitions

    found = [d for d in definitions() if {*d.tables} <= CASES and "bcu" in d.by]
    return [replace(d, periods=("month",), mature_days=0) for d in found[:MANY]]


@cache
def columns_used() -> dict[str, list[str]]:
    """Return by table the columns that the forty measures read."""
    used: dict[str, set[str]] = {}
    for asked in chosen():
        for tally in asked.plan.tallies.values():
            columns = used.setdefault(tally.source.table, {"force", "bcu", "recorded_on"})
            columns |= {c.column for c in tally.where} | {*tally.add, tally.source.value} - {""}
    return {table: sorted(columns) for table, columns in used.items()}


def avow(data: str, engine: str = "duckdb") -> list[float]:
    """Run them with this package: counts, values, intervals, notes."""
    from avow.analysis.engine import Facts
    from avow.analysis.measures import run_many

    sums = []
    for id_, made in run_many(Facts(data, engine), chosen(), "bcu", "month").items():
        if isinstance(made, str):
            raise SystemExit(f"{id_}: {made}")
        sums.append(sum(n or 0 for n in made.table["denominator"].to_pylist()))
        of = "value" if made.definition.kind == "median" else "numerator"
        sums.append(sum(n or 0 for n in made.table[of].to_pylist()))
    return sums


def scan(data: str) -> list[float]:
    """Read every value of the columns used once, and do next to nothing with it."""
    import duckdb

    connection = duckdb.connect()
    for table, columns in columns_used().items():
        largest = ", ".join(f'max("{name}")' for name in columns)
        connection.execute(f"select {largest} from '{data}/facts/{table}/*.parquet'").fetchall()
    return []


def pandas(data: str) -> list[float]:
    """Count the same with pandas: every column read once, names as categories, one group-by."""
    import pyarrow.parquet as pq

    measures, flags, medians = chosen(), {}, {}
    for asked in measures:
        for role, tally in asked.plan.tallies.items():
            kept = medians if tally.source.value else flags
            kept.setdefault(tally.source.table, {})[asked.id, role] = tally
    found: dict[Any, float] = {}
    for table, columns in columns_used().items():
        read = pq.read_table(f"{data}/facts/{table}", columns=columns)
        rows = read.to_pandas(date_as_object=False, strings_to_categorical=True)
        del read
        month = rows["recorded_on"].dt.to_period("M")
        keys = [rows["force"], rows["bcu"], month]
        counted = {key: _mask(rows, tally) for key, tally in flags.get(table, {}).items()}
        if counted:
            found |= _summed(keys, counted)
        for key, tally in medians.get(table, {}).items():
            values = rows[tally.source.value].where(_mask(rows, tally))
            by_cell = values.groupby(keys, observed=True, dropna=False)
            found[key] = float(by_cell.median().sum())
            found[key[0], "denominator"] = float(by_cell.count().sum())
        del rows
    sums = []
    for asked in measures:
        sums.append(found.get((asked.id, "denominator"), 0))
        sums.append(found[asked.id, "values" if asked.kind == "median" else "numerator"])
    return sums


def _summed(keys: list[Any], counted: dict[Any, Any]) -> dict[Any, float]:
    import pandas as pd

    flags = pd.DataFrame({str(i): mask for i, mask in enumerate(counted.values())})
    sums = flags.groupby(keys, observed=True, dropna=False).sum().sum()
    return {key: float(sums[str(i)]) for i, key in enumerate(counted)}


def _mask(rows: Any, tally: Any) -> Any:
    import numpy as np
    import pandas as pd

    mask = pd.Series(np.ones(len(rows), dtype=bool))
    for c in tally.where:
        column = rows[c.column]
        if c.is_ == "one_of":
            mask &= column.isin(c.value)
        elif c.is_ == "none_of":
            mask &= column.notna() & ~column.isin(c.value)
        elif c.is_ == "empty":
            mask &= column.isna() if c.value else column.notna()
        elif c.is_ == "is":
            mask &= (column == c.value).fillna(False).astype(bool)
        elif c.is_ == "before":
            mask &= column < rows[c.value]
        else:
            mask &= column <= c.value if c.is_ == "at_most" else column >= c.value
    return mask


SIDES = {"avow": avow, "pandas": pandas, "scan": scan}


def timed(side: str, data: str, *more: str) -> dict[str, Any]:
    """Run one side in a process of its own: seconds of the work, of the processor, peak memory."""
    words = [sys.executable, __file__, side, data, *more]
    said = subprocess.run(words, check=True, capture_output=True, text=True)
    return json.loads(said.stdout.splitlines()[-1])


def warm() -> None:
    """Import what the sides use and read the definitions: neither is the work."""
    import pandas as pd  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    import scipy.special  # noqa: F401

    from avow.analysis.engine import Facts

    Facts("/nonexistent")
    columns_used()


def main() -> None:
    """Run one side and print what it took."""
    side, data, *more = sys.argv[1:]
    warm()
    began, cpu = time.perf_counter(), time.process_time()
    sums = SIDES[side](data, *more)
    took = {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "sums": sums,
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main()
