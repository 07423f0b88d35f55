"""The shape of the Metropolitan Police's recorded-crime files: their vintages, known by headers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.feeds import cells
from avow.analysis.feeds.cells import Ints
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Part

_MONTH = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])")
_MAJOR = ("majortext", "major_category")
_MINOR = ("minortext", "minor_category")
_BOROUGH = ("boroughname", "lookup_boroughname", "borough_name", "borough")
_WARD = ("wardname", "ward_name")
_LSOA = ("lsoa_code",)


@dataclass(frozen=True)
class Sheet:
    """One file: its level and vintage, its names a row, and its counts, rows by months.

    ``given`` holds major and minor category, borough, ward and small area of each row as published.
    ``counts`` is ``NONE`` where a cell is empty or no whole number of offences.
    """

    part: Part
    level: str
    vintage: str
    months: tuple[int, ...]
    given: Sequence[tuple[str | None, ...]]
    counts: Ints

    @property
    def name(self) -> str:
        """The file's name."""
        return self.part.name


def sheet(part: Part) -> Sheet:
    """Return a file as a sheet.

    Raises:
        FeedError: naming what is missing, where the headers are of no vintage that is known.
    """
    found = part.rows.column_names
    months = {name: _number(name) for name in found if _MONTH.fullmatch(name)}
    major, minor, borough = (_first(found, names) for names in (_MAJOR, _MINOR, _BOROUGH))
    ward, lsoa = _first(found, _WARD), _first(found, _LSOA)
    if not (major and minor and borough and months):
        raise FeedError(
            f"{part.name} is no recorded-crime file: it needs a major and a minor category, a "
            "borough, and a column for each month, such as 202402. Columns found: "
            f"{', '.join(found[:12])}."
        )
    level = "lsoa" if lsoa else "ward" if ward else "borough"
    if lsoa and "lsoa_name" in found:
        borough = "lsoa_name"  # its borough column holds codes; the area's name begins with it
    columns = [_texts(part.rows, name) for name in (major, minor, borough, ward, lsoa)]
    counts = [cells.numbers(_chunked(part.rows[name]), cells.count).values for name in months]
    return Sheet(
        part=part,
        level=level,
        vintage="2021" if level == "borough" and borough == "lookup_boroughname" else "present",
        months=tuple(months.values()),
        given=list(zip(*columns, strict=True)),
        counts=np.stack(counts, axis=1) if len(part.rows) else np.empty((0, len(months)), np.int64),
    )


def _first(found: Sequence[str], names: Sequence[str]) -> str | None:
    return next((name for name in names if name in found), None)


def _number(header: str) -> int:
    return int(header[:4]) * 12 + int(header[4:]) - 1


def _chunked(column: pa.ChunkedArray) -> pa.ChunkedArray:
    # Whole numbers are read as they stand; any other cell is read as text.
    return column if pa.types.is_integer(column.type) else column.cast(pa.string())


def _texts(rows: pa.Table, name: str | None) -> list[str | None]:
    if name is None:
        return [None] * rows.num_rows
    tidy = pc.utf8_trim_whitespace(rows[name].cast(pa.string()))
    texts: list[str | None] = tidy.to_pylist()
    return texts
