"""Days without rows are found where there should be some, and nowhere else."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.feeds.holes import ByDay, findings

FIRST = dt.date(2024, 1, 1)
MISSING = (dt.date(2024, 10, 15), dt.date(2024, 10, 31))


def by_day(rows, table="offences"):
    """Return the counts of pairs of borough and day, given in two batches."""
    counted = ByDay(table, "recorded_on")
    whole = pa.table(
        {
            "borough": pa.array([borough for borough, _ in rows], pa.string()),
            "recorded_on": pa.array([day for _, day in rows], pa.date32()),
        }
    )
    counted.add(whole.slice(0, len(rows) // 2))
    counted.add(whole.slice(len(rows) // 2))
    return counted


def daily(borough, a_day=2, days=400, without=None):
    """Return rows of a borough on every day, but for the days between two."""
    span = (FIRST + dt.timedelta(days=at) for at in range(days))
    kept = [day for day in span if not (without and without[0] <= day <= without[1])]
    return [(borough, day) for day in kept for _ in range(a_day)]


def test_half_a_month_that_is_missing_is_found_and_told():
    found = by_day(daily("Ashvale", without=MISSING) + daily("Bryn", without=MISSING)).holes()
    assert [(h.borough, h.first, h.last) for h in found] == [(None, *MISSING)]
    (finding,) = findings(found)
    assert finding.is_fault
    assert finding.sentence.startswith(
        "offences has no row from 15 October 2024 to 31 October 2024, where about 4.0 a day"
    )


def test_a_borough_that_lacks_days_is_named():
    found = by_day(daily("Ashvale") + daily("Bryn", without=MISSING)).holes()
    assert [(h.borough, h.first, h.last) for h in found] == [("Bryn", *MISSING)]
    assert "no row in Bryn from 15 October" in findings(found)[0].sentence


def test_a_borough_that_stops_before_the_others_is_named():
    found = by_day(daily("Ashvale") + daily("Bryn", days=380)).holes()
    newest = FIRST + dt.timedelta(days=399)
    assert [(h.borough, h.last) for h in found] == [("Bryn", newest)]


def test_tables_that_repeat_a_gap_of_the_offences_are_named_with_it():
    rows = daily("Ashvale", without=MISSING)
    both = [*by_day(rows).holes(), *by_day(rows, "victims").holes()]
    (finding,) = findings(both)
    assert finding.tables == ("offences", "victims")
    alone = findings(by_day(rows, "victims").holes())
    assert [one.tables for one in alone] == [("victims",)]


def test_two_days_at_christmas_and_a_table_without_rows_say_nothing():
    christmas = (dt.date(2024, 12, 25), dt.date(2024, 12, 26))
    assert by_day(daily("Ashvale", without=christmas)).holes() == []
    assert by_day([]).holes() == []
    assert by_day([(None, None)]).holes() == []


def test_a_misspelt_borough_of_one_row_says_nothing():
    assert by_day([*daily("Ashvale"), ("Ashvael", FIRST)]).holes() == []


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 3))
def test_chance_alone_hardly_ever_makes_a_gap(seed, rate):
    counts = np.random.default_rng(seed).poisson(rate, 400)
    rows = [("A", FIRST + dt.timedelta(days=at)) for at, n in enumerate(counts) for _ in range(n)]
    assert len(by_day(rows).holes()) <= 1


@pytest.mark.parametrize("every", [7, 30])
def test_rows_that_come_in_bunches_leave_no_gap(every):
    days = [FIRST + dt.timedelta(days=at) for at in range(0, 700, every)]
    assert by_day([("A", day) for day in days for _ in range(40)]).holes() == []
