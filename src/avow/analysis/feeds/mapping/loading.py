"""Load an extract by its column map, or say what a load would do."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from avow.analysis.engine import layout
from avow.analysis.feeds import classes, names, quality, store
from avow.analysis.feeds.base import Progress
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import open_input
from avow.analysis.feeds.mapping import chunks
from avow.analysis.feeds.mapping.chunks import Extract
from avow.analysis.feeds.mapping.findings import findings, not_given, not_read
from avow.analysis.feeds.mapping.making import Given, Made, made
from avow.analysis.feeds.mapping.pseudonyms import Pseudonyms
from avow.analysis.feeds.mapping.rules import ColumnMap
from avow.analysis.feeds.report import Loaded, Report, Source
from avow.definitions import read

VERSION = "map-1"
_DEFINITIONS = (("offences", classes.DEFINITION), ("outcomes", "home-office"))


def load_map(
    data: str | Path,
    known: ColumnMap,
    paths: Sequence[str | Path],
    *,
    key: bytes,
    at: datetime,
    database: str | None = None,
    progress: Progress = lambda _: None,
) -> Loaded:
    """Load the files of an extract into the data folder by its map; return the quality report.

    ``key`` (32 to 64 bytes) is the site's, for the numbers that stand for references; ``database``
    is the connection string, where the map asks a database. The same files under the same map
    change nothing; a load that was interrupted leaves the facts as they were.

    Raises:
        FeedError: a file or the database cannot be used: nothing is changed.
        LoadInProgressError: another process loads the same feed into the same folder.
    """
    folder = Path(data)
    progress("Opening files")
    given = _given(known, paths, key, database, at)
    with store.locked(folder, known.name):
        load_id = _load_id(given, [extract.sha256 for extract in given.extracts])
        if not known.database and (report := _loaded_before(folder, known, load_id)):
            return Loaded(report, changed=False)
        work = store.work_folder(folder, known.name)
        done = made(given, work, _present_offences(folder, known), progress)
        if known.database:
            load_id = _load_id(given, [*(e.sha256 for e in given.extracts), done.answers])
            if report := _loaded_before(folder, known, load_id):
                return Loaded(report, changed=False)
        progress("Counting what is filled")
        counted = {name: quality.of_file(name, str(path)) for name, path in done.tables.items()}
        report = quality.with_counts(_report(given, load_id, at, done), counted.values())
        progress("Writing to disk")
        quarantine = work / "quarantine.parquet"
        counts = {table: one.counts for table, one in counted.items()}
        store.commit(folder, known.name, load_id, done.tables, quarantine, report.to_dict(), counts)
    return Loaded(report, changed=True)


def check_map(
    data: str | Path,
    known: ColumnMap,
    paths: Sequence[str | Path],
    work: str | Path,
    *,
    at: datetime,
    database: str | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """Return the report that a load would give, and change nothing.

    ``work`` is an empty folder for what is worked out on the way; the caller removes it.

    Raises:
        FeedError: a file or the database cannot be used.
    """
    progress("Opening files")
    given = _given(known, paths, bytes(32), database, at)
    done = made(given, Path(work), _present_offences(Path(data), known), progress)
    counted = [quality.of_file(name, str(path)) for name, path in done.tables.items()]
    report = quality.with_counts(_report(given, "not loaded", at, done), counted)
    return replace(report, findings=[*report.findings, *not_read(given.map, given.extracts)])


def _given(
    known: ColumnMap,
    paths: Sequence[str | Path],
    key: bytes,
    database: str | None,
    at: datetime,
) -> Given:
    files = [Path(path) for path in paths]
    geographies = [path for path in files if path.suffix.casefold() == ".toml"]
    if len(geographies) > 1 or (geographies and known.geography):
        raise FeedError("Two geographies were given: name one, in the map or among the files.")
    if geographies:
        geography = names.geography_in(open_input(geographies[0]))
        known = replace(known, geography=geography)
    if known.database and not database:
        raise FeedError(
            f"The map asks a database: put its connection string into the environment variable "
            f"{known.database}."
        )
    extracts = [chunks.opened(path) for path in files if path not in geographies]
    by_hash: dict[str, Extract] = {}
    for extract in extracts:
        other = by_hash.setdefault(extract.sha256, extract)
        if other is not extract:
            raise FeedError(f"{extract.path} is the same file as {other.path}: give it once.")
    extracts.sort(key=lambda extract: (extract.name, extract.sha256))
    _every_file_taken(known, extracts)
    return Given(known, extracts, Pseudonyms(key, known.force), database, at.date())


def _every_file_taken(known: ColumnMap, extracts: Sequence[Extract]) -> None:
    patterns = {pattern for origin in known.origins for pattern in origin.files}
    odd = [e.name for e in extracts if not any(fnmatch(e.name, p) for p in patterns)]
    if odd:
        raise FeedError(
            f"The map has no table for {', '.join(odd)}; it takes files called "
            f"{', '.join(sorted(patterns)) or 'nothing: it asks a database'}."
        )
    if not extracts and patterns and not known.database:
        raise FeedError(f"No file was given; the map takes {', '.join(sorted(patterns))}.")


def _load_id(given: Given, hashes: Iterable[str]) -> str:
    parts = [given.map.name, VERSION, given.map.sha256, given.pseudonyms.mark(), *sorted(hashes)]
    parts.append(repr(given.map.geography))
    for kind, name in _DEFINITIONS:
        parts.append(json.dumps(read(kind, name), sort_keys=True, default=str))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _loaded_before(folder: Path, known: ColumnMap, load_id: str) -> Report | None:
    kept = store.report_file(folder, known.name, load_id)
    if not kept.exists():
        return None
    report = Report.from_dict(json.loads(kept.read_text(encoding="utf-8")))
    tables = {summary.table for summary in report.tables}
    return report if store.is_current(folder, known.name, load_id, tables) else None


def _present_offences(folder: Path, known: ColumnMap) -> list[Path]:
    """Return the offences that are loaded now, for a map that brings none itself."""
    return [] if "offences" in known.tables else layout.files(folder, "offences")


def _report(given: Given, load_id: str, at: datetime, done: Made) -> Report:
    rows = done.tally.by_file(done.tally.by_part)
    sources = [Source(e.name, e.sha256, e.size, rows.get(e.name, 0)) for e in given.extracts]
    if given.map.database:
        sources.append(Source("the database", done.answers, 0, rows.get("the database", 0)))
    sources.append(Source(given.map.file, given.map.sha256, given.map.size, 0))
    tally = done.tally
    return Report(
        feed=given.map.name,
        version=VERSION,
        load_id=load_id,
        loaded_at=at.isoformat(timespec="seconds"),
        sources=sources,
        tables=list(done.summaries),
        quarantined=[
            {"table": table, "reason": reason, "rows": n, "first": tally.first[table, reason]}
            for (table, reason), n in sorted(tally.refused.items())
        ],
        title=given.map.title,
        findings=[
            *not_given(given.map, given.extracts),
            *findings(done.summaries, tally, done.unmapped, done.strange),
        ],
    )
