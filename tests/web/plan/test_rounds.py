"""When the monthly update opens, is due, and is for the plan lead to see to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.clocks import is_working_day, working_days_between
from avow.web.plan.rounds import round_of, round_on

DAY = timedelta(days=1)
days = st.dates(date(2013, 2, 1), date(2060, 12, 31))


def test_the_round_of_november_2026_jumps_over_weekends():
    asked = round_of(date(2026, 11, 17))
    assert asked.month == date(2026, 11, 1)
    assert asked.opens == date(2026, 11, 26)
    assert asked.due == date(2026, 12, 7)
    assert asked.escalates == date(2026, 12, 10)


def test_the_round_of_december_2026_jumps_over_the_holidays():
    asked = round_of(date(2026, 12, 1))
    assert (asked.opens, asked.due) == (date(2026, 12, 29), date(2027, 1, 8))


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 25), date(2026, 10, 1)),
        (date(2026, 11, 26), date(2026, 11, 1)),
        (date(2026, 12, 28), date(2026, 11, 1)),
        (date(2026, 12, 29), date(2026, 12, 1)),
    ],
)
def test_a_round_stays_open_until_the_next_one_opens(today, month):
    assert round_on(today).month == month


def test_overdue_begins_the_day_after_it_was_due_and_escalates_later():
    asked = round_of(date(2026, 11, 1))
    assert not asked.is_overdue(asked.due)
    assert asked.is_overdue(asked.due + DAY)
    assert not asked.is_escalated(asked.escalates)
    assert asked.is_escalated(asked.escalates + DAY)


@given(days)
def test_every_day_lies_in_one_round_and_every_day_of_a_round_is_a_working_day(day):
    asked = round_on(day)
    assert asked.opens <= day
    assert round_of(asked.month + 40 * DAY).opens > day
    assert all(map(is_working_day, (asked.opens, asked.due, asked.escalates)))
    assert working_days_between(asked.due, asked.escalates) == 3
