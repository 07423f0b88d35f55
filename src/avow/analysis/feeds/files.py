"""Read a publisher's file as parts: one for a Parquet or CSV file, one a sheet for a workbook.

What a file is, is told from its bytes and not from its name. CSV and XLSX cells arrive as text;
Parquet columns keep their types. Nothing is interpreted here.
"""

import csv
import datetime as dt
import hashlib
import io
import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.feeds.errors import FeedError

_LOOK = 100_000  # bytes in which a file shows what it is
_HEADER_WITHIN = 20  # publishers put a title and notes above the header; never this many rows


@dataclass(frozen=True)
class Input:
    """A file given to a load: its bytes are hashed, so that the same content is known again."""

    path: Path
    content: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The hash of the file's bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def kind(self) -> str:
        """One of parquet, xlsx, json, toml, csv."""
        if self.content[:4] == b"PAR1":
            return "parquet"
        if self.content[:4] == b"PK\x03\x04":
            return "xlsx"
        if self.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            return "json"
        return "toml" if re.search(rb"^\[\[bcu\]\]", self.content[:_LOOK], re.MULTILINE) else "csv"


@dataclass(frozen=True)
class Part:
    """Rows of one header: ``numbers`` are the row numbers a person sees when opening the file.

    ``broken`` holds rows that do not have as many cells as the header: (row number, text).
    """

    file: str
    sheet: str
    rows: pa.Table
    numbers: npt.NDArray[np.int64]
    broken: Sequence[tuple[int, str]] = ()

    @property
    def name(self) -> str:
        """The file, and the sheet where there is one."""
        return f"{self.file}, sheet {self.sheet!r}" if self.sheet else self.file


def open_input(path: Path) -> Input:
    """Read a file's bytes.

    Raises:
        FeedError: there is no such file, or it is a folder, empty or unreadable.
    """
    if path.is_dir():
        raise FeedError(f"{path} is a folder: name the files in it one by one.")
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise FeedError(f"{path} does not exist: check the name and the folder.") from error
    except OSError as error:
        raise FeedError(f"{path} cannot be read: {error.strerror}.") from error
    if not content.strip():
        raise FeedError(f"{path} is empty: download it again.")
    return Input(path, content)


def parts(given: Input, wanted: Sequence[str]) -> list[Part]:
    """Return the parts of a file; ``wanted`` are columns by which a sheet's header row is found.

    Raises:
        FeedError: the file is damaged, or is not a table.
    """
    if given.kind == "parquet":
        return [_parquet(given)]
    if given.kind == "xlsx":
        return _workbook(given, set(wanted))
    if given.kind == "json":
        raise FeedError(f"{given.path} is JSON: this feed reads Parquet, CSV or XLSX.")
    return [_csv(given)]


