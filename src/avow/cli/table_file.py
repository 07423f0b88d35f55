"""Read the named columns of any CSV or Parquet file, as the commands of methods take them."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    import pyarrow as pa

_PARQUET, _ZIP = b"PAR1", b"PK\x03\x04"
_SUFFIXES = (".parquet", ".pq")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_DELIMITERS = ",;\t|"


def refuse(message: str) -> NoReturn:
    """Say why, and end with exit code 2."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def read_columns(file: Path, columns: Sequence[str]) -> "pa.Table":
    """Return columns of a file. Cells of a CSV stay as written; an empty one is null.

    A CSV may have commas, semicolons, tabs or bars between its cells, and be UTF-8, UTF-16 or
    Windows Latin.
    """
    import pyarrow as pa

    wanted = list(dict.fromkeys(name for name in columns if name))
    try:
        content = file.read_bytes()
        if content.startswith(_PARQUET) or file.suffix.lower() in _SUFFIXES:
            return _parquet(file, wanted)
        return _csv(file, content, wanted)
    except FileNotFoundError:
        refuse(f"There is no file {file}.")
    except (pa.ArrowException, OSError) as error:
        refuse(f"{file}: cannot be read as a table: {error}")


def line_of(file: Path, row: int) -> int:
    """Return the row of a file, as a spreadsheet counts, in which a row of its table stands.

    Both count from 1; a CSV has its head above, and empty lines are rows of the file alone.
    """
    content = file.read_bytes()
    if content.startswith(_PARQUET):
        return row
    text = _decoded(file, content)
    cells = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.lstrip(), []))
    filled = (at for at, each in enumerate(cells, start=1) if each)
    return next(islice(filled, row, None), row + 1)


def british_day(cell: object) -> object:
    """Return a day written as 31/3/2024 or 31.03.2024 as 2024-03-31, anything else as it is."""
    found = _BRITISH.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if not found:
        return cell
    day, month, year = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def _parquet(file: Path, wanted: list[str]) -> "pa.Table":
    import pyarrow.parquet as pq

    _there(file, wanted, pq.read_schema(file).names)
    return pq.read_table(file, columns=wanted)


def _csv(file: Path, content: bytes, wanted: list[str]) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    text = _decoded(file, content).lstrip("\r\n")
    if not text.strip():
        refuse(f"{file}: there is nothing in it.")
    head = next(csv.reader(io.StringIO(text), delimiter=(mark := _delimiter(text, wanted))))
    _there(file, wanted, head)
    odd: list[tuple[int, int]] = []

    def broken(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number or 0, row.actual_columns))
        return "skip"

    rows = arrow_csv.read_csv(
        io.BytesIO(text.encode()),
        read_options=arrow_csv.ReadOptions(use_threads=False),
        parse_options=arrow_csv.ParseOptions(
            delimiter=mark, newlines_in_values=True, invalid_row_handler=broken
        ),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=wanted,
            column_types=dict.fromkeys(wanted, pa.string()),
            strings_can_be_null=True,
            null_values=[""],
            quoted_strings_can_be_null=True,
        ),
    )
    if not odd and not rows.num_rows:
        refuse(f"{file}: there are no rows under the head.")
    if odd:
        row, cells = odd[0]
        more = f" So have {len(odd) - 1} more rows." if len(odd) > 1 else ""
        refuse(
            f"{file}, row {row}: it has {cells} cells, where the head has {len(head)}.{more} Put "
            "text that holds the mark between cells into quotation marks."
        )
    return rows


def _decoded(file: Path, content: bytes) -> str:
    if content.startswith(_ZIP):
        refuse(f"{file} is a workbook or an archive: save the sheet as CSV first.")
    if content.startswith(_UTF16):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        refuse(f"{file} is neither CSV nor Parquet, or is damaged.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str, wanted: list[str]) -> str:
    """Return the mark between cells: the one that finds the wanted columns, else the commonest."""
    line = text.split("\n", 1)[0]
    return max(
        _DELIMITERS,
        key=lambda mark: (
            len({*wanted} & {*next(csv.reader([line], delimiter=mark))}),
            line.count(mark),
        ),
    )


def _there(file: Path, wanted: list[str], there: Sequence[str]) -> None:
    lost = [name for name in wanted if name not in there]
    if lost:
        what = "are no columns" if len(lost) > 1 else "is no column"
        named = "”, “".join(lost)
        refuse(f"{file}: there {what} “{named}”. Its columns are {', '.join(there)}.")
    twice = [name for name in wanted if list(there).count(name) > 1]
    if twice:
        refuse(f"{file}: the column “{twice[0]}” stands there more than once.")
