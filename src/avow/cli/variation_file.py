"""Read a CSV or Parquet file as units, counts and series; write what was found of them."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from avow.cli.evaluation_file import read, refuse
from avow.cli.wrapping import wrapped

if TYPE_CHECKING:
    import pyarrow as pa

# The head of a CSV file is its row 1.
_FIRST_ROW = 2
_ISO = re.compile(r"\d{4}(-|$|[- ]?Q)")
ONE_UNIT = "All"


class Rows:
    """The named columns of a file; every mistake is told with file, row and column."""

    def __init__(self, file: Path, columns: Iterable[str]) -> None:
        """Read the columns that have a name."""
        self.file = file
        self.table: pa.Table = read(file, tuple(columns))
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

    def numbers(self, column: str) -> list[float | None]:
        """Return a column as numbers; an empty cell is None."""
        found: list[float | None] = []
        for row, cell in enumerate(self.words(column), start=_FIRST_ROW):
            try:
                number = None if cell is None else float(cell.replace(",", ""))
            except ValueError:
                refuse(f"{self.file}, row {row}, column {column}: “{cell}” is no number.")
            if number is not None and abs(number) == float("inf"):
                refuse(f"{self.file}, row {row}, column {column}: “{cell}” has no end.")
            found.append(None if number is None or number != number else number)  # noqa: PLR0124
        return found


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


def series(
    rows: Rows, unit: str, period: str, value: str, size: str, *, add_up: bool
) -> dict[str, tuple[list[str], list[float | None], list[float | None] | None]]:
    """Return each unit's periods, values and sizes, in order of time where periods are dates."""
    keys = list(zip(rows.names(unit), rows.names(period), strict=True))
    seen: dict[Any, int] = {}
    for row, key in enumerate(keys, start=_FIRST_ROW):
        if key in seen and not add_up:
            refuse(
                f"{rows.file}, row {row}, column {period}: {key[1]} stands in row {seen[key]} "
                f"already{f' for {key[0]}' if unit else ''}; give each period once."
            )
        seen.setdefault(key, row)
    found, sums = added_up(keys, rows.numbers(value), *([rows.numbers(size)] if size else []))
    order = range(len(found))
    if all(_ISO.match(label) for _, label in found):
        order = sorted(order, key=lambda at: found[at][1])  # type: ignore[assignment]
    made: dict[str, tuple[list[str], list[float | None], list[float | None] | None]] = {}
    for at in order:
        name, label = found[at]
        labels, values, sizes = made.setdefault(name, ([], [], [] if size else None))
        labels.append(label)
        values.append(sums[0][at])
        if sizes is not None:
            sizes.append(sums[1][at])
    return {name: made[name] for name in dict.fromkeys(name for name, _ in keys)}


def written(about: dict[str, Any], table: "pa.Table", form: str) -> str:
    """Return a result as JSON (everything), CSV (its table) or text (its words)."""
    if form == "json":
        everything = {**about, "rows": table.to_pylist()}
        return json.dumps(everything, indent=2, ensure_ascii=False, default=str) + "\n"
    if form == "csv":
        return _csv(table)
    parts = [wrapped(about["summary"]), ""]
    parts += [wrapped(said, "- ") for said in about["sentences"]]
    parts += ["", "Method:", wrapped(about["method"]), "", "Beware:"]
    return "\n".join([*parts, *(wrapped(said, "- ") for said in about["cautions"])]) + "\n"


def words_of(found: Any) -> dict[str, Any]:
    """Return the words of a result."""
    names = ("summary", "sentences", "method", "cautions")
    about = {name: getattr(found, name) for name in names}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in about.items()}


def draw(name: str, found: Any, file: Path | None, **titles: str) -> None:
    """Draw a result with the chart function ``name`` into an SVG file, if one was asked for."""
    if file is None:
        return
    try:
        from avow import charts
    except ImportError:
        refuse("Charts need the extra “charts”: pip install 'avow[charts]'")
    try:
        file.write_text(charts.svg(getattr(charts, name)(found, **titles)), encoding="utf-8")
    except OSError as error:
        refuse(f"{file}: cannot be written: {error.strerror}")
    typer.echo(f"Drawn into {file}.", err=True)


def _csv(table: "pa.Table") -> str:
    import io

    from pyarrow import csv

    buffer = io.BytesIO()
    csv.write_csv(table, buffer)
    return buffer.getvalue().decode()
