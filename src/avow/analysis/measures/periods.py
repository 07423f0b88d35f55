"""Calendar months, quarters and years: their first days, labels and lengths in months."""

from datetime import date

from avow.analysis.measures.errors import MeasureError

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
# Columns of fact tables that hold the first day of a month and stand for the whole of it.
WHOLE_MONTHS = ("month", "month_recorded")


def require_period(period: str) -> int:
    """Return how many months the kind of period has.

    Raises:
        MeasureError: there is no such kind of period.
    """
    if period not in MONTHS_IN:
        raise MeasureError(f"No period is called {period!r}: use {', '.join(MONTHS_IN)}.")
    return MONTHS_IN[period]


def number(day: date, period: str) -> int:
    """Return the position of the period that holds ``day``; neighbours differ by one."""
    return (day.year * 12 + day.month - 1) // require_period(period)


def first_day(position: int, period: str) -> date:
    """Return the first day of the period at ``position`` (see ``number``)."""
    year, month = divmod(position * require_period(period), 12)
    return date(year, month + 1, 1)


def label(start: date, period: str) -> str:
    """Return how a period is written: ``2024``, ``2024-Q2`` or ``2024-05``."""
    if period == "year":
        return f"{start.year}"
    if period == "quarter":
        return f"{start.year}-Q{(start.month - 1) // 3 + 1}"
    return f"{start.year}-{start.month:02}"
