"""Put the periods of a series in order of time, and find those that a file leaves out."""

import re
from collections.abc import Iterable
from datetime import date

# Years, halves, quarters, months, weeks and days, as they are written.
_PARTS = re.compile(
    r"(\d{4})(?:[- ]?([HQWM])(\d{1,2})|[-/](\d{1,2})(?:[-/](\d{1,2})(?:[ T]00:00:00)?)?)?", re.ASCII
)
_NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)
_IN_A_YEAR = {"H": 2, "Q": 4, "M": 12, "W": 53}
_MOST_GAPS = 1000


def place(label: str) -> tuple[str, int] | None:
    """Return the kind of a period and its place in time; None for neither time nor number."""
    found = _PARTS.fullmatch(label)
    if found is None:
        return ("number", int(label)) if _NUMBER.fullmatch(label) else None
    year, letter, part, month, day = found.groups()
    if letter:
        many = _IN_A_YEAR[letter]
        return (letter, int(year) * many + int(part) - 1) if 1 <= int(part) <= many else None
    if day:
        return _day(int(year), int(month), int(day))
    if month:
        return ("M", int(year) * 12 + int(month) - 1) if 1 <= int(month) <= 12 else None
    return "year", int(year)


def _day(year: int, month: int, day: int) -> tuple[str, int] | None:
    try:
        return "day", date(year, month, day).toordinal()
    except ValueError:
        return None


def between(labels: Iterable[str]) -> list[str]:
    """Return the months, quarters, halves or years that ``labels`` leave out, as they are written.

    ``labels`` are all of one kind. Days that are all the first of a month stand for months. Of
    other days, of weeks and of numbers a file may hold some only, so none is left out.
    """
    given = {at: label for label in labels if (at := place(label)) is not None}
    if not given:
        return []
    if all(kind == "day" and date.fromordinal(at).day == 1 for kind, at in given):
        months = between(f"{date.fromordinal(at):%Y-%m}" for _kind, at in given)
        return [f"{month}-01" for month in months]
    (kind, first), (_, last) = min(given), max(given)
    if kind not in ("M", "Q", "H", "year") or last - first > _MOST_GAPS:
        return []
    some = given[kind, first]
    return [_written(kind, at, some) for at in range(first, last + 1) if (kind, at) not in given]


def _written(kind: str, at: int, like: str) -> str:
    """Return a period in the manner of another."""
    if kind == "year":
        return str(at)
    year, part = divmod(at, _IN_A_YEAR[kind])
    rest = like[4:].rstrip("0123456789")
    padded = kind == "M" and len(like) - 4 - len(rest) == 2
    return f"{year}{rest}{part + 1:{'02' if padded else ''}}"
