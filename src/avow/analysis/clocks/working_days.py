"""Counting in working days: Monday to Friday without bank holidays."""

from datetime import date, timedelta

from avow.analysis.clocks.holidays import bank_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Return whether ``day`` is a working day in England and Wales."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """Return the working day ``count`` working days after ``day``, or before it if negative.

    ``day`` itself is never counted, so that ten working days to acknowledge end ten working days
    after the day something came. With a ``count`` of 0 it is returned as it is.
    """
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after ``start`` up to and with ``end``; 0 if it is earlier.

    ``working_days_between(day, add_working_days(day, n)) == n`` for every ``n`` of 0 or more.
    """
    days = (end - start).days
    return sum(is_working_day(start + n * _DAY) for n in range(1, days + 1))
