"""Months: their last day, and the same day some months earlier."""

from calendar import monthrange
from datetime import date


def month_end(day: date) -> date:
    """Return the last day of the month that holds ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_before(day: date, count: int) -> date:
    """Return the same day ``count`` months earlier; the last of the month where it has no such day.

    A month before 31 March is 28 February, or the 29th in a leap year.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
