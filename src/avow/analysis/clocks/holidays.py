"""Bank holidays of England and Wales: the usual days by rule, then what was moved or added."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from avow import definitions

FIRST_YEAR = 2012
_DAY = timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of ``year`` in England and Wales.

    Source: Banking and Financial Dealings Act 1971, schedule 1, and the proclamations in
    ``definitions/clocks/england-and-wales.toml``. A future year has the usual days: a proclamation
    that is not announced yet is not known.

    Raises:
        ValueError: ``year`` lies before 2012; earlier proclamations are not in the file.
    """
    if year < FIRST_YEAR:
        raise ValueError(f"Bank holidays are known from {FIRST_YEAR}, not for {year}.")
    told: Mapping[str, Any] = definitions.read("clocks", "england-and-wales")
    moved = {m["from"]: m["to"] for m in told["moved"]}
    days = {moved.get(day, day) for day in _usual(year)}
    return frozenset(days | {a["day"] for a in told["added"] if a["day"].year == year})


def _usual(year: int) -> set[date]:
    easter = easter_sunday(year)
    new_year = _off_the_weekend(date(year, 1, 1), set())
    christmas = _off_the_weekend(date(year, 12, 25), {date(year, 12, 26)})
    boxing_day = _off_the_weekend(date(year, 12, 26), {christmas})
    return {
        new_year,
        easter - 2 * _DAY,
        easter + _DAY,
        _first_monday(date(year, 5, 1)),
        _first_monday(date(year, 6, 1)) - 7 * _DAY,
        _first_monday(date(year, 9, 1)) - 7 * _DAY,
        christmas,
        boxing_day,
    }


def _off_the_weekend(day: date, taken: set[date]) -> date:
    """Return ``day``, or the substitute for one on a weekend: the next free weekday."""
    if day.weekday() < _SATURDAY:
        return day
    while day.weekday() >= _SATURDAY or day in taken:
        day += _DAY
    return day


def _first_monday(day: date) -> date:
    """Return the first Monday on or after ``day``."""
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous algorithm, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)
