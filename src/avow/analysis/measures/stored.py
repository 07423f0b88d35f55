"""Runs kept on disk, so that a page need not count: read if they are still true, else not at all.

::

    <data>/runs/<measure>/<by>-<period>[-<group>].parquet

One file is one run, with everything but its rows as JSON in the file's metadata. It says what it
was made from: the loads of its tables, its definition and the code that counted. When one of them
has changed the file is not read, and ``store`` writes it anew. A file is replaced in one act.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.engine import Facts, layout
from avow.analysis.measures import groups
from avow.analysis.measures.crossings import require_area
from avow.analysis.measures.definition import Definition, definition, definitions
from avow.analysis.measures.periods import require_period
from avow.analysis.measures.result import Result, definition_as_dict
from avow.analysis.measures.running import run

_METADATA = b"avow"
State = Mapping[str, tuple[str, ...]]

# Tables that the faults of any measure can depend on, besides its own.
_ALSO = ("areas", "population")


@dataclass(frozen=True)
class Stored:
    """A run on disk. ``current`` is false where facts, definition or code have changed since."""

    measure: str
    by: str
    period: str
    group: str | None
    at: datetime
    current: bool


def store(
    folder: str | Path,
    facts: Facts,
    id: str | Definition,  # noqa: A002 - the word that users and files say
    by: str,
    period: str,
    group: str | None = None,
    *,
    at: datetime,
) -> Result:
    """Run a measure over all its periods and keep the result under ``folder``; see ``run``."""
    made = run(facts, id, by, period, group=group)
    keep(Path(folder), made, key(Path(folder), made.definition, made.group), at)
    return made


def read(
    folder: str | Path,
    id: str | Definition,  # noqa: A002 - the word that users and files say
    by: str,
    period: str,
    group: str | None = None,
) -> Result | None:
    """Return the kept run, or None where none was made of the facts that are loaded now.

    Raises:
        UnknownMeasureError: no measure is called ``id``.
        MeasureError: there is no such kind of area or period, or the measure is not split so.
    """
    asked = definition(id) if isinstance(id, str) else id
    groups.require(asked, group)
    path = file_of(Path(folder), asked.id, by, period, group)
    if not path.is_file():
        return None
    # From memory: reading ahead in another thread costs more than such a small file.
    with pq.ParquetFile(pa.BufferReader(path.read_bytes()), pre_buffer=False) as kept:
        about = json.loads(kept.schema_arrow.metadata[_METADATA])
        if about["key"] != key(Path(folder), asked, group):
            return None
        table = kept.read(use_threads=False).replace_schema_metadata(None)
    return Result(
        definition=asked,
        by=by,
        period=period,
        table=table,
        faults=tuple(about["faults"]),
        method=about["method"],
        caution=asked.caution_text,
        group=about["group"],
    )


def listing(folder: str | Path) -> list[Stored]:
    """Return every kept run of a measure that there is, sorted."""
    known, now = {each.id: each for each in definitions()}, layout.state(Path(folder))
    return [
        Stored(
            measure=about["measure"],
            by=about["by"],
            period=about["period"],
            group=about["group"],
            at=datetime.fromisoformat(about["at"]),
            current=about["key"] == key(Path(folder), known[about["measure"]], about["group"], now),
        )
        for about in _abouts(Path(folder))
        if about["measure"] in known
    ]


def holds(path: Path, made_from: str) -> bool:
    """Return whether the file is there and was made from what ``made_from`` (see ``key``) says."""
    about = _about(path) if path.is_file() else None
    return about is not None and about["key"] == made_from


def keep(folder: Path, made: Result, made_from: str, at: datetime) -> Path:
    """Write a run, made from what ``made_from`` (see ``key``) says, in one act; return its file."""
    path = file_of(folder, made.definition.id, made.by, made.period, made.group)
    about = {
        "key": made_from,
        "at": at.isoformat(timespec="seconds"),
        "measure": made.definition.id,
        "by": made.by,
        "period": made.period,
        "group": made.group,
        "method": made.method,
        "faults": list(made.faults),
    }
    told = {_METADATA: json.dumps(about, ensure_ascii=False).encode()}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    try:
        pq.write_table(made.table.replace_schema_metadata(told), draft, compression="snappy")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def file_of(folder: Path, id: str, by: str, period: str, group: str | None) -> Path:  # noqa: A002
    """Return where a run is kept.

    Raises:
        MeasureError: there is no such kind of area or period, or no such group.
    """
    require_area(by)
    require_period(period)
    split = "*".join(part.name for part in groups.parse(group))
    return folder / "runs" / id / (f"{by}-{period}" + (f"-{split}" if split else "") + ".parquet")


def key(folder: Path, asked: Definition, group: str | None, now: State | None = None) -> str:
    """Return a text that changes when the loads of its tables, its definition or the code do.

    ``now`` is the state of the facts (see ``layout.state``), asked for where it is not given.
    """
    now = layout.state(folder) if now is None else now
    beside = groups.tables_beside(asked.tables, groups.parse(group))
    tables = sorted({*asked.tables, *beside, *_ALSO})
    said = json.dumps([code(), _said(asked), [now.get(table) for table in tables]])
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def code() -> str:
    """Return a text that changes when what counts or lays out does."""
    import avow
    from avow.analysis import engine, measures, tables

    digest = hashlib.sha256(avow.__version__.encode())
    for package in (engine, measures, tables):
        for source in sorted(Path(str(package.__file__)).parent.glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()


_hashes: dict[int, tuple[Definition, str]] = {}


def _said(asked: Definition) -> str:
    """Return a hash of all that a definition says; worked out once for each."""
    held = _hashes.get(id(asked))
    if held is None or held[0] is not asked:
        plain = json.dumps(definition_as_dict(asked), sort_keys=True, default=str)
        held = _hashes[id(asked)] = (asked, hashlib.sha256(plain.encode()).hexdigest())
    return held[1]


def _abouts(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((folder / "runs").glob("*/*.parquet")):
        about = _about(path)
        if about is not None:
            yield about


def _about(path: Path) -> dict[str, Any] | None:
    """Return what a file says of itself; None where it is no kept run."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid):
        return None
    about: dict[str, Any] | None = json.loads(metadata.get(_METADATA, b"null"))
    return about
