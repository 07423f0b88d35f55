"""Months, quarters and years: their first days, labels and lengths in months."""

from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from avow.analysis.measures.errors import MeasureError

Months = TypeVar("Months", int, npt.NDArray[np.int64])

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
# Years that end with the last month of another quarter than the fourth, named by that month. What
# is made by year can be made by these.
YEARS_ENDING = {f"year-{month:02}": month for month in (3, 6, 9)}
# Columns of fact tables that hold the first day of a month and stand for the whole of it.
WHOLE_MONTHS = ("month", "month_recorded")


def plain(period: str) -> str:
    """Return a kind of period whatever month it ends with: a year is a year."""
    return "year" if period in YEARS_ENDING else period


def require_period(period: str) -> int:
    """Return how many months the kind of period has.

    Raises:
        MeasureError: there is no such kind of period.
    """
    if plain(period) not in MONTHS_IN:
        raise MeasureError(f"No period is called {period!r}: use {', '.join(MONTHS_IN)}.")
    return MONTHS_IN[plain(period)]


def position(month: Months, period: str) -> Months:
    """Return the position of the period that holds a month, numbered as by ``number``."""
    return (month - YEARS_ENDING.get(period, 0)) // require_period(period)


def number(day: date, period: str) -> int:
    """Return the position of the period that holds ``day``; neighbours differ by one."""
    return position(day.year * 12 + day.month - 1, period)


def first_day(place: int, period: str) -> date:
    """Return the first day of the period at position ``place`` (see ``number``)."""
    months = place * require_period(period) + YEARS_ENDING.get(period, 0)
    year, month = divmod(months, 12)
    return date(year, month + 1, 1)


def label(start: date, period: str) -> str:
    """Return how a period is written: 2024, year ending 2024-09, 2024-Q2 or 2024-05."""
    if period in YEARS_ENDING:
        return f"year ending {start.year + 1}-{YEARS_ENDING[period]:02}"
    if period == "year":
        return f"{start.year}"
    if period == "quarter":
        return f"{start.year}-Q{(start.month - 1) // 3 + 1}"
    return f"{start.year}-{start.month:02}"
