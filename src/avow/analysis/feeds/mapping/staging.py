"""First pass over an extract: every chunk judged and written under the contract's columns.

What is whole goes to one staged Parquet file a contract table, beside it where each row came from;
what is not goes to quarantine with the reason. No reference is ever written as it was given.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from avow.analysis.feeds.base import QUARANTINE
from avow.analysis.feeds.mapping.chunks import Chunk
from avow.analysis.feeds.mapping.convert import Converted, Reader
from avow.analysis.feeds.mapping.rules import REFERENCES, ColumnMap, Origin, carried, derived

PART, ROW = "_part", "_row"


@dataclass(frozen=True)
class Part:
    """One place rows came from: a file, or the database; and the origin that reads it."""

    file: str
    sheet: str
    origin: Origin


@dataclass
class Tally:
    """How many rows met which fate, by table and by part."""

    read: Counter[str] = field(default_factory=Counter)
    blank: Counter[int] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], str] = field(default_factory=dict)
    by_part: Counter[int] = field(default_factory=Counter)
    parts: list["Part"] = field(default_factory=list)

    def by_file(self, counted: Mapping[int, int]) -> dict[str, int]:
        """Return counts by part as counts by file: one file may be read for several tables."""
        sheets: dict[tuple[str, str], int] = {}
        for number, part in enumerate(self.parts):
            known = sheets.get((part.file, part.sheet), 0)
            sheets[part.file, part.sheet] = max(known, counted.get(number, 0))
        files: dict[str, int] = {}
        for (file, _), rows in sheets.items():
            files[file] = files.get(file, 0) + rows
        return files


class Quarantine:
    """Rows that cannot be loaded, written as they come."""

    def __init__(self, path: Path, tally: Tally) -> None:
        self.path = path
        self.tally = tally
        self._writer = pq.ParquetWriter(path, QUARANTINE, compression="zstd")

    def add(self, rows: list[dict[str, Any]]) -> None:
        """Keep rows; each has file, sheet, row, table, reason and values (a mapping)."""
        for row in rows:
            known = (row["table"] or "", row["reason"])
            self.tally.refused[known] += 1
            self.tally.first.setdefault(known, f"{row['file']} row {row['row']}")
            row["values"] = json.dumps(row["values"], ensure_ascii=False, default=str)
        if rows:
            self._writer.write_table(pa.Table.from_pylist(rows, QUARANTINE))

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


class Staging:
    """The staged files of a load, one a table, under ``folder``."""

    def __init__(
        self, folder: Path, known: ColumnMap, reader: Reader, quarantine: Quarantine
    ) -> None:
        self.folder = folder
        self.map = known
        self.reader = reader
        self.quarantine = quarantine
        self.tally = quarantine.tally
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._open = ExitStack()

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def path(self, table: str) -> Path:
        """Return the staged file of a table."""
        return self.folder / f"{table}.staged.parquet"

    def add(self, part: Part, chunks: Iterable[Chunk]) -> None:
        """Stage everything that one part of the extract holds."""
        self.tally.parts.append(part)
        self._writer(part.origin)
        for chunk in chunks:
            self._broken(part, chunk)
            if chunk.rows.num_rows:
                self._chunk(part, chunk)

    def _broken(self, part: Part, chunk: Chunk) -> None:
        reason = "the row does not have as many cells as the header"
        self.tally.read[part.origin.table] += len(chunk.gone)
        self.tally.by_part[len(self.tally.parts) - 1] += len(chunk.gone)
        self.quarantine.add(
            [_refusal(part, number, reason, {"row": "see the file"}) for number, _ in chunk.gone]
        )

    def _chunk(self, part: Part, chunk: Chunk) -> None:
        origin, table = part.origin, part.origin.table
        self.tally.by_part[len(self.tally.parts) - 1] += chunk.rows.num_rows
        blank = _all_blank(chunk.rows)
        mine = _chosen(origin, chunk.rows)
        self.tally.blank[len(self.tally.parts) - 1] += int(blank.sum())
        self.tally.passed_over[table] += int((~mine & ~blank).sum())
        keep = mine & ~blank
        if not keep.all():
            chunk = Chunk(chunk.rows.filter(pa.array(keep)), chunk.numbers.filter(pa.array(keep)))
        self.tally.read[table] += chunk.rows.num_rows
        if not chunk.rows.num_rows:
            return
        converted, problem, reasons = self._judged(origin, chunk.rows)
        sound = pa.array(problem == 0)
        staged = pa.table(
            {name: one.cells for name, one in converted.items()}
            | {
                PART: pa.array(np.full(len(problem), len(self.tally.parts) - 1, np.int32)),
                ROW: chunk.numbers,
            }
        )
        self._writer(origin).write_table(self._whole(origin, staged.filter(sound)))
        self._refuse(part, chunk, problem, reasons, converted)

    def _judged(
        self, origin: Origin, rows: pa.Table
    ) -> tuple[dict[str, Converted], np.ndarray[Any, Any], list[str]]:
        """Return the converted columns and the number of each row's first reason, 0 for none."""
        problem, reasons = np.zeros(rows.num_rows, np.int64), [""]
        converted = {}
        for name, rule in origin.rules.items():
            column = origin.contract.columns()[name]
            one = self.reader.column(origin.table, rule, column, rows)
            converted[name] = one
            where = f" (the extract's column {rule.label!r})" if rule.label else ""
            why, odd = self.reader.impossible(name, one.cells)
            checks = [(one.why, one.bad), (f"{name}{where} {why}", odd)]
            if not column.nullable:
                checks.append((f"{name} is empty{where}", pc.is_null(one.cells)))
            if column.unit and not rule.days_after:
                below = pc.fill_null(pc.less(one.cells, 0), False)
                checks.append((f"{name} is negative", below))
            for reason, failed in checks:
                at = np.asarray(failed) & (problem == 0)
                if at.any():
                    reasons.append(reason)
                    problem[at] = len(reasons) - 1
        return converted, problem, reasons

    def _refuse(
        self,
        part: Part,
        chunk: Chunk,
        problem: np.ndarray[Any, Any],
        reasons: list[str],
        converted: Mapping[str, Converted],
    ) -> None:
        at = np.flatnonzero(problem)
        if not len(at):
            return
        given = chunk.rows.take(at)
        for name, rule in part.origin.rules.items():
            if name in REFERENCES and rule.source in given.column_names:
                place = given.column_names.index(rule.source)
                given = given.set_column(place, rule.source, converted[name].cells.take(at))
        numbers = chunk.numbers.take(at).to_pylist()
        self.quarantine.add(
            [
                _refusal(part, number, reasons[code], values)
                for number, code, values in zip(
                    numbers, problem[at], given.to_pylist(), strict=True
                )
            ]
        )

    def _whole(self, origin: Origin, rows: pa.Table) -> pa.Table:
        """Return rows with every column that a staged file of the table has."""
        schema = self._writer(origin).schema
        columns = {"force": pa.repeat(self.map.force, rows.num_rows)}
        columns |= {name: rows[name] for name in rows.column_names}
        if "bcu" in schema.names and "bcu" not in origin.rules and "borough" in columns:
            columns["bcu"] = self._units(columns["borough"])
        nothing = {f.name: pa.nulls(rows.num_rows, f.type) for f in schema}
        return pa.table(nothing | columns).select(schema.names).cast(schema)

    def _units(self, boroughs: Any) -> pa.Array:
        """Return the command unit of each borough."""
        known = self.reader.geography
        encoded = pc.dictionary_encode(pa.chunked_array(boroughs)).unify_dictionaries()
        encoded = encoded.combine_chunks()
        units = [known.bcu_of(name) if known else None for name in encoded.dictionary.to_pylist()]
        return pa.array(units, pa.string()).take(encoded.indices)

    def _writer(self, origin: Origin) -> pq.ParquetWriter:
        """Return the open file of the origin's table.

        Where several origins fill one table, a column is taken from the offence, or worked out,
        only where none of them names it.
        """
        if origin.table not in self._writers:
            path = self.path(origin.table)
            writer = pq.ParquetWriter(path, staged_schema(self.map.of(origin.table)))
            self._writers[origin.table] = self._open.enter_context(writer)
        return self._writers[origin.table]


