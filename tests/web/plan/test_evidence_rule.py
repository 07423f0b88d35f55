"""“Done” and “on track” need evidence with a day within the review period: every border."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.clocks import months_before
from avow.web.plan.models.assignment import MONTHS
from avow.web.plan.models.progress import STATUSES
from avow.web.plan.policies import CLAIMS, is_evidenced, is_fresh, lacks_evidence

DAY = timedelta(days=1)
days = st.dates(date(2013, 1, 1), date(2060, 12, 31))
reviews = st.sampled_from(sorted(MONTHS))


@pytest.mark.parametrize(
    ("dated", "review", "today", "fresh"),
    [
        (date(2026, 3, 10), "month", date(2026, 4, 10), True),
        (date(2026, 3, 9), "month", date(2026, 4, 10), False),
        (date(2026, 4, 10), "month", date(2026, 4, 10), True),
        (date(2026, 4, 11), "month", date(2026, 4, 10), False),
        (date(2026, 2, 28), "month", date(2026, 3, 31), True),
        (date(2026, 2, 27), "month", date(2026, 3, 31), False),
        (date(2028, 2, 28), "month", date(2028, 3, 31), False),
        (date(2025, 11, 30), "quarter", date(2026, 2, 28), True),
        (date(2025, 11, 27), "quarter", date(2026, 2, 28), False),
        (date(2025, 8, 28), "half-year", date(2026, 2, 28), True),
        (date(2025, 8, 27), "half-year", date(2026, 2, 28), False),
        (date(2025, 2, 28), "year", date(2026, 2, 28), True),
        (date(2025, 2, 27), "year", date(2026, 2, 28), False),
        (None, "year", date(2026, 2, 28), False),
    ],
)
def test_evidence_counts_to_the_same_day_of_the_month(dated, review, today, fresh):
    assert is_fresh(dated, review, today) is fresh


@given(days, reviews)
def test_the_first_and_the_last_day_count_and_those_beside_do_not(today, review):
    oldest = months_before(today, MONTHS[review])
    assert is_fresh(oldest, review, today)
    assert is_fresh(today, review, today)
    assert not is_fresh(oldest - DAY, review, today)
    assert not is_fresh(today + DAY, review, today)


@given(days, reviews, st.lists(st.one_of(st.none(), days), max_size=5))
def test_more_evidence_never_makes_an_action_less_evidenced(today, review, dates):
    assert is_evidenced([*dates, today], review, today)
    if is_evidenced(dates, review, today):
        assert is_evidenced([*dates, None, date(2000, 1, 1)], review, today)


@given(days, reviews, st.sampled_from([key for key, _label in STATUSES]))
def test_only_a_claim_of_being_done_or_on_track_needs_evidence(today, review, status):
    assert lacks_evidence(status, [], review, today) is (status in CLAIMS)
    assert not lacks_evidence(status, [today], review, today)


def test_the_claims_are_these():
    assert set(CLAIMS) == {"on-track", "done"}
