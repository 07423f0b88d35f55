"""What of a table is filled, by unit and month: counted once, when it is loaded, and kept.

One row of the counts is a column of the table, in one unit and month: how much there is (``rows``:
rows, or offences where the table counts them) and how much of it fills the column (``filled``). The
column ``recorded_late`` is not one of the table: its ``rows`` have both a day committed and a day
recorded, and its ``filled`` were recorded within 28 days.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from avow.analysis.feeds.holes import BY_DAY, ByDay, Hole, findings
from avow.analysis.feeds.report import Profile, Report
from avow.analysis.tables import TABLES, Table

LATE = "recorded_late"
LATE_DAYS = 28
_BATCH = 250_000
_WORDS = 60  # a column of more words than this is no category
_UNITS = ("force", "bcu", "borough", "month")
_COUNTED = ("offences", "victims")
# The same offences stand at several levels: one of them is looked at.
_LEVEL = {"recorded_crime": ("level", "borough")}

SCHEMA = pa.schema(
    [
        pa.field("table", pa.string()),
        pa.field("column", pa.string()),
        pa.field("force", pa.string()),
        pa.field("bcu", pa.string()),
        pa.field("borough", pa.string()),
        pa.field("month", pa.date32()),
        pa.field("rows", pa.int64()),
        pa.field("filled", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Measured:
    """What was counted of one table: ``counts`` under ``SCHEMA``, and the profile of the load.

    ``holes`` are the days without rows where there should be some.
    """

    counts: pa.Table
    profile: Profile
    holes: Sequence[Hole] = ()


def measured(name: str, batches: Iterable[pa.RecordBatch]) -> Measured:
    """Count what is filled in the rows of the contract table ``name``, in bounded memory."""
    table = TABLES[name]
    fields = _fields(table)
    summed: list[pa.Table] = []
    words: dict[str, Counter[str]] = {column: Counter() for column in _worded(table)}
    rows, by_day = 0, ByDay(name, table.when) if table.when in BY_DAY else None
    for batch in batches:
        given = pa.Table.from_batches([batch])
        rows += given.num_rows
        if by_day:
            by_day.add(given)
        for column in list(words):
            words[column].update(_told(given[column]))
            if len(words[column]) > _WORDS:
                del words[column]
        looked = _looked_at(name, given)
        if looked.num_rows:
            summed.append(_summed(_counted(table, looked, fields)))
    whole = _summed(pa.concat_tables(summed)) if summed else None
    profile = _profile(name, rows, whole, fields, words)
    return Measured(_long(name, whole, fields), profile, by_day.holes() if by_day else ())


def with_counts(report: Report, counted: Iterable[Measured]) -> Report:
    """Return the report of a load with what was counted of its tables."""
    every = list(counted)
    gaps = findings([hole for one in every for hole in one.holes])
    return replace(
        report, profiles=[one.profile for one in every], findings=[*report.findings, *gaps]
    )


def of_file(name: str, path: str) -> Measured:
    """Count what is filled in a Parquet file of the contract table ``name``."""
    return measured(name, pq.ParquetFile(path).iter_batches(_BATCH, columns=_read(TABLES[name])))


def of_rows(name: str, rows: pa.Table) -> Measured:
    """Count what is filled in rows of the contract table ``name``."""
    return measured(name, rows.select(_read(TABLES[name])).to_batches(_BATCH))


def _fields(table: type[Table]) -> list[str]:
    """Return the columns of which it is counted how much is filled."""
    found = [name for name, column in table.columns().items() if column.nullable]
    if table.name in _LEVEL:
        found = [name for name in found if name not in ("ward", "lsoa")]
    return found if not _late(table) else [*found, LATE]


def _late(table: type[Table]) -> tuple[str, str] | None:
    columns = table.columns()
    for pair in (("committed_on", "recorded_on"), ("month_committed", "month_recorded")):
        if set(pair) <= set(columns):
            return pair
    return None


def _worded(table: type[Table]) -> list[str]:
    skip = {"force", "ward", "lsoa", "code", "title", "figure", *_COUNTED}
    return [
        name
        for name, column in table.columns().items()
        if name not in skip and (pa.types.is_string(column.dtype) or column.dtype == pa.bool_())
    ]


def _read(table: type[Table]) -> list[str]:
    return [n for n, column in table.columns().items() if not pa.types.is_binary(column.dtype)]


def _told(column: pa.ChunkedArray) -> Mapping[str, int]:
    counts = pc.value_counts(column)
    pairs = zip(counts.field(0).to_pylist(), counts.field(1).to_pylist(), strict=True)
    return {_word(value): number for value, number in pairs if value is not None}


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _looked_at(name: str, given: pa.Table) -> pa.Table:
    if name not in _LEVEL:
        return given
    column, level = _LEVEL[name]
    return given.filter(pc.equal(given[column], level))


def _counted(table: type[Table], given: pa.Table, fields: list[str]) -> pa.Table:
    """Return unit, month, weight and, for each field, the weight where it is filled."""
    number = given.num_rows
    weight = next(
        (given[name] for name in _COUNTED if name in given.column_names),
        pa.chunked_array([pa.array(np.ones(number, np.int64))]),
    )
    columns = {
        unit: given[unit] if unit in given.column_names else pa.nulls(number, pa.string())
        for unit in _UNITS[:3]
    }
    columns["month"] = _month(table, given)
    columns["rows"] = weight
    for name in fields:
        if name != LATE:
            columns[f"filled_{name}"] = pc.multiply(weight, _ones(pc.is_valid(given[name])))
    if LATE in fields:
        dated, soon = _soon(table, given)
        columns["dated"] = pc.multiply(weight, _ones(dated))
        columns[f"filled_{LATE}"] = pc.multiply(weight, _ones(soon))
    return pa.table(columns)


def _ones(flags: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(flags, False).cast(pa.int64())


def _soon(table: type[Table], given: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Return which rows have both days, and which of them were recorded soon.

    Of months, the one after still counts as soon: days are not known.
    """
    committed, recorded = _late(table) or ("", "")
    days = pc.days_between(given[committed], given[recorded])
    most = LATE_DAYS if committed.endswith("_on") else 31
    return pc.is_valid(days), pc.less_equal(days, most)


