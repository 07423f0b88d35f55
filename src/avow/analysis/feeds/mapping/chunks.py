"""Read the files of an extract piece by piece, so that their size does not matter.

CSV and XLSX cells arrive as text; Parquet columns keep their types. Only the columns
that are asked for are read.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import column_name

BLOCK = 1 << 24  # bytes of text, and about as many of other files, in memory at once
ROWS = 100_000
_LOOK = 1 << 20


@dataclass(frozen=True)
class Extract:
    """A file of an extract: what it is, told from its bytes, and the hash by which it is known."""

    path: Path
    kind: str
    encoding: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.name


@dataclass(frozen=True)
class Chunk:
    """Some rows: ``first`` is the number of the first as a person sees it in the file.

    ``gone`` are the numbers of rows that were left out because they do not have as many cells as
    the header, with their text.
    """

    rows: pa.Table
    numbers: pa.Array
    gone: Sequence[tuple[int, str]] = ()


def opened(path: Path) -> Extract:
    """Return what a file is, reading it once from end to end.

    Raises:
        FeedError: there is no such file, or it is a folder, empty or unreadable.
    """
    if path.is_dir():
        raise FeedError(f"{path} is a folder: name the files in it one by one.")
    try:
        with path.open("rb") as file:
            return _opened(path, file)
    except FileNotFoundError as error:
        raise FeedError(f"{path} does not exist: check the name and the folder.") from error
    except OSError as error:
        raise FeedError(f"{path} cannot be read: {error.strerror}.") from error


def _opened(path: Path, file: IO[bytes]) -> Extract:
    sha256, size, text = hashlib.sha256(), 0, codecs.getincrementaldecoder("utf-8")()
    start, is_utf8 = b"", True
    while block := file.read(BLOCK):
        start = start or block[:4]
        sha256.update(block)
        size += len(block)
        if is_utf8 and start not in (b"PAR1", b"PK\x03\x04"):
            try:
                text.decode(block)
            except UnicodeDecodeError:
                is_utf8 = False
    if not size:
        raise FeedError(f"{path} is empty: ask for the extract again.")
    kind = {b"PAR1": "parquet", b"PK\x03\x04": "xlsx"}.get(start, "csv")
    encoding = "utf-8-sig" if is_utf8 else "cp1252"
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    return Extract(path, kind, encoding, sha256.hexdigest(), size)


def chunks(given: Extract, wanted: Sequence[str], sheet: str, skip: int) -> Iterator[Chunk]:
    """Yield the rows of a file with the columns ``wanted``, in the order of the file.

    Raises:
        FeedError: the file is damaged, or has not got a column: the message names those it has.
    """
    if given.kind == "parquet":
        return _parquet(given, wanted)
    if given.kind == "xlsx":
        return _workbook(given, wanted, sheet, skip)
    return _csv(given, wanted, skip)


def header(given: Extract, sheet: str, skip: int) -> list[str]:
    """Return the names of a file's columns, as a map knows them.

    Raises:
        FeedError: the file is damaged or empty.
    """
    if given.kind == "parquet":
        return [column_name(name) for name in _parquet_file(given).schema_arrow.names]
    if given.kind == "xlsx":
        return [column_name(cell) for cell in _grid(given, sheet, skip)[0]]
    with given.path.open(encoding=given.encoding, errors="replace", newline="") as file:
        return _csv_header(given, file, skip)[0]


def positions(name: str, found: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Return where each wanted column stands among those found.

    Raises:
        FeedError: one is missing, or stands there more than once.
    """
    missing = [column for column in wanted if column not in found]
    if missing:
        near = [near for column in missing for near in get_close_matches(column, found, 1)]
        meant = f" Was it renamed to {', '.join(dict.fromkeys(near))}?" if near else ""
        raise FeedError(
            f"{name} has no column {', '.join(missing)}.{meant} Columns found, as the map knows "
            f"them: {', '.join(found) or 'none'}. Correct the map, or ask for the whole extract."
        )
    twice = [column for column in wanted if found.count(column) > 1]
    if twice:
        raise FeedError(f"{name} has the column {', '.join(twice)} more than once.")
    return [found.index(column) for column in wanted]


