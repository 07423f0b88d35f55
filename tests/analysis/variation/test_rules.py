"""Each run rule on its own, phases and suggested shifts."""

import numpy as np
import pytest

from avow.analysis.variation import VariationError, control_chart
from avow.analysis.variation.rules import (
    RULES,
    Points,
    _steps,
    chosen,
    hugging,
    near,
    run,
    seesaw,
    shunning,
)
from avow.analysis.variation.shifts import widest_split


def points(*z):
    row = np.array([z], dtype=float)
    return Points(row, row > 3, row < -3)


def marked(rule, *z):
    return np.flatnonzero(rule(points(*z))[0]).tolist()


def test_four_of_five_well_to_one_side():
    rule = near(1, 4, 5, 1.0)

    assert marked(rule, 1.2, 1.3, 0.2, 1.4, 1.5) == [0, 1, 3, 4]
    assert marked(rule, 1.2, 1.3, 0.2, 0.4, 1.5) == []
    assert marked(rule, 1.2, 1.3, np.nan, 1.4, 1.5) == []


def test_fifteen_that_hardly_vary():
    assert marked(hugging(15), *[0.5, -0.5] * 7, 0.1) == list(range(15))
    assert marked(hugging(15), *[0.5, -0.5] * 7) == []


def test_eight_that_stay_away_on_both_sides():
    assert marked(shunning(8), *[1.5, -1.5] * 4) == list(range(8))
    assert marked(shunning(8), *[1.5] * 8) == []


def test_fourteen_up_and_down_by_turns():
    assert marked(seesaw(14), *[0.1, -0.1] * 7) == list(range(14))
    assert marked(seesaw(14), *[0.1, -0.1] * 6, 0.1) == []


@pytest.mark.parametrize(("name", "length"), [("nhs", 7), ("western-electric", 8), ("nelson", 9)])
def test_sets_differ_in_the_length_of_a_run(name, length):
    rules = {rule.name: rule for rule in chosen(name)}

    for many in (length - 1, length):
        found = rules["run high"].find(points(*[0.5] * many))
        assert found.all() == (many == length)


def test_a_run_within_a_longer_series_is_marked_and_no_more():
    assert marked(run(-1, 3), 1, -1, -1, -1, 1, -1, -1) == [1, 2, 3]


def test_unknown_rules_are_refused_with_those_there_are():
    with pytest.raises(VariationError, match="No rules are called 'mine': use wheeler"):
        control_chart([1], [1], rules="mine")
    assert all(RULES.values())


def steps(before, after, length=12):
    swing = [-1, 1] * (length // 2)
    return [before + s for s in swing] + [after + s for s in swing]


MONTHS = [f"{2023 + i // 12}-{i % 12 + 1:02}" for i in range(24)]


def test_a_phase_gets_limits_of_its_own():
    chart = control_chart(steps(10, 30), MONTHS, phases=("2024-01",))

    assert chart.table["centre"].to_pylist() == [10] * 12 + [30] * 12
    assert chart.table["phase"].to_pylist() == [1] * 12 + [2] * 12
    assert chart.table["moving_range"][12].as_py() is None
    assert set(chart.table["verdict"].to_pylist()) == {"chance"}
    assert chart.shift is None
    assert "New phases begin at 2024-01" in chart.method


def test_a_phase_too_short_is_not_judged():
    chart = control_chart(steps(10, 30), MONTHS, phases=("2024-10",))

    assert chart.table["verdict"].to_pylist()[-3:] == ["not judged"] * 3


def test_a_phase_that_is_not_there_is_refused():
    with pytest.raises(VariationError, match="no such period from 2023-01 to 2024-12"):
        control_chart(steps(10, 30), MONTHS, phases=("2025-01",))


def test_a_shift_is_suggested_where_it_happened():
    chart = control_chart(steps(10, 30), MONTHS)

    assert (chart.shift.period, chart.shift.before, chart.shift.after) == ("2024-01", 10, 30)
    assert "begin a new phase there" in chart.summary
    again = control_chart(steps(10, 30), MONTHS, phases=(chart.shift.period,))
    assert again.shift is None


def test_no_shift_in_a_series_too_short_to_split():
    assert widest_split(np.ones((2, 5)))[1].tolist() == [0, 0]


@pytest.mark.slow
@pytest.mark.parametrize("length", [24, 48, 96])
def test_of_steady_series_one_in_a_hundred_gets_a_suggestion(length):
    rng = np.random.default_rng(7)

    wide = widest_split(rng.normal(size=(4000, length)))[1]

    assert np.mean(wide > 3.7) == pytest.approx(0.01, abs=0.005)


def test_points_that_resemble_their_neighbours_are_told():
    drift = np.cumsum(np.random.default_rng(1).normal(size=40))

    assert any("resemble" in said for said in control_chart(drift, range(40)).cautions)


def test_points_beyond_all_measure_have_no_step_and_give_no_warning():
    steps = _steps(np.array([[np.inf, np.inf, 1.0]]))
    assert np.isnan(steps[0, 1])
