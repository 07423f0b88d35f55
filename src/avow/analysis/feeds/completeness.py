"""What is missing in the facts: how much of each column is filled, how late, and what is lost."""

import datetime as dt
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from avow.analysis.engine import layout
from avow.analysis.feeds import quality, store
from avow.analysis.feeds.report import Report
from avow.analysis.tables import TABLES

UNITS = ("force", "bcu", "borough")
PERIODS = ("month", "quarter", "year", "all")
# Tables called by what each of their rows is.
_NAMED = ("offences", "victims", "suspects", "steps", "outcomes")
# What columns are called whose names nobody says.
_COLUMNS = {
    "bcu": "command unit",
    "domestic_abuse": "domestic abuse flag",
    "ethnicity_self": "self-defined ethnic group",
    "ethnicity_officer": "ethnic appearance noted",
    "place_kind": "kind of place",
    "age_band": "age",
}


@dataclass(frozen=True)
class Lost:
    """Something a figure does not count: ``number`` of ``out_of``, and a sentence that says so.

    ``kind`` is one of place, group, filled, quarantine, months.
    """

    kind: str
    table: str
    column: str
    number: int
    out_of: int
    sentence: str


@dataclass(frozen=True)
class Newest:
    """The newest row of a table in one unit; ``days`` from its last month's end to ``at``."""

    unit: str
    month: dt.date
    days: int


def counts(data: str | Path, table: str) -> pa.Table:
    """Return how much of the columns of ``table`` is filled, by unit and month (``quality``).

    A load counts it once; rows that were laid by hand, or loaded before it was counted, are counted
    when they are first asked for, and the counts are kept.

    Raises:
        ValueError: no such table.
    """
    if table not in TABLES:
        raise ValueError(f"No table is called {table!r}; there are {', '.join(TABLES)}.")
    folder = Path(data)
    pieces = [_counts(folder, table, file) for file in layout.files(folder, table)]
    return pa.concat_tables(pieces) if pieces else quality.SCHEMA.empty_table()


def completeness(
    data: str | Path, table: str, by: str = "borough", period: str = "month"
) -> pa.Table:
    """Return the share of each column that is filled: column, unit, start, rows, filled, share.

    ``by`` is one of ``UNITS``, ``period`` one of ``PERIODS``. ``rows`` counts rows, or offences or
    victims where the table counts them; a unit that is empty holds what no unit is known for.

    Raises:
        ValueError: no such table, unit or period.
    """
    if by not in UNITS or period not in PERIODS:
        raise ValueError(f"by is one of {', '.join(UNITS)}; period one of {', '.join(PERIODS)}.")
    found = counts(data, table)
    start = pa.nulls(found.num_rows, pa.date32())
    if period != "all":
        times = found["month"].cast(pa.timestamp("s"))
        start = pc.floor_temporal(times, unit=period).cast(pa.date32())
    rows = pa.table(
        {"column": found["column"], "unit": found[by], "start": start}
        | {name: found[name] for name in ("rows", "filled")}
    )
    keys = ["column", "unit", "start"]
    summed = rows.group_by(keys).aggregate([("rows", "sum"), ("filled", "sum")])
    summed = summed.select([*keys, "rows_sum", "filled_sum"])
    summed = summed.rename_columns([*keys, "rows", "filled"])
    share = pc.divide(
        summed["filled"].cast(pa.float64()),
        pc.if_else(pc.equal(summed["rows"], 0), None, summed["rows"]).cast(pa.float64()),
    )
    return summed.append_column("share", share).sort_by([(key, "ascending") for key in keys])


def newest(data: str | Path, table: str, by: str, at: dt.date) -> list[Newest]:
    """Return the newest month of each unit, and the days from its end to ``at``."""
    found = counts(data, table)
    grouped = found.group_by(by).aggregate([("month", "max")]).sort_by(by).to_pylist()
    return [
        Newest(row[by] or "", row["month_max"], (at - _end(row["month_max"])).days)
        for row in grouped
        if row["month_max"]
    ]


