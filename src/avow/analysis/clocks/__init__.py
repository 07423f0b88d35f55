"""Working days of England and Wales, and months counted back. Every date is an argument."""

from avow.analysis.clocks.holidays import bank_holidays
from avow.analysis.clocks.months import month_end, months_before
from avow.analysis.clocks.working_days import (
    add_working_days,
    is_working_day,
    working_days_between,
)

__all__ = [
    "add_working_days",
    "bank_holidays",
    "is_working_day",
    "month_end",
    "months_before",
    "working_days_between",
]