def _parquet_file(given: Extract) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(given.path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(given, "Parquet file", error) from error


def _parquet(given: Extract, wanted: Sequence[str]) -> Iterator[Chunk]:
    file = _parquet_file(given)
    own = file.schema_arrow.names
    at = positions(given.name, [column_name(name) for name in own], wanted)
    number = 1
    try:
        for batch in file.iter_batches(ROWS, columns=[own[i] for i in at]):
            rows = pa.Table.from_batches([batch]).select([own[i] for i in at])
            yield numbered(rows.rename_columns(list(wanted)), number)
            number += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise _damaged(given, "Parquet file", error) from error


def _csv_header(given: Extract, file: IO[str], skip: int) -> tuple[list[str], str]:
    lines = [file.readline(_LOOK) for _ in range(skip + 1)]
    line = lines[-1].rstrip("\r\n")
    if not line.strip():
        raise FeedError(f"{given.name} has no header in line {skip + 1}: set skip in the map.")
    delimiter = max(",;\t|", key=line.count)
    cells = next(csv.reader([line], delimiter=delimiter))
    return [column_name(cell) for cell in cells], delimiter


class _Utf8(io.RawIOBase):
    """What is left of a text file of any encoding, read as UTF-8 bytes."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.left = self.left or self.file.read(len(buffer)).encode()
        piece, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _csv(given: Extract, wanted: Sequence[str], skip: int) -> Iterator[Chunk]:
    with given.path.open(encoding=given.encoding, errors="replace", newline="") as file:
        names, delimiter = _csv_header(given, file, skip)
        at = positions(given.name, names, wanted)
        body: IO[bytes] = io.BufferedReader(_Utf8(file), BLOCK)
        if given.encoding == "utf-8-sig":
            body = given.path.open("rb")
            for _ in range(skip + 1):
                body.readline()
        with body:
            for chunk in _csv_body(given, body, len(names), delimiter, at):
                numbers = pc.add(chunk.numbers, skip + 1)
                gone = [(number + skip + 1, text) for number, text in chunk.gone]
                rows = chunk.rows
                rows = rows.rename_columns(list(wanted)) if rows.num_columns else rows
                yield Chunk(rows, numbers, gone)


def _csv_body(
    given: Extract, body: IO[bytes], width: int, delimiter: str, at: list[int]
) -> Iterator[Chunk]:
    """Yield the rows beneath a header, numbered from 1."""
    broken: list[tuple[int, str]] = []

    def keep_broken(row: Any) -> str:
        broken.append((row.number, row.text or ""))
        return "skip"

    columns = [f"c{i}" for i in range(width)]
    try:
        reader = arrow_csv.open_csv(
            body,
            read_options=arrow_csv.ReadOptions(
                column_names=columns, use_threads=False, block_size=BLOCK
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep_broken,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()),
                include_columns=[columns[i] for i in at],
            ),
        )
        yield from _numbered(reader, broken)
    except pa.ArrowException as error:
        if "Empty CSV" not in str(error):
            raise _damaged(given, "CSV file", error) from error


def _numbered(batches: Any, broken: list[tuple[int, str]]) -> Iterator[Chunk]:
    """Yield batches as chunks; rows that were left out keep their numbers.

    The reader is a batch ahead, so ``broken`` can hold rows of the next one too.
    """
    start = 1
    for batch in batches:
        gone = np.array([number for number, _ in broken], np.int64)
        numbers = np.arange(start, start + batch.num_rows + len(gone))
        if len(gone):
            numbers = np.setdiff1d(numbers, gone)[: batch.num_rows]
        start = int(numbers[-1]) + 1 if len(numbers) else start
        odd = [(number, text) for number, text in broken if number < start and text.strip()]
        broken[:] = [(number, text) for number, text in broken if number >= start]
        yield Chunk(pa.Table.from_batches([batch]), pa.array(numbers), odd)
    odd = [(number, text) for number, text in broken if text.strip()]
    if odd:
        yield Chunk(pa.table({}), pa.array([], pa.int64()), odd)


def _grid(given: Extract, sheet: str, skip: int) -> list[list[str]]:
    from avow.analysis import sheets

    try:
        rows = sheets.read_sheet(given.path.read_bytes(), wanted=sheet).rows[skip:]
    except sheets.SheetError as error:
        raise FeedError(f"{given.name}: {error} (sheet {sheet or 'first'})") from error
    if not rows:
        raise FeedError(f"{given.name} has no header in row {skip + 1}: set skip in the map.")
    return rows


def _workbook(given: Extract, wanted: Sequence[str], sheet: str, skip: int) -> Iterator[Chunk]:
    grid = _grid(given, sheet, skip)
    at = positions(given.name, [column_name(cell) for cell in grid[0]], wanted)
    numbers = [n for n, row in enumerate(grid[1:], start=skip + 2) if any(row)]
    for start in range(0, len(numbers), ROWS):
        own = numbers[start : start + ROWS]
        rows = [grid[n - skip - 1] for n in own]
        columns = [
            pa.array([row[i] if i < len(row) else None for row in rows], pa.string()) for i in at
        ]
        yield Chunk(pa.table(columns, names=list(wanted)), pa.array(own, pa.int64()))


def numbered(rows: pa.Table, first: int) -> Chunk:
    """Return rows numbered on from ``first``."""
    return Chunk(rows, pa.array(np.arange(first, first + rows.num_rows)))


def _damaged(given: Extract, what: str, error: Exception) -> FeedError:
    said = str(error).splitlines()[0].rstrip(".")
    return FeedError(f"{given.name} is a damaged or cut-off {what} ({said}): ask for it again.")
