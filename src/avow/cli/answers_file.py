"""Read a column of answers from a CSV file, or end the command with what is wrong with it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import typer


@dataclass(frozen=True)
class Answers:
    """Answers of a file, in its order; ``labels`` is empty unless a column was named for them."""

    ids: Sequence[str]
    texts: Sequence[str]
    labels: Sequence[frozenset[str]] = ()


def refuse(message: str) -> NoReturn:
    """Print a message and end the command with exit code 2."""
    typer.echo(f"avow: {message}", err=True)
    raise typer.Exit(2)


def read_answers(
    path: Path, *, text: str, identifier: str | None = None, labels: str | None = None
) -> Answers:
    """Return the answers of a CSV file (UTF-8); labels are separated by ``|``."""
    header, rows = _rows(path)
    place = _column(path, header, text)
    texts = [row[place] for row in rows]
    ids = _ids(path, header, rows, identifier)
    if labels is None:
        return Answers(ids, texts)
    coded = _column(path, header, labels)
    return Answers(ids, texts, [_labels(row[coded]) for row in rows])


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    csv.field_size_limit(2**31 - 1)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            table = [row for row in csv.reader(stream, strict=True) if row]
    except OSError as error:
        refuse(f"{path}: {error.strerror or error}. Give the path of a CSV file.")
    except UnicodeDecodeError as error:
        refuse(
            f"{path}: not a text file in UTF-8 (byte {error.start}). "
            "Save it as 'CSV UTF-8' and try again."
        )
    except csv.Error as error:
        refuse(f"{path}: not a CSV file that can be read: {error}.")
    if len(table) < 2:
        refuse(f"{path}: no answers. The file needs a header row and at least one row below it.")
    header = [name.strip() for name in table[0]]
    for number, row in enumerate(table[1:], 2):
        if len(row) != len(header):
            refuse(
                f"{path}: row {number} has {len(row)} cells, the header has {len(header)}. "
                "Quote the cells that hold commas or line breaks."
            )
    return header, table[1:]


def _column(path: Path, header: list[str], name: str) -> int:
    if name not in header:
        refuse(f"{path}: no column {name!r}. Its columns are: {', '.join(header)}.")
    return header.index(name)


def _ids(path: Path, header: list[str], rows: list[list[str]], identifier: str | None) -> list[str]:
    if identifier is None and "id" not in header:
        return [str(number) for number in range(1, len(rows) + 1)]
    name = identifier or "id"
    place = _column(path, header, name)
    ids = [row[place].strip() for row in rows]
    first: dict[str, int] = {}
    for number, value in enumerate(ids, 2):
        if not value or value in first:
            what = f"{value!r}, as row {first[value]}" if value else "none"
            refuse(
                f"{path}: row {number}, column {name!r}: the id must differ in every row; "
                f"it is {what}. Name another column with --id."
            )
        first[value] = number
    return ids


def _labels(cell: str) -> frozenset[str]:
    return frozenset(label.strip() for label in cell.split("|") if label.strip())
