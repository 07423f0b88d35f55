"""What a feed is: a name, the files it takes, and a function from files to contract tables."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from avow.analysis.feeds.files import Part
from avow.analysis.feeds.report import Finding, TableSummary

Progress = Callable[[str], None]

QUARANTINE = pa.schema(
    [
        pa.field("file", pa.string(), nullable=False),
        pa.field("sheet", pa.string()),
        pa.field("row", pa.int64(), nullable=False),
        pa.field("table", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("values", pa.string(), nullable=False),
    ]
)


@dataclass(frozen=True)
class Refused:
    """A row that cannot be loaded: where it stands, why, and its values as they were given.

    ``count`` is what the row counts, where that could be read.
    """

    file: str
    sheet: str
    row: int
    table: str
    reason: str
    values: Mapping[str, object]
    count: int = 0


@dataclass(frozen=True)
class Mapped:
    """What a feed made of its files: ``tables`` obey the contract, ``refused`` rows do not."""

    tables: Mapping[str, pa.Table]
    summaries: Sequence[TableSummary]
    refused: Sequence[Refused]
    findings: Sequence[Finding]
    rows_by_file: Mapping[str, int]


@dataclass(frozen=True)
class Feed:
    """One source.

    ``version`` changes when the same files would give other facts; ``definitions`` are the files
    under ``definitions/`` that shape what is loaded: a change to one makes a new load. ``read``
    maps files, and the names of places through a geography, to what is loaded. ``beside`` names
    tables of other feeds that it looks at: ``read`` is then passed their files too.
    """

    name: str
    title: str
    takes: tuple[str, ...]
    tables: tuple[str, ...]
    version: str
    read: Callable[..., Mapped]
    definitions: tuple[tuple[str, str], ...] = field(default=())
    beside: tuple[str, ...] = ()


def quarantine(refused: Sequence[Refused]) -> pa.Table:
    """Return refused rows as a table; ``values`` holds each row as given, as JSON."""
    rows = [
        {
            "file": r.file,
            "sheet": r.sheet or None,
            "row": r.row,
            "table": r.table or None,
            "reason": r.reason,
            "values": json.dumps(r.values, ensure_ascii=False, default=str),
        }
        for r in refused
    ]
    return pa.Table.from_pylist(rows, QUARANTINE)


def broken_rows(part: Part) -> list[Refused]:
    """Return the rows of a part that have more or fewer cells than its header."""
    reason = f"the row does not have the {part.rows.num_columns} cells of the header"
    return [
        Refused(part.file, part.sheet, number, "", reason, {"row": text})
        for number, text in part.broken
    ]
