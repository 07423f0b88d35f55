"""Put a finished load on disk so that it is seen whole or not at all.

Everything is written to a staging folder and flushed; then quarantine and report are moved into
place, then the folder of facts, and last the pointer that readers follow. A load that is killed
anywhere before the pointer leaves the facts as they were; the next load clears what it left.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.engine.layout import CURRENT, current, facts_folder
from avow.analysis.feeds.errors import LoadInProgressError

STAGING = ".staging"


@contextmanager
def locked(data: Path, feed: str) -> Iterator[None]:
    """Hold the feed's lock, which the system frees when the process ends, however it ends.

    Raises:
        LoadInProgressError: another process holds it.
    """
    folder = facts_folder(data, feed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LoadInProgressError(
                f"Another load of {feed} is running in {data}. Wait for it to end, then run this "
                "again; nothing was changed."
            ) from error
        shutil.rmtree(folder / STAGING, ignore_errors=True)
        try:
            yield
        finally:
            # A load that was refused, or was made before, leaves no rows lying about.
            shutil.rmtree(folder / STAGING, ignore_errors=True)


def is_current(data: Path, feed: str, load_id: str, tables: set[str]) -> bool:
    """Return whether every one of ``tables`` is read from the load ``load_id`` now."""
    now = current(data, feed)
    return all(now.get(table) == load_id for table in tables)


def commit(
    data: Path,
    feed: str,
    load_id: str,
    tables: Mapping[str, pa.Table | Path],
    quarantine: pa.Table | Path,
    report: Mapping[str, Any],
    counts: Mapping[str, pa.Table],
) -> None:
    """Write one load and make it the current one. The caller holds the lock.

    ``tables`` maps contract tables to rows that already obey the contract, or to a Parquet file of
    them in ``work_folder``; tables of the feed that are not among them keep their present load.
    ``counts`` say how much of each table is filled (see ``quality``).
    """
    home = facts_folder(data, feed)
    staging = home / STAGING
    facts = staging / load_id
    facts.mkdir(parents=True)
    for name, rows in tables.items():
        _write_parquet(rows, facts / f"{name}.parquet")
    refused = _rows(quarantine) > 0
    if refused:
        _write_parquet(quarantine, staging / "quarantine.parquet")
    _write_counts(counts, staging / "quality")
    _write_json(report, staging / "report.json")
    _write_json({"tables": current(data, feed) | dict.fromkeys(tables, load_id)}, staging / CURRENT)
    _flush(facts)
    shutil.rmtree(work_folder(data, feed), ignore_errors=True)
    _flush(staging)
    if refused:
        _move(staging / "quarantine.parquet", quarantine_file(data, feed, load_id))
    _move(staging / "report.json", report_file(data, feed, load_id))
    for name in counts:
        file = quality_file(data, feed, load_id, name)
        _move(staging / "quality" / file.name, file)
    (staging / "quality").rmdir()
    if (home / load_id).exists():
        shutil.rmtree(facts)
    else:
        _move(facts, home / load_id)
    _move(staging / CURRENT, home / CURRENT)
    staging.rmdir()


def quarantine_file(data: Path, feed: str, load_id: str) -> Path:
    """Return where the rows that a load refused are kept."""
    return data / "quarantine" / feed / f"{load_id}.parquet"


def quality_file(data: Path, feed: str, load_id: str, table: str) -> Path:
    """Return where it is kept how much of a table's columns a load fills."""
    return data / "quality" / feed / load_id / f"{table}.parquet"


def report_file(data: Path, feed: str, load_id: str) -> Path:
    """Return where the report of a load is kept."""
    return data / "reports" / feed / f"{load_id}.json"


def work_folder(data: Path, feed: str) -> Path:
    """Return where a load that holds the feed's lock may work; it goes with the load."""
    return facts_folder(data, feed) / STAGING / "work"


def _rows(given: pa.Table | Path) -> int:
    rows = pq.read_metadata(given).num_rows if isinstance(given, Path) else given.num_rows
    return int(rows)


def _write_parquet(given: pa.Table | Path, path: Path) -> None:
    if isinstance(given, Path):
        given.replace(path)
    else:
        pq.write_table(given, path, compression="zstd")
    _flush(path)


def _write_counts(counts: Mapping[str, pa.Table], folder: Path) -> None:
    folder.mkdir()
    for name, rows in counts.items():
        _write_parquet(rows, folder / f"{name}.parquet")


def _write_json(content: Mapping[str, Any], path: Path) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _flush(path)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
