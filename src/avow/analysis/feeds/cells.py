"""Read the cells of a column as months, counts or names, whatever the file's format gave.

A column of a million cells holds few distinct values: each is read once, in plain Python, and the
cells follow by their codes.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NONE = -1
_LARGEST = 10**9  # a count above it is a slip, and sums of counts must stay exact
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Numbers:
    """Cells read as whole numbers; where a cell is empty or unreadable its value is ``NONE``."""

    values: Ints
    empty: Bools
    unreadable: Bools


def numbers(column: pa.ChunkedArray, reader: Callable[[object], int | None]) -> Numbers:
    """Read every cell with ``reader``, which gives None for what it cannot read."""
    codes, distinct = _encoded(column)
    blank = [value is None or str(value).strip() == "" for value in distinct]
    read = [None if b else reader(v) for v, b in zip(distinct, blank, strict=True)]
    values = np.array([NONE if v is None else v for v in read], np.int64)
    failed = [v is None and not b for v, b in zip(read, blank, strict=True)]
    return Numbers(values[codes], np.array(blank, bool)[codes], np.array(failed, bool)[codes])


def names(column: pa.ChunkedArray) -> tuple[Ints, list[str | None]]:
    """Return a code a cell, and the distinct names that the codes stand for; blank is None."""
    codes, distinct = _encoded(column)
    tidy = [None if value is None else str(value).strip() or None for value in distinct]
    unique = list(dict.fromkeys(tidy))
    place = {name: index for index, name in enumerate(unique)}
    return np.array([place[name] for name in tidy], np.int64)[codes], unique


def _encoded(column: pa.ChunkedArray) -> tuple[Ints, list[object]]:
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    encoded = column.unify_dictionaries().combine_chunks()
    distinct = [*_plain(encoded.dictionary), None]
    codes = pc.fill_null(encoded.indices.cast(pa.int64()), len(distinct) - 1)
    return codes.to_numpy(), distinct


def _plain(values: pa.Array) -> list[object]:
    """Return the values; a time that no calendar holds, as in a damaged file, as its number."""
    try:
        found: list[object] = values.to_pylist()
    except (OverflowError, ValueError):
        found = [str(number) for number in values.cast(pa.int64()).to_pylist()]
    return found


def together(columns: Sequence[tuple[Ints, int]]) -> tuple[Ints, Ints]:
    """Return a code a row for the codes of several columns, and the first row of each new code.

    ``columns`` holds codes from 0 and their number. New codes count from 0 as they first appear.
    """
    joined, size = columns[0]
    for codes, number in columns[1:]:
        if size * number > np.iinfo(np.int64).max // 2:
            joined, first = _renumbered(joined)
            size = len(first)
        joined, size = joined * number + codes, size * number
    return _renumbered(joined)


def _renumbered(codes: Ints) -> tuple[Ints, Ints]:
    encoded = pa.array(codes).dictionary_encode()
    renumbered = encoded.indices.cast(pa.int64()).to_numpy()
    first = np.empty(len(encoded.dictionary), np.int64)
    first[renumbered[::-1]] = np.arange(len(codes))[::-1]
    return renumbered, first


def month(cell: object) -> int | None:
    """Return the month of a date as ``year * 12 + month - 1``, or None where the cell is no date.

    Text may be ``2024-03-01`` (with or without a time), ``2024-03``, ``Mar-24``, ``March 2024`` or,
    day first, ``01/03/2024``.
    """
    if isinstance(cell, dt.date):
        return cell.year * 12 + cell.month - 1
    text = str(cell).strip().casefold()
    for pattern, order in (
        (r"(\d{4})[-/](\d{1,2})(?:[-/]\d{1,2})?(?:[t ].*)?", "ym"),
        (r"\d{1,2}[-/](\d{1,2})[-/](\d{4})(?: .*)?", "my"),
        (r"([a-z]{3})[a-z]*[- ](\d{4}|\d{2})", "my"),
    ):
        if found := re.fullmatch(pattern, text):
            first, second = found.groups()
            return _month(*((first, second) if order == "ym" else (second, first)))
    return None


def _month(year_text: str, month_text: str) -> int | None:
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    named = month_text in _MONTHS
    number = _MONTHS.index(month_text) + 1 if named else _whole(month_text)
    return year * 12 + number - 1 if number and 1 <= number <= 12 else None


def count(cell: object) -> int | None:
    """Return a whole number, or None where the cell is none. Commas may mark thousands."""
    text = str(cell).strip()
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    return _whole(re.sub(r"\.0+$", "", text))


def _whole(text: str) -> int | None:
    if not re.fullmatch(r"[+-]?\d{1,18}", text):
        return None
    return int(text) if abs(int(text)) <= _LARGEST else None


def first_days(months: Ints) -> pa.Array:
    """Return months as dates, each the first day; ``NONE`` becomes empty."""
    distinct = sorted(set(months.tolist()))
    dates = [None if m == NONE else dt.date(m // 12, m % 12 + 1, 1) for m in distinct]
    place = np.searchsorted(np.array(distinct, np.int64), months)
    return pa.array(dates, pa.date32()).take(pa.array(place))
