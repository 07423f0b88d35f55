"""Make contract tables of an extract: the two passes, and the figures that say nothing was lost."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.engine.scratch import scratch
from avow.analysis.feeds import contract
from avow.analysis.feeds.base import Progress
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.mapping import chunks
from avow.analysis.feeds.mapping.chunks import Chunk, Extract
from avow.analysis.feeds.mapping.convert import Reader
from avow.analysis.feeds.mapping.database import asked
from avow.analysis.feeds.mapping.finishing import Finished, finished
from avow.analysis.feeds.mapping.pseudonyms import Pseudonyms
from avow.analysis.feeds.mapping.rules import ColumnMap
from avow.analysis.feeds.mapping.staging import PART, ROW, Part, Quarantine, Staging, Tally
from avow.analysis.feeds.report import TableSummary
from avow.analysis.tables import TABLES


@dataclass(frozen=True)
class Given:
    """What a load is given; ``database`` is a connection string, ``on`` the day of the load."""

    map: ColumnMap
    extracts: Sequence[Extract]
    pseudonyms: Pseudonyms
    database: str | None
    on: date


@dataclass(frozen=True)
class Made:
    """The finished files of a load, and how the rows reached them.

    ``unmapped`` counts the words that no map has, ``strange`` the places that no geography has.
    """

    tables: Mapping[str, Path]
    summaries: Sequence[TableSummary]
    tally: Tally
    unmapped: Counter[tuple[str, str, str, str]]
    strange: Counter[tuple[str, str, str, str]]
    answers: str


def made(given: Given, work: Path, offences: list[Path], progress: Progress) -> Made:
    """Make the tables of ``given`` in the folder ``work``.

    ``offences`` are the files of those that are loaded, for a map that brings none itself.

    Raises:
        FeedError: a file or the database cannot be used, or no row of them.
    """
    work.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    quarantine = Quarantine(work / "quarantine.parquet", tally)
    unmapped: Counter[tuple[str, str, str, str]] = Counter()
    strange: Counter[tuple[str, str, str, str]] = Counter()
    reader = Reader(given.pseudonyms, given.map.geography, unmapped, strange, given.on)
    answers = hashlib.sha256()
    try:
        with Staging(work, given.map, reader, quarantine) as staging:
            for part, rows in _parts(given, answers.update):
                progress(f"Reading {part.file} for {part.origin.table}")
                staging.add(part, rows)
        tables, summaries = _finish(given.map, staging, offences, progress)
        _any_usable(tally, summaries)
    finally:
        quarantine.close()
    return Made(tables, summaries, tally, unmapped, strange, answers.hexdigest())


def _parts(
    given: Given, digest: Callable[[bytes], object]
) -> Iterator[tuple[Part, Iterator[Chunk]]]:
    """Yield each place rows come from, in an order that does not depend on how files were named."""
    for table in given.map.tables:
        for origin in given.map.of(table):
            if origin.query:
                part = Part("the database", "", origin)
                rows = asked(given.database or "", origin.query, origin.wanted)
                yield part, _digested(rows, digest)
                continue
            for extract in given.extracts:
                if any(fnmatch(extract.name, pattern) for pattern in origin.files):
                    rows = chunks.chunks(extract, origin.wanted, origin.sheet, origin.skip)
                    yield Part(extract.name, origin.sheet, origin), rows


def _digested(rows: Iterator[Chunk], digest: Callable[[bytes], object]) -> Iterator[Chunk]:
    for chunk in rows:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, chunk.rows.schema) as stream:
            stream.write_table(chunk.rows)
        digest(sink.getvalue())
        yield chunk


def _any_usable(tally: Tally, summaries: Sequence[TableSummary]) -> None:
    if any(summary.rows_loaded for summary in summaries):
        return
    reasons = [f"{reason} ({n:,} rows)" for (_, reason), n in tally.refused.most_common(3)]
    files = ", ".join(dict.fromkeys(part.file for part in tally.parts))
    raise FeedError(
        f"No row of {files or 'the files'} can be used: "
        f"{'; '.join(reasons) or 'there are none under the headers'}. Nothing was loaded."
    )


def _finish(
    known: ColumnMap, staging: Staging, offences: list[Path], progress: Progress
) -> tuple[dict[str, Path], list[TableSummary]]:
    tables: dict[str, Path] = {}
    summaries = []
    with scratch(staging.folder / "scratch") as connection:
        for table in known.tables:
            if not staging.path(table).exists():
                continue
            progress(f"Checking {table}")
            carriers = [tables["offences"]] if "offences" in tables else offences
            own = connection.read_parquet([str(path) for path in carriers]) if carriers else None
            whole = finished(connection, known, table, staging.path(table), own)
            tables[table] = staging.folder / f"{table}.parquet"
            rows, complete = _written(table, whole, tables[table])
            _refuse(table, whole, staging)
            summaries.append(_summary(table, staging.tally, rows, whole.merged, complete))
            for path in staging.folder.glob(f"{table}.*.parquet"):
                path.unlink()
    return tables, summaries


def _written(table: str, whole: Finished, path: Path) -> tuple[int, dict[str, float]]:
    """Write the rows under the contract; return their number and the share of filled cells."""
    own = TABLES[table]
    rows, empty = 0, Counter[str]()
    with pq.ParquetWriter(path, own.schema(), compression="zstd") as writer:
        for batch in whole.batches():
            sound = contract.checked_cells(own, pa.Table.from_batches([batch]))
            writer.write_table(sound)
            rows += sound.num_rows
            empty.update({name: sound[name].null_count for name in sound.column_names})
    complete = {
        name: round(1 - empty[name] / max(rows, 1), 6)
        for name, column in own.columns().items()
        if column.nullable
    }
    return rows, complete


def _refuse(table: str, whole: Finished, staging: Staging) -> None:
    for rows in whole.refusals():
        staging.quarantine.add(
            [
                {
                    "file": staging.tally.parts[row[PART]].file,
                    "sheet": staging.tally.parts[row[PART]].sheet or None,
                    "row": row[ROW],
                    "table": table,
                    "reason": row["_reason"],
                    "values": {k: v for k, v in row.items() if k[0] != "_" and v is not None},
                }
                for row in rows
            ]
        )


def _summary(
    table: str, tally: Tally, rows: int, merged: int, complete: Mapping[str, float]
) -> TableSummary:
    refused = sum(n for (own, _), n in tally.refused.items() if own == table)
    return TableSummary(table, tally.read[table], rows, merged, refused, complete=complete)
