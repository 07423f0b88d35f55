"""Load a source: read it, map it to the contract, keep what is bad apart, store the rest."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from avow.analysis.engine import layout
from avow.analysis.feeds import (
    boundaries,
    joins,
    mps_vawg,
    names,
    population,
    quality,
    recorded_crime,
    stop_search,
    store,
)
from avow.analysis.feeds.base import Feed, Mapped, Progress, Refused, quarantine
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Input, open_input
from avow.analysis.feeds.report import Loaded, Report, Source
from avow.definitions import read

FEEDS: Mapping[str, Feed] = {
    feed.name: feed
    for feed in (
        mps_vawg.FEED,
        boundaries.FEED,
        population.FEED,
        recorded_crime.FEED,
        stop_search.FEED,
    )
}


def load(
    data: str | Path,
    name: str,
    paths: Sequence[str | Path],
    *,
    at: datetime,
    progress: Progress = lambda _: None,
) -> Loaded:
    """Load files into the data folder and return the quality report.

    The same files again change nothing. A load that was interrupted leaves the facts as they were,
    and can be run again. Tables of the feed that the files do not hold keep their present rows.

    Raises:
        FeedError: no such feed, or a file that the feed cannot use: nothing is changed.
        LoadInProgressError: another process loads the same feed into the same folder.
    """
    folder, feed = Path(data), feed_of(name)
    progress("Opening files")
    inputs = _inputs(paths)
    beside = {table: layout.files(folder, table) for table in feed.beside}
    load_id = _load_id(feed, inputs, beside)
    with store.locked(folder, name):
        kept = store.report_file(folder, name, load_id)
        if kept.exists():
            report = _read_report(kept)
            if store.is_current(folder, name, load_id, _tables(report)):
                return Loaded(report, changed=False)
        mapped = _mapped(feed, inputs, beside, progress)
        progress("Counting what is filled")
        counted = {name: quality.of_rows(name, rows) for name, rows in mapped.tables.items()}
        report = _report(feed, load_id, at, inputs, mapped)
        report = quality.with_counts(report, counted.values())
        progress("Writing to disk")
        bad = quarantine(mapped.refused)
        counts = {table: one.counts for table, one in counted.items()}
        store.commit(folder, name, load_id, mapped.tables, bad, report.to_dict(), counts)
    return Loaded(report, changed=True)


def _mapped(
    feed: Feed, inputs: Sequence[Input], beside: Mapping[str, Sequence[Path]], progress: Progress
) -> Mapped:
    """Read the files, with the geography that is among them, if one is."""
    known = [names.geography_in(given) for given in inputs if given.kind == "toml"]
    sources = [given for given in inputs if given.kind != "toml"]
    if len(known) > 1:
        raise FeedError("Two geography files were given: give one.")
    if not sources:
        raise FeedError("Only a geography was given: name the files to load beside it.")
    more = (beside,) if feed.beside else ()
    return feed.read(sources, known[0] if known else names.geography(), progress, *more)


def feed_of(name: str) -> Feed:
    """Return a feed by its name.

    Raises:
        FeedError: there is none of that name.
    """
    if name not in FEEDS:
        raise FeedError(f"No feed is called {name!r}; there are {', '.join(FEEDS)}.")
    return FEEDS[name]


def known_feeds(data: str | Path) -> list[str]:
    """Return the names of the feeds there are, and of those that a column map brought in."""
    kept = (Path(data) / "reports").glob("*/")
    return [*FEEDS, *sorted({folder.name for folder in kept} - set(FEEDS))]


def reports(data: str | Path, name: str) -> list[Report]:
    """Return the reports of the loads that the feed's tables are read from now.

    Raises:
        FeedError: there is no feed of that name, and no column map brought one in.
    """
    folder = Path(data)
    if name not in known_feeds(folder):
        feed_of(name)
    ids = sorted(set(layout.current(folder, name).values()))
    return [_read_report(store.report_file(folder, name, load_id)) for load_id in ids]


def faults(data: str | Path, table: str) -> list[str]:
    """Return what figures made from ``table`` must say of the loads that it is read from."""
    folder = Path(data)
    found = [
        sentence
        for feed, load_id in layout.feeds_with(folder, table).items()
        for sentence in _read_report(store.report_file(folder, feed, load_id)).faults(table)
    ]
    return found + [f.sentence for f in joins.unmatched(folder) if table in f.tables]


def _inputs(paths: Sequence[str | Path]) -> list[Input]:
    if not paths:
        raise FeedError("No file was given: name the files to load.")
    inputs = [open_input(Path(path)) for path in paths]
    for index, given in enumerate(inputs):
        for other in inputs[:index]:
            if given.content == other.content:
                raise FeedError(f"{given.path} is the same file as {other.path}: give it once.")
    return inputs


def _load_id(feed: Feed, inputs: Sequence[Input], beside: Mapping[str, Sequence[Path]]) -> str:
    """Return an id that the same files, feed version and definitions always give."""
    parts = [feed.name, feed.version, *sorted(given.sha256 for given in inputs)]
    parts += [f"{file.parent.name}/{file.name}" for files in beside.values() for file in files]
    for kind, name in feed.definitions:
        parts.append(json.dumps(read(kind, name), sort_keys=True, default=str))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _report(
    feed: Feed, load_id: str, at: datetime, inputs: Sequence[Input], mapped: Mapped
) -> Report:
    return Report(
        feed=feed.name,
        version=feed.version,
        load_id=load_id,
        loaded_at=at.isoformat(timespec="seconds"),
        sources=[
            Source(
                given.path.name,
                given.sha256,
                len(given.content),
                mapped.rows_by_file.get(given.path.name, 0),
            )
            for given in inputs
        ],
        tables=list(mapped.summaries),
        quarantined=_reasons(mapped.refused),
        findings=list(mapped.findings),
    )


def _reasons(refused: Sequence[Refused]) -> list[dict[str, Any]]:
    rows = Counter((r.table, r.reason) for r in refused)
    first: dict[tuple[str, str], Refused] = {}
    for row in refused:
        first.setdefault((row.table, row.reason), row)
    return [
        {
            "table": table,
            "reason": reason,
            "rows": number,
            "first": f"{first[table, reason].file} row {first[table, reason].row}",
        }
        for (table, reason), number in sorted(rows.items())
    ]


def _read_report(path: Path) -> Report:
    return Report.from_dict(json.loads(path.read_text(encoding="utf-8")))


def _tables(report: Report) -> set[str]:
    return {table.table for table in report.tables}
