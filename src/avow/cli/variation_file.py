"""Read a CSV or Parquet file as units, counts and series; write what was found of them."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from math import isinf, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from avow.cli.result_file import as_csv
from avow.cli.table_file import british_day, read_columns, refuse
from avow.cli.variation_periods import between, place
from avow.cli.wrapping import wrapped

if TYPE_CHECKING:
    import pyarrow as pa

# The head of a CSV file is its row 1.
_FIRST_ROW = 2
# Commas stand between thousands and nowhere else.
_GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
# Beyond this a count is a mistake, and sums lose their last digits.
_MOST = 1e15
ONE_UNIT = "All"


class Rows:
    """The named columns of a file; every mistake is told with file, row and column."""

    def __init__(self, file: Path, columns: Iterable[str]) -> None:
        """Read the columns that have a name."""
        self.file = file
        self.table: pa.Table = read_columns(file, tuple(columns))
        self.count = self.table.num_rows
        if not self.count:
            refuse(f"{file}: there are no rows.")

    def words(self, column: str) -> list[str | None]:
        """Return a column as text; an empty cell is None."""
        cells = self.table[column].to_pylist()
        return [None if c is None or str(c).strip() == "" else str(c).strip() for c in cells]

    def names(self, column: str) -> list[str]:
        """Return a column as names; without a column all rows are of one unit."""
        if not column:
            return [ONE_UNIT] * self.count
        found = self.words(column)
        for row, cell in enumerate(found, start=_FIRST_ROW):
            if cell is None:
                refuse(f"{self.file}, row {row}, column {column}: name the {column}; it is empty.")
        return [str(cell) for cell in found]

    def periods(self, column: str) -> list[str]:
        """Return a column as periods, British days as 2024-03-31."""
        return [str(british_day(name)) for name in self.names(column)]

    def numbers(self, column: str) -> list[float | None]:
        """Return a column as numbers; an empty cell is None."""
        found: list[float | None] = []
        for row, cell in enumerate(self.words(column), start=_FIRST_ROW):
            number, why = (None, "") if cell is None else _number(cell)
            if why:
                refuse(f"{self.file}, row {row}, column {column}: “{cell}” {why}.")
            found.append(number)
        return found


def _number(cell: str) -> tuple[float | None, str]:
    """Return a cell's number, None for NaN; or why it is none."""
    if "," in cell and not _GROUPED.fullmatch(cell):
        return None, "is no number: write a point for decimals, commas only between thousands"
    try:
        number = float(cell.replace(",", ""))
    except ValueError:
        return None, "is no number"
    if isinf(number):
        return None, "has no end"
    if abs(number) > _MOST:
        return None, "is too large to be a count"
    return None if isnan(number) else number, ""


def added_up(
    keys: list[Any], *columns: list[float | None]
) -> tuple[list[Any], list[list[float | None]]]:
    """Add up rows with the same key; a sum with an empty cell in any column is empty."""
    place = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    sums: list[list[float | None]] = [[0.0] * len(place) for _ in columns]
    for row, key in enumerate(keys):
        at = place[key]
        gap = any(column[row] is None for column in columns)
        for total, column in zip(sums, columns, strict=True):
            total[at] = None if gap or total[at] is None else total[at] + column[row]  # type: ignore[operator]
    return list(place), sums


def say_added_up(keys: list[str]) -> None:
    """Say on the error stream which units stood in several rows, which were added up."""
    several = [key for key, rows in Counter(keys).items() if rows > 1]
    if several:
        some = ", ".join(several[:3]) + (f" and {len(several) - 3} more" if several[3:] else "")
        typer.echo(
            f"Added up, since they stand in several rows: {some}. Is each row of its own cases?",
            err=True,
        )


def series(
    rows: Rows, unit: str, period: str, value: str, size: str, *, add_up: bool, gaps: bool = True
) -> dict[str, tuple[list[str], list[float | None], list[float | None] | None]]:
    """Return each unit's periods, values and sizes, in order of time.

    With ``gaps`` a month, quarter or year that the file leaves out is there, empty.
    """
    keys = list(zip(rows.names(unit), rows.periods(period), strict=True))
    kinds = _kinds(rows, period, [key[1] for key in keys])
    seen: dict[Any, int] = {}
    for row, (name, label) in enumerate(keys, start=_FIRST_ROW):
        key = (name, kinds[label])
        if key in seen and not add_up:
            refuse(
                f"{rows.file}, row {row}, column {period}: {label} stands in row {seen[key]} "
                f"already{f' for {name}' if unit else ''}; give each period once."
            )
        seen.setdefault(key, row)
    # One month may be written in two ways; it is called as it stands first.
    called = {at: label for label, at in reversed(list(kinds.items()))}
    keys = [(name, called[kinds[label]]) for name, label in keys]
    found, sums = added_up(keys, rows.numbers(value), *([rows.numbers(size)] if size else []))
    cells = {key: at for at, key in enumerate(found)}
    made: dict[str, tuple[list[str], list[float | None], list[float | None] | None]] = {}
    for name in dict.fromkeys(name for name, _ in keys):
        own = [label for at, label in found if at == name]
        labels = sorted([*own, *(between(own) if gaps else [])], key=place)  # type: ignore[arg-type]
        filled = [
            [None if (at := cells.get((name, label))) is None else total[at] for label in labels]
            for total in sums
        ]
        made[name] = (labels, filled[0], filled[1] if size else None)
    return made


def _kinds(rows: Rows, period: str, labels: list[str]) -> dict[str, tuple[str, int]]:
    """Return the place in time of each period; refuse what has none, and a mix of kinds."""
    found: dict[str, tuple[str, int]] = {}
    for row, label in enumerate(labels, start=_FIRST_ROW):
        at = found.get(label) or place(label)
        where = f"{rows.file}, row {row}, column {period}: “{label}”"
        if at is None:
            refuse(
                f"{where} is neither a time nor a number, so periods cannot be put in order; "
                "write 2024-06, 2024-06-30, 2024 Q2, 2024, or number them."
            )
        if found and at[0] != next(iter(found.values()))[0]:
            refuse(f"{where} and “{labels[0]}” are not of one kind; write all periods alike.")
        found[label] = at
    return found


def written(about: dict[str, Any], table: "pa.Table", form: str) -> str:
    """Return a result as JSON (everything), CSV (its table) or text (its words)."""
    if form == "json":
        everything = {**about, "rows": table.to_pylist()}
        return json.dumps(everything, indent=2, ensure_ascii=False, default=str) + "\n"
    if form == "csv":
        return as_csv(table)
    parts = [wrapped(about["summary"]), ""]
    parts += [wrapped(said, "- ") for said in about["sentences"]]
    parts += ["", "Method:", wrapped(about["method"]), "", "Beware:"]
    return "\n".join([*parts, *(wrapped(said, "- ") for said in about["cautions"])]) + "\n"


def words_of(found: Any) -> dict[str, Any]:
    """Return the words of a result."""
    names = ("summary", "sentences", "method", "cautions")
    about = {name: getattr(found, name) for name in names}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in about.items()}