def staged_schema(origins: tuple[Origin, ...]) -> pa.Schema:
    """Return the columns of a table's staged file."""
    named = {name: rule for origin in origins for name, rule in origin.rules.items()}
    table = origins[0].table
    later = {*carried(table, named), *derived(table, named)}
    fields = []
    for name, column in origins[0].contract.columns().items():
        if name not in later or (name == "bcu" and "borough" in named):
            dated = name in named and named[name].days_after
            fields.append(pa.field(name, pa.date32() if dated else column.dtype))
    return pa.schema([*fields, pa.field(PART, pa.int32()), pa.field(ROW, pa.int64())])


def _refusal(part: Part, number: int, reason: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "file": part.file,
        "sheet": part.sheet or None,
        "row": number,
        "table": part.origin.table,
        "reason": reason,
        "values": values,
    }


def _all_blank(rows: pa.Table) -> np.ndarray[Any, Any]:
    blank = np.ones(rows.num_rows, bool)
    for column in rows.columns:
        if pa.types.is_string(column.type):
            length = pc.fill_null(pc.utf8_length(column), 0)
            blank &= np.asarray(pc.equal(length, 0))
        else:
            blank &= np.asarray(pc.is_null(column))
        if not blank.any():
            break
    return blank


def _chosen(origin: Origin, rows: pa.Table) -> np.ndarray[Any, Any]:
    """Return which rows the origin is about."""
    chosen = np.ones(rows.num_rows, bool)
    for name, words in origin.only.items():
        folded = pc.utf8_lower(pc.utf8_trim_whitespace(rows[name].cast(pa.string())))
        chosen &= np.asarray(pc.fill_null(pc.is_in(folded, pa.array(sorted(words))), False))
    for name in origin.filled:
        length = pc.utf8_length(pc.utf8_trim_whitespace(rows[name].cast(pa.string())))
        chosen &= np.asarray(pc.fill_null(pc.greater(length, 0), False))
    return chosen
