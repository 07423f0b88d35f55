"""One sheet of a survey tool's export: its headers and its rows as text."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from avow.analysis.sheets import NoSheetError, SheetError, read_sheet

LARGEST = 200_000_000
_SNIFFED = 65_536
_XLSX = b"PK\x03\x04"
_XLS = b"\xd0\xcf\x11\xe0"


class ExportError(ValueError):
    """A file of answers cannot be read. The text says what is wrong and what to do."""


@dataclass(frozen=True)
class Export:
    """What a file holds. ``headers`` are all different; ``rows`` have as many cells as headers.

    ``first_row`` is the number of the first row of answers in the file, so that a person finds a
    row again; rows without any cell filled are left out, and ``numbers`` gives each row's own.
    """

    name: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    header_rows: int


def read_export(
    data: bytes, name: str, *, header_rows: int | None = None, sheet: str = ""
) -> Export:
    """Read a CSV or XLSX file of survey answers.

    ``header_rows`` is 1 or 2; None guesses. With two, the second tells apart the columns of one
    question ("Which of these?" over "Police", "Council"), and both are joined as "question: part".

    Raises:
        ExportError: the file is empty, too large, no CSV or XLSX, or has no rows of answers.
    """
    if not data:
        raise ExportError(f"{name} is empty. Export it again.")
    if len(data) > LARGEST:
        raise ExportError(f"{name} is larger than {LARGEST // 1_000_000} MB. Split it in two.")
    title, cells = _sheet(data, name, sheet) if data.startswith((_XLSX, _XLS)) else _csv(data, name)
    cells = [[_plain(cell) for cell in row] for row in cells]
    filled = [(number, row) for number, row in enumerate(cells, 1) if any(row)]
    if not filled:
        raise ExportError(f"{name} holds no cell that is filled in. Export it again.")
    heads = header_rows or (2 if _two_headers([row for _, row in filled[:3]]) else 1)
    width = max(len(row) for _, row in filled)
    above = [row + [""] * (width - len(row)) for _, row in filled[:heads]]
    if len(filled) <= heads:
        raise ExportError(f"{name} has headers but no answers under them.")
    numbers, rows = zip(*filled[heads:], strict=True)
    return Export(
        name=name,
        sheet=title,
        headers=_unlike(_headers(above)),
        rows=tuple(tuple(row) + ("",) * (width - len(row)) for row in rows),
        numbers=tuple(numbers),
        header_rows=heads,
    )


def _sheet(data: bytes, name: str, wanted: str) -> tuple[str, list[list[str]]]:
    try:
        sheet = read_sheet(data, wanted=wanted)
    except NoSheetError as error:
        raise ExportError(
            f"{name} has no sheet “{wanted}”, only {', '.join(error.titles)}."
        ) from error
    except SheetError as error:
        raise ExportError(f"{name} cannot be read as a spreadsheet. {error}") from error
    return sheet.title, sheet.rows


def _csv(data: bytes, name: str) -> tuple[str, list[list[str]]]:
    text = _decoded(data, name)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SNIFFED], delimiters=",;\t|")
        # What a sniffer takes for a way of escaping is too often an apostrophe in a sentence.
        delimiter = dialect.delimiter
    except csv.Error:
        delimiter = ","
    first = text.partition("\n")[0]
    if first.count(",") > first.count(delimiter):
        delimiter = ","
    csv.field_size_limit(10_000_000)
    try:
        return "", list(_lines(text, delimiter))
    except csv.Error as error:
        raise ExportError(f"{name} is no CSV file: {error}. Save it again as CSV (UTF-8).") from (
            error
        )


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:_SNIFFED]:
        raise ExportError(f"{name} is neither CSV nor XLSX. Export the answers as one of these.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _plain(cell: str) -> str:
    """Return a cell without space around it, and with one kind of line end."""
    return (cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell).strip()


def _two_headers(rows: Sequence[list[str]]) -> bool:
    """Return whether the second row heads columns too: it fills gaps that the first one leaves.

    A tool that spreads one question over several columns names it once, and leaves the cells beside
    it empty.
    """
    if len(rows) < 3:
        return False
    first, second = rows[0], rows[1]
    gaps = [i for i in range(len(second)) if i >= len(first) or not first[i]]
    return len(gaps) > 0 and all(second[i] for i in gaps if i < len(second))


def _headers(above: Sequence[Sequence[str]]) -> list[str]:
    if len(above) == 1:
        return list(above[0])
    found, question = [], ""
    for over, under in zip(above[0], above[1], strict=True):
        question = over or question
        plain = under.casefold() in ("", "response", "open-ended response")
        found.append(question if plain else f"{question}: {under}" if question else under)
    return found


def _unlike(headers: Sequence[str]) -> tuple[str, ...]:
    """Return the headers, all different: the second of two alike ends in "(2)"."""
    seen: Counter[str] = Counter()
    found = []
    for number, header in enumerate(headers, 1):
        words = " ".join(header.split()) or f"Column {number}"
        seen[words] += 1
        found.append(words if seen[words] == 1 else f"{words} ({seen[words]})")
    return tuple(found)
