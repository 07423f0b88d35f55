"""Working days, against the publisher's own list of bank holidays and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.clocks import (
    add_working_days,
    bank_holidays,
    is_working_day,
    month_end,
    months_before,
    working_days_between,
)
from avow.analysis.clocks.holidays import easter_sunday

# As the list at https://www.gov.uk/bank-holidays had them.
PUBLISHED = {
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 06-02 06-03 05-02 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
}
days = st.dates(date(2013, 1, 1), date(2060, 12, 31))
few = st.integers(0, 40)


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_that_were_published(year):
    told = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}
    assert bank_holidays(year) == told


def test_years_before_the_file_begins_are_refused():
    with pytest.raises(ValueError, match="from 2012, not for 2011"):
        bank_holidays(2011)


@pytest.mark.parametrize("year", [2000, 2008, 2024, 2038])
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    found = easter_sunday(year)
    known = {2000: (4, 23), 2008: (3, 23), 2024: (3, 31), 2038: (4, 25)}[year]
    assert (found.month, found.day) == known


@given(st.integers(2012, 2200))
def test_no_bank_holiday_lies_on_a_weekend_and_there_are_eight_or_more(year):
    found = bank_holidays(year)
    assert len(found) >= 8
    assert all(day.weekday() < 5 and day.year == year for day in found)


def test_christmas_is_jumped_over():
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert add_working_days(date(2026, 12, 29), -1) == date(2026, 12, 24)
    assert working_days_between(date(2026, 12, 24), date(2026, 12, 28)) == 0
    assert working_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 1


@given(days, few)
def test_counting_undoes_adding(day, n):
    assert working_days_between(day, add_working_days(day, n)) == n


@given(days, st.integers(1, 40))
def test_adding_ends_on_a_working_day_either_way(day, n):
    after, before = add_working_days(day, n), add_working_days(day, -n)
    assert before < day < after
    assert is_working_day(after)
    assert is_working_day(before)


@given(days, few)
def test_from_a_working_day_back_and_forth_leads_home(day, n):
    start = add_working_days(day, 1)
    assert add_working_days(add_working_days(start, n), -n) == start


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert working_days_between(date(2026, 5, 6), date(2026, 5, 5)) == 0
    assert add_working_days(date(2026, 5, 3), 0) == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_are_counted_back(day, months, then):
    assert months_before(day, months) == then


@given(days)
def test_a_month_ends_the_day_before_the_next_begins(day):
    assert (month_end(day) + timedelta(days=1)).day == 1
    assert month_end(day).month == day.month