def lost(
    data: str | Path,
    tables: Sequence[str],
    columns: Sequence[str] = (),
    *,
    by: str = "borough",
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> list[Lost]:
    """Return what a measure made of ``tables`` does not count, in words.

    ``columns`` are those that it is split or chosen by (a column of its first table, or
    ``victim.X``, ``suspect.X``); ``by`` is the unit it is shown by; ``start`` and ``end`` are the
    first and last day looked at. Nothing is said of a table that nothing was loaded into.

    Raises:
        ValueError: no such table or column.
    """
    folder = Path(data)
    found: list[Lost] = []
    for table in tables:
        own = _within(counts(folder, table), start, end)
        if own.num_rows:
            found += _without(table, own, by, "place", "{n} of {total} {what} have no {column}.")
            found += _months_missing(table, own)
        found += _quarantined(folder, table)
    for column in columns:
        table, _, name = column.rpartition(".")
        owner = {"victim": "victims", "suspect": "suspects", "": tables[0]}.get(table, table)
        if owner in TABLES and name not in TABLES[owner].columns():
            raise ValueError(f"{owner} has no column {name!r}.")
        own = _within(counts(folder, owner), start, end)
        kind = "group" if name not in UNITS else "place"
        found += _without(owner, own, name, kind, "{n} of {total} {what} have no {column}.")
    return list(dict.fromkeys(found))


def _counts(folder: Path, table: str, file: Path) -> pa.Table:
    kept = _kept(folder, table, file)
    if not kept.is_file():
        rows = quality.of_file(table, str(file)).counts
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}.new")
        pq.write_table(rows, fresh, compression="zstd")
        fresh.replace(kept)
    return pq.read_table(kept, schema=quality.SCHEMA)


def _kept(folder: Path, table: str, file: Path) -> Path:
    """Return where the counts of a file are kept; one laid by hand goes by its size and time."""
    if file.parent == folder / "facts" / table:
        state = file.stat()
        name = f"{file.stem}-{state.st_size}-{state.st_mtime_ns}"
        return folder / "quality" / "by-hand" / table / f"{name}.parquet"
    return store.quality_file(folder, file.parent.parent.name, file.parent.name, table)


def _within(rows: pa.Table, start: dt.date | None, end: dt.date | None) -> pa.Table:
    if start is not None:
        rows = rows.filter(pc.fill_null(pc.greater_equal(rows["month"], start), True))
    if end is not None:
        rows = rows.filter(pc.fill_null(pc.less_equal(rows["month"], end), True))
    return rows


def _without(table: str, rows: pa.Table, column: str, kind: str, words: str) -> list[Lost]:
    own = rows.filter(pc.equal(rows["column"], column))
    total, filled = (int(pc.sum(own[name]).as_py() or 0) for name in ("rows", "filled"))
    if total == filled:
        return []
    sentence = words.format(
        n=f"{total - filled:,}",
        total=f"{total:,}",
        what=_what(table),
        column=_COLUMNS.get(column, column.replace("_", " ")),
    )
    return [Lost(kind, table, column, total - filled, total, sentence)]


def _what(table: str) -> str:
    """Return what a table holds or counts, as people call it."""
    counted = next((n for n in ("offences", "victims") if n in TABLES[table].columns()), "")
    return counted or (table if table in _NAMED else f"rows of {table}")


def _months_missing(table: str, rows: pa.Table) -> list[Lost]:
    if TABLES[table].when == "year":
        return []
    months = {m.year * 12 + m.month - 1 for m in pc.unique(rows["month"]).to_pylist() if m}
    span = range(min(months), max(months) + 1) if months else range(0)
    absent = [f"{m // 12}-{m % 12 + 1:02d}" for m in span if m not in months]
    if not absent:
        return []
    sentence = f"No {_what(table)} are loaded for {', '.join(absent[:6])}"
    sentence += f" and {len(absent) - 6} more months." if len(absent) > 6 else "."
    return [Lost("months", table, TABLES[table].when, len(absent), len(span), sentence)]


def _quarantined(folder: Path, table: str) -> list[Lost]:
    found = []
    for feed, load_id in layout.feeds_with(folder, table).items():
        file = store.report_file(folder, feed, load_id)
        if not file.is_file():
            continue
        report = Report.from_dict(json.loads(file.read_text(encoding="utf-8")))
        for one in report.tables:
            if one.table == table and one.rows_quarantined:
                sentence = (
                    f"{one.rows_quarantined:,} of {one.rows_read:,} rows of {table} are in "
                    f"quarantine: {feed} could not load them."
                )
                kept = Lost("quarantine", table, "", one.rows_quarantined, one.rows_read, sentence)
                found.append(kept)
    return found


def _end(month: dt.date) -> dt.date:
    following = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