def column_name(header: Any) -> str:
    """Return a header as a column name: lower case, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", str(header or "").casefold()).strip("_")


def decode(given: Input) -> str:
    """Return a text file's content: UTF-8 (with or without a mark), UTF-16 or Windows Latin.

    Raises:
        FeedError: it is not text.
    """
    if given.content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return given.content.decode("utf-16", errors="replace")
    if b"\x00" in given.content:
        raise FeedError(
            f"{given.path} is not Parquet, CSV, XLSX or GeoJSON, or is damaged: download it again."
        )
    try:
        return given.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return given.content.decode("cp1252", errors="replace")


def _parquet(given: Input) -> Part:
    try:
        source = pa.BufferReader(given.content)
        schema = pq.read_schema(source)
        # Names repeat: held once each, they take a tenth of the memory and are compared by code.
        names = [field.name for field in schema if pa.types.is_large_string(field.type)]
        names += [field.name for field in schema if pa.types.is_string(field.type)]
        rows = pq.ParquetFile(source, read_dictionary=names).read()
        rows.validate(full=True)  # a damaged page can hold bytes that are no text
    except (pa.ArrowException, OSError) as error:
        raise FeedError(
            f"{given.path} is a damaged or cut-off Parquet file ({_first_line(error)}): "
            "download it again."
        ) from error
    rows = rows.rename_columns(_unique(given, [column_name(c) for c in rows.column_names]))
    return Part(given.path.name, "", rows, np.arange(1, rows.num_rows + 1))


def _csv(given: Input) -> Part:
    whole = decode(given)
    text = whole.lstrip("\r\n")
    blank_above = whole[: len(whole) - len(text)].count("\n")
    header_line = re.split(r"[\r\n]", text[:_LOOK], maxsplit=1)[0]
    if not header_line.strip():
        raise FeedError(f"{given.path} is empty: download it again.")
    delimiter = max(",;\t|", key=header_line.count)
    header = next(csv.reader([header_line], delimiter=delimiter))
    names = _unique(given, [column_name(cell) for cell in header])
    rows, broken = _parse_csv(given, text, names, delimiter)
    gone = {number for number, _ in broken}
    seen = (n for n in itertools.count(2) if n not in gone)
    numbers = np.fromiter(itertools.islice(seen, rows.num_rows), np.int64, rows.num_rows)
    odd = tuple((number + blank_above, text) for number, text in broken if text.strip())
    return Part(given.path.name, "", rows, numbers + blank_above, odd)


def _parse_csv(
    given: Input, text: str, names: list[str], delimiter: str
) -> tuple[pa.Table, list[tuple[int, str]]]:
    """Return the rows beneath the header, and those with another number of cells."""
    import pyarrow.csv as arrow_csv

    broken: list[tuple[int, str]] = []

    def keep_broken(row: Any) -> str:
        broken.append((row.number, row.text or ""))
        return "skip"

    try:
        rows = arrow_csv.read_csv(
            io.BytesIO(text.encode()),
            read_options=arrow_csv.ReadOptions(
                column_names=names, skip_rows=1, use_threads=False, block_size=1 << 24
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep_broken,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowException as error:
        raise FeedError(f"{given.path} cannot be read as CSV: {_first_line(error)}.") from error
    return rows, broken


def _workbook(given: Input, wanted: set[str]) -> list[Part]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(given.content))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        grids = [(name, sheet.start, sheet.to_python()) for name, sheet in sheets]
    except (CalamineError, OSError, ValueError) as error:
        raise FeedError(
            f"{given.path} is not an Excel workbook, or is damaged ({_first_line(error)})."
        ) from error
    found = [_sheet(given, name, start, grid, wanted) for name, start, grid in grids]
    kept = [part for part in found if part is not None]
    if kept:
        return kept
    headers = "; ".join(f"{name!r}: {_preview(grid)}" for name, _, grid in grids)
    raise FeedError(
        f"{given.path} has no sheet with the columns {', '.join(sorted(wanted))}. "
        f"First rows found: {headers or 'none'}."
    )


def _sheet(
    given: Input, name: str, start: tuple[int, int] | None, grid: list[list[Any]], wanted: set[str]
) -> Part | None:
    headers = [[column_name(cell) for cell in cells] for cells in grid[:_HEADER_WITHIN]]
    at = next((i for i, found in enumerate(headers) if wanted <= set(found)), None)
    if at is None:
        return None
    names = headers[at]
    body = grid[at + 1 :]
    width = [i for i, n in enumerate(names) if n]
    columns = {
        n: pa.array([_cell_text(row[i]) for row in body], pa.string())
        for i, n in zip(width, _unique(given, [names[i] for i in width]), strict=True)
    }
    first = (start[0] if start else 0) + at + 2
    rows, numbers = pa.table(columns), np.arange(first, first + len(body))
    filled = [any(cell != "" for cell in row) for row in body]
    return Part(
        given.path.name, name, rows.filter(pa.array(filled)), numbers[np.array(filled, bool)]
    )


def _cell_text(cell: Any) -> str | None:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    return str(cell)


def _unique(given: Input, names: list[str]) -> list[str]:
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise FeedError(f"{given.path} has the column {', '.join(twice)} more than once.")
    return names


def read_json(given: Input) -> dict[str, Any]:
    """Return the object in a JSON file.

    Raises:
        FeedError: it is not JSON, or not an object.
    """
    try:
        content = json.loads(decode(given))
    except json.JSONDecodeError as error:
        raise FeedError(
            f"{given.path} is not valid JSON: {error.msg} at line {error.lineno}, "
            f"column {error.colno}. Download it again."
        ) from error
    if not isinstance(content, dict):
        raise FeedError(f"{given.path} holds no JSON object.")
    return content


def _preview(grid: list[list[Any]]) -> str:
    return ", ".join(str(cell) for cell in (grid[0] if grid else []) if cell != "")[:120]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
