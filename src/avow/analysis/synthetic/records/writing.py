"""Write invented records to disk, span by span, in the layout that the engine reads."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.engine.layout import feeds_with
from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.records.around import BESIDE, beside, ground_tables
from avow.analysis.synthetic.records.inventing import CASES, CHUNK, agree, invent
from avow.analysis.synthetic.records.truths import RecordTruths
from avow.analysis.tables import TABLES

FILE = "invented.parquet"

Told = Callable[[int], None]
Spans = Iterable[tuple[int, Mapping[str, pa.Table]]]


class LoadedFactsError(ValueError):
    """The folder holds facts that a feed loaded; nothing was written."""


def write(
    folder: Path,
    *,
    offences: int,
    seed: int,
    start: date,
    end: date,
    areas: City | None = None,
    chunk: int = CHUNK,
    told: Told = lambda _: None,
) -> RecordTruths:
    """Write every record-level table under ``folder`` as Parquet; return what was put in.

    The months of ``start`` and ``end`` are both whole. Files lie where ``engine.layout`` reads
    them, ``truths.json`` beside them; areas and residents, which rates need, are written too. The
    rows follow from ``seed`` and the arguments alone: ``chunk``, the offences held in memory at
    once, changes none of them. ``told`` hears how many offences are written.

    Raises:
        ValueError: ``end`` lies before ``start``, or there are no offences to write.
        LoadedFactsError: a feed has loaded facts into ``folder``.
    """
    _refuse_loaded(folder, TABLES)
    made = invent(offences, seed, start, end, areas)
    alongside = chain(beside(made.setting, made.source), ground_tables(made.setting))
    _write(folder, chain(made.cases(chunk), _as_spans(alongside, offences)), told)
    made.truths.save(folder)
    return made.truths


def write_agreeing(
    folder: Path, *, seed: int, start: date, end: date, areas: City | None = None
) -> RecordTruths:
    """Write records of the very offences that ``write_facts`` counts for the same arguments.

    Offences and victims by place and month, and offences by class and month, are those of the
    published counts; the pilot moves offences out of the street without making them fewer. Areas
    and residents are left to the feeds.

    Raises:
        ValueError: ``end`` lies before ``start``.
        LoadedFactsError: a feed has loaded records into ``folder``.
    """
    _refuse_loaded(folder, (*CASES, *BESIDE))
    made = agree(seed, start, end, areas)
    alongside = _as_spans(beside(made.setting, made.source), made.source.offences)
    _write(folder, chain(made.cases(), alongside), lambda _: None)
    made.truths.save(folder)
    return made.truths


def rows(folder: Path) -> dict[str, int]:
    """Return how many rows each invented table under ``folder`` has."""
    found = sorted((folder / "facts").glob(f"*/{FILE}"))
    return {path.parent.name: pq.read_metadata(path).num_rows for path in found}


def _as_spans(
    tables: Iterable[tuple[str, pa.Table]], until: int
) -> Iterator[tuple[int, dict[str, pa.Table]]]:
    return ((until, {name: table}) for name, table in tables)


def _write(folder: Path, spans: Spans, told: Told) -> None:
    """Write tables beside their places and move all there at the end: no reader sees half.

    One span is written while the next is made, so that two cores are busy and two spans in memory.
    """
    parts = _Parts(folder)
    try:
        with ExitStack() as stack:
            stack.callback(parts.close)
            pool = stack.enter_context(ThreadPoolExecutor(1))
            waiting: Future[None] | None = None
            for until, made in spans:
                if waiting:
                    waiting.result()
                waiting = pool.submit(parts.add, made)
                told(until)
            if waiting:
                waiting.result()
        parts.settle()
    finally:
        parts.clear()


class _Parts:
    """Files that are being written, by the name of their table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._paths: dict[str, Path] = {}

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        for name, table in tables.items():
            if name not in self._writers:
                self._open(name, table.schema)
            self._writers[name].write_table(table)

    def _open(self, name: str, schema: pa.Schema) -> None:
        """Open a file that reads back under the contract's own types."""
        home = self._folder / "facts" / name
        home.mkdir(parents=True, exist_ok=True)
        self._paths[name] = home / f"{FILE}.part"
        words = [f.name for f in schema if pa.types.is_dictionary(f.type) or f.type == pa.string()]
        self._writers[name] = pq.ParquetWriter(
            self._paths[name], schema, use_dictionary=words, store_schema=False
        )

    def close(self) -> None:
        for writer in self._writers.values():
            writer.close()

    def settle(self) -> None:
        for path in self._paths.values():
            path.rename(path.with_suffix(""))

    def clear(self) -> None:
        for path in self._paths.values():
            path.unlink(missing_ok=True)


def _refuse_loaded(folder: Path, tables: Iterable[str]) -> None:
    """Refuse a folder that holds facts of a feed: invented ones must never be added to them."""
    for table in tables:
        feeds = feeds_with(folder, table)
        if feeds:
            raise LoadedFactsError(
                f"{folder} holds {table!r} loaded by {', '.join(feeds)}: invented records would be "
                "added to it. Nothing was written; name another folder."
            )
