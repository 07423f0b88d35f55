"""The rows of the publisher's files as arrays, each row judged: sound, or why it is not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from avow.analysis.feeds import cells
from avow.analysis.feeds.base import Refused
from avow.analysis.feeds.cells import NONE, Bools, Ints
from avow.analysis.feeds.files import Part
from avow.analysis.feeds.vawg_shape import (
    CLASS,
    COMMITTED,
    COUNT,
    DIMENSIONS,
    RECORDED,
    STACKED,
    labels_of,
    table_of_part,
)

FIRST_RECORDED = 1990 * 12
LAST_MONTH = 2100 * 12 + 11

Names = tuple[str | None, ...]


@dataclass(frozen=True)
class Rows:
    """Every row read, in the order of the files.

    ``stacked`` is the index in ``STACKED`` of the row's table (``NONE`` where unknown); ``named``
    the index in ``dimensions`` of what the row counts by; months are numbered as in ``cells``;
    ``problem`` is the index in ``reasons`` of why the row cannot be loaded, 0 where it can.
    """

    part: Ints
    position: Ints
    stacked: Ints
    named: Ints
    dimensions: Sequence[Names]
    recorded: Ints
    committed: Ints
    n: Ints
    problem: Ints
    reasons: Sequence[str]

    def sound(self, stacked: int) -> Bools:
        """Return which rows of one stacked table can be loaded."""
        result: Bools = (self.stacked == stacked) & (self.problem == 0)
        return result


def judged(parts: Sequence[Part]) -> Rows:
    """Return every row of ``parts`` with its problem."""
    columns = {name: _joined(parts, name) for name in (*DIMENSIONS, RECORDED, COMMITTED, COUNT)}
    named, dimensions = _named([cells.names(columns.pop(name)) for name in DIMENSIONS])
    recorded = cells.numbers(columns.pop(RECORDED), cells.month)
    committed = cells.numbers(columns.pop(COMMITTED), cells.month)
    n = cells.numbers(columns.pop(COUNT), cells.count)
    stacked = np.concatenate([_stacked(part) for part in parts])
    checks = [
        ("the sheet named is none of the publisher's tables", stacked == NONE),
        (f"{RECORDED} is empty", recorded.empty),
        (f"{RECORDED} is not a date", recorded.unreadable),
        (f"{RECORDED} is before 1990", recorded.values < FIRST_RECORDED),
        (f"{RECORDED} is after 2100", recorded.values > LAST_MONTH),
        (f"{COMMITTED} is not a date", committed.unreadable),
        (f"{COMMITTED} is after 2100", committed.values > LAST_MONTH),
        (f"{COUNT} is empty", n.empty),
        (f"{COUNT} is not a whole number", n.unreadable),
        (f"{COUNT} is negative", n.values < 0),
        *_misfits(stacked, named, dimensions),
    ]
    problem = np.zeros(len(stacked), np.int64)
    for index, (_, failed) in reversed(list(enumerate(checks, start=1))):
        problem[failed] = index
    repeated = _repeats(problem, [stacked, named, recorded.values, committed.values])
    problem[repeated] = len(checks) + 1
    return Rows(
        part=np.repeat(np.arange(len(parts)), [part.rows.num_rows for part in parts]),
        position=np.concatenate([np.arange(part.rows.num_rows) for part in parts]),
        stacked=stacked,
        named=named,
        dimensions=dimensions,
        recorded=recorded.values,
        committed=committed.values,
        n=n.values,
        problem=problem,
        reasons=("", *(reason for reason, _ in checks), _REPEAT),
    )


_REPEAT = "an earlier row counts the same: same table, same place or class, same months"


def refused(rows: Rows, parts: Sequence[Part]) -> list[Refused]:
    """Return the rows with a problem, in the order of the files, with their values as given."""
    found = []
    for row in np.flatnonzero(rows.problem):
        part, position = parts[rows.part[row]], int(rows.position[row])
        stacked = int(rows.stacked[row])
        found.append(
            Refused(
                file=part.file,
                sheet=part.sheet,
                row=int(part.numbers[position]),
                table="" if stacked == NONE else STACKED[stacked].table,
                reason=rows.reasons[rows.problem[row]],
                values={name: part.rows[name][position].as_py() for name in part.rows.column_names},
                count=max(int(rows.n[row]), 0),
            )
        )
    return found


def _joined(parts: Sequence[Part], name: str) -> pa.ChunkedArray:
    """Return one column over all parts, empty in the parts that have not got it."""
    given = [
        part.rows[name] if name in part.rows.column_names else pa.nulls(part.rows.num_rows)
        for part in parts
    ]
    kinds = {column.type for column in given if not pa.types.is_null(column.type)}
    kind = kinds.pop() if len(kinds) == 1 else pa.string()
    chunks = [c for column in given for c in _chunks(column.cast(kind))]
    return pa.chunked_array(chunks, kind)


def _chunks(column: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _named(columns: Sequence[tuple[Ints, list[str | None]]]) -> tuple[Ints, list[Names]]:
    """Return a code a row for the names it holds together, and the names of each code."""
    named, first = cells.together([(codes, len(names)) for codes, names in columns])
    return named, [tuple(names[codes[row]] for codes, names in columns) for row in first]


def _stacked(part: Part) -> Ints:
    order = {stacked.table: index for index, stacked in enumerate(STACKED)}
    whole = table_of_part(part)
    if whole is not None:
        return np.full(part.rows.num_rows, order[whole], np.int64)
    labels = labels_of(part)
    codes, names = cells.names(part.rows["sheet"])
    told = [order.get(labels.get(name or "", ""), NONE) for name in names]
    return np.array(told, np.int64)[codes]


def _misfits(stacked: Ints, named: Ints, dimensions: Sequence[Names]) -> list[tuple[str, Bools]]:
    """Return the checks that a row fills the columns of its own table, and of no other."""
    checks = []
    for column, name in enumerate(DIMENSIONS):
        filled = np.array([names[column] is not None for names in dimensions], bool)[named]
        owners = [index for index, s in enumerate(STACKED) if name in s.dimensions]
        own = np.isin(stacked, owners)
        checks.append(
            (f"{name} is filled, but the row's table does not count by it", filled & ~own)
        )
        if name in CLASS:
            checks.append((f"{name} is empty", own & ~filled))
    return checks


def _repeats(problem: Ints, key: Sequence[Ints]) -> Ints:
    """Return the sound rows whose key stands in an earlier sound row."""
    sound = np.flatnonzero(problem == 0)
    if not len(sound):
        return sound
    own = [codes[sound] - codes[sound].min() for codes in key]
    _, first = cells.together([(codes, int(codes.max()) + 1) for codes in own])
    again = np.ones(len(sound), bool)
    again[first] = False
    return sound[again]
