"""Control charts against a published worked example, and each rule on its own."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.measures import run
from avow.analysis.variation import control_chart, control_charts
from tests.analysis.facts import facts_of, offences

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, flowrate of ten batches.
FLOWRATE = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def rules(values):
    chart = control_chart(values, range(len(values)))
    return chart.table["rules"].to_pylist()


def calm(length, level=10.0, swing=1.0):
    return [level + (swing if i % 2 else -swing) for i in range(length)]


def test_limits_are_those_of_the_published_example():
    chart = control_chart(FLOWRATE, range(1, 11))

    assert chart.mean == pytest.approx(50.81)
    assert chart.range_mean == pytest.approx(1.8778, abs=5e-5)
    # The handbook divides by 1.128 where Wheeler multiplies by 2.66.
    assert (chart.low, chart.high) == pytest.approx((45.8159, 55.8041), abs=1e-3)
    assert set(chart.table["verdict"].to_pylist()) == {"chance"}
    assert chart.range_high == pytest.approx(6.13, abs=0.01)
    assert chart.table["moving_range"].to_pylist()[:3] == [
        None,
        pytest.approx(2),
        pytest.approx(2.3),
    ]


def test_a_point_beyond_the_limit_is_a_signal_in_words():
    values = [*calm(20), 30, *calm(3)]
    chart = control_chart(values, [f"week {i}" for i in range(len(values))])

    assert chart.table["verdict"][20].as_py() == "signal"
    assert chart.sentences[20] == "week 20: a signal: above the upper limit; ask what changed."
    assert chart.sentences[0].startswith("week 0: within the usual variation")
    assert chart.summary == "1 of 24 points is a signal."


def test_a_point_below_the_limit_is_one_too():
    assert rules([*calm(20), -10])[20] == "below"


@pytest.mark.parametrize(("length", "signal"), [(7, False), (8, True)])
def test_eight_in_a_row_on_one_side_are_a_run(length, signal):
    # Alternating steps keep the moving range wide, so that no other rule is met.
    low, high = [4.0, 9.0], [11.0, 16.0]
    values = [low[i % 2] for i in range(length)] + [high[i % 2] for i in range(length)]

    found = rules(values)

    assert all(("run low" in r) == signal for r in found[:length])
    assert all(("run high" in r) == signal for r in found[length:])


@pytest.mark.parametrize(("length", "signal"), [(5, False), (6, True)])
def test_six_rising_points_are_a_trend(length, signal):
    climb = [8 + 4 * i / (length - 1) for i in range(length)]
    found = rules([9.9, 12, 8.1, 12, *climb, 8, 12, 8, 12])

    assert ["rising" in r for r in found[4 : 4 + length]] == [signal] * length
    assert "rising" not in found[3]


def test_falling_points_are_a_trend_from_the_first():
    found = rules([10, 8, 13, 12, 11, 10, 9, 8, 12, 8])

    assert [i for i, r in enumerate(found) if "falling" in r] == [2, 3, 4, 5, 6, 7]


def test_two_of_three_close_to_the_same_limit_are_a_signal():
    values = [*calm(16), 15, 10, 15, *calm(8)]

    found = rules(values)

    assert "near high" in found[16]
    assert "near high" in found[18]
    assert found[17] == ""


def test_a_gap_ends_a_run_and_has_no_verdict():
    chart = control_chart([5, 6, 5, 6, None, 5, 6, 5, 6, 20, 21, 20, 21, 20, 21], range(15))

    assert chart.table["verdict"][4].as_py() == "no figure"
    assert chart.sentences[4] == "4: there is no figure."
    assert chart.table["moving_range"][5].as_py() is None
    assert "run low" not in chart.table["rules"][0].as_py()


def test_too_few_figures_are_not_judged():
    chart = control_chart([1, 900, 1], "abc")

    assert chart.table["verdict"].to_pylist() == ["not judged"] * 3
    assert chart.summary.startswith("3 figures are too few")
    assert chart.sentences[1] == "b: too few figures to tell signal from chance."
    assert "limits are rough" in control_chart(FLOWRATE, range(10)).summary


@pytest.mark.parametrize(
    "values", [[], [None, None], [3], [1, None, 1, None, 1, None, 1, None, 1, None, 2]]
)
def test_without_neighbours_there_are_no_limits(values):
    chart = control_chart(values, range(len(values)))

    assert chart.mean is chart.high is chart.low is chart.range_mean is None
    assert "signal" not in chart.table["verdict"].to_pylist()


def test_the_lower_limit_stops_at_the_floor():
    assert control_chart([0, 9, 0, 9, 1, 8], range(6), floor=0).low == 0
    assert control_chart([0, 9, 0, 9, 1, 8], range(6)).low < 0


def test_a_level_that_moved_is_said_to_have_moved():
    chart = control_chart([*calm(10), *calm(10, level=40)], range(20))

    assert chart.summary.startswith("20 of 20 points are signals. The level has moved:")


def test_values_and_periods_must_match():
    with pytest.raises(ValueError, match=r"as many periods \(2\) as values \(1\)"):
        control_chart([1], [1, 2])


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(-1000, 1000), min_size=6, max_size=40),
    st.integers(1, 9),
    st.integers(-50, 50),
)
def test_verdicts_do_not_hang_on_unit_or_zero(values, scale, shift):
    plain = control_chart(values, range(len(values)))
    moved = control_chart([v * scale * 4 + shift for v in values], range(len(values)))

    assert plain.low <= plain.mean <= plain.high
    beyond = [("above" in r or "below" in r) for r in plain.table["rules"].to_pylist()]
    edge = min(abs(abs(v - plain.mean) - (plain.high - plain.mean)) for v in values)
    if edge > 1e-6:
        assert beyond == [("above" in r or "below" in r) for r in moved.table["rules"].to_pylist()]


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 100), min_size=6, max_size=30))
def test_arrow_columns_and_lists_give_the_same(values):
    as_list = control_chart(values, range(len(values)))
    as_arrow = control_chart(pa.array(values), pa.array(range(len(values))))

    assert as_list.table.equals(as_arrow.table)


def test_a_measure_gives_a_chart_per_unit_over_complete_periods():
    months = [date(2023 + i // 12, i % 12 + 1, 1) for i in range(20)]
    facts = facts_of(
        offences(
            *(
                (unit, "B", "W", m, 10 + i % 3)
                for unit in ("North", "South")
                for i, m in enumerate(months)
            )
        )
    )

    charts = control_charts(run(facts, "recorded-offences", "bcu", "quarter"))

    assert list(charts) == ["North", "South"]
    assert charts["North"].table.num_rows == 6
    assert charts["North"].table["period"][0].as_py() == "2023-Q1"
    assert charts["North"].low is not None
    assert charts["North"].low >= 0


def test_points_that_were_not_judged_are_counted_apart():
    made = control_chart([10, 12, 11, 9, 10, 11, 10, 12], range(8), phases=(6,))

    assert "All 6 judged points lie within the usual variation." in made.summary
    assert "2 more were not judged" in made.summary
