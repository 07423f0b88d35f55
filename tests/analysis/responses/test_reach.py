import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.responses import reach

PEOPLE = {"North": 100_000, "South": 100_000, "East": 100_000}


def verdicts(heard, residents=PEOPLE):
    return {one.area: one.verdict for one in reach(heard, residents)}


def test_an_area_with_far_fewer_is_hardly_reached_and_one_with_some_fewer_less():
    assert verdicts({"North": 400, "South": 330, "East": 20}) == {
        "North": "reached",
        "South": "reached",
        "East": "hardly",
    }
    assert verdicts({"North": 400, "South": 250, "East": 400})["South"] == "less"


def test_few_people_by_chance_are_no_gap():
    assert set(verdicts({"North": 3, "South": 1, "East": 2}).values()) == {"reached"}


def test_nobody_heard_at_all_is_a_gap_everywhere():
    assert set(verdicts({}).values()) == {"hardly"}


def test_an_area_without_residents_is_told_apart():
    assert verdicts({"North": 5, "Somewhere else": 7})["Somewhere else"] == "unknown"


def test_the_rate_and_its_limits_are_those_of_garwood():
    [one] = reach({"North": 10}, {"North": 10_000})
    assert one.rate == pytest.approx(10)
    assert (one.low, one.high) == pytest.approx((4.795, 18.39), abs=0.005)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 500)))
def test_every_area_is_there_once_and_limits_hold_the_rate(heard):
    found = reach(heard, dict.fromkeys("abcd", 5000))
    assert [one.area for one in found] == sorted({*"abcd", *heard})
    for one in found:
        assert one.rate is None or one.low <= one.rate <= one.high