def _month(table: type[Table], given: pa.Table) -> pa.ChunkedArray:
    if not table.when:
        return pa.nulls(given.num_rows, pa.date32())
    when = given[table.when]
    if pa.types.is_integer(when.type):
        when = pc.strptime(
            pc.binary_join_element_wise(when.cast(pa.string()), "01", "01", "-"),
            format="%Y-%m-%d",
            unit="s",
        )
    return pc.floor_temporal(when.cast(pa.timestamp("s")), unit="month").cast(pa.date32())


def _summed(counted: pa.Table) -> pa.Table:
    added = [name for name in counted.column_names if name not in _UNITS]
    grouped = counted.group_by(list(_UNITS)).aggregate([(name, "sum") for name in added])
    grouped = grouped.select([*_UNITS, *[f"{name}_sum" for name in added]])
    return grouped.rename_columns([*_UNITS, *added])


def _long(name: str, whole: pa.Table | None, fields: list[str]) -> pa.Table:
    if whole is None:
        return SCHEMA.empty_table()
    order = [(unit, "ascending") for unit in _UNITS]
    whole = whole.sort_by(order)
    pieces = [
        pa.table(
            {
                "table": pa.repeat(name, whole.num_rows),
                "column": pa.repeat(field, whole.num_rows),
                **{unit: whole[unit] for unit in _UNITS},
                "rows": whole["dated" if field == LATE else "rows"],
                "filled": whole[f"filled_{field}"],
            }
        ).cast(SCHEMA)
        for field in fields
    ]
    return pa.concat_tables(pieces) if pieces else SCHEMA.empty_table()


def _profile(
    name: str,
    rows: int,
    whole: pa.Table | None,
    fields: list[str],
    words: Mapping[str, Counter[str]],
) -> Profile:
    if whole is None:
        return Profile(name, rows, {}, {}, {})
    total = int(pc.sum(whole["rows"]).as_py() or 0)
    filled = {}
    for field in fields:
        out_of = int(pc.sum(whole["dated"]).as_py() or 0) if field == LATE else total
        own = int(pc.sum(whole[f"filled_{field}"]).as_py() or 0)
        if out_of:
            filled[field] = round(own / out_of, 6)
    by_month = whole.group_by("month").aggregate([("rows", "sum")]).sort_by("month").to_pylist()
    months = {f"{row['month']:%Y-%m}": row["rows_sum"] for row in by_month if row["month"]}
    told = {column: dict(sorted(counted.items())) for column, counted in words.items() if counted}
    return Profile(name, rows, filled, months, told)
