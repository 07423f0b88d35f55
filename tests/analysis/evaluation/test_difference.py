"""Difference in differences: against regressions, on known truths, in words."""

import json
import re

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from avow.analysis.evaluation import EvaluationError, Panel, Pilot, courses, difference
from avow.analysis.evaluation.panel import Split
from tests.analysis.evaluation import worlds


def pilot(panel, treated=3, first=12, **more):
    return Pilot(
        areas=panel.units[:treated], start=panel.periods[first], outcome="offences", **more
    )


def two_way(panel, treated, first):
    """Return the design of the two-way fixed effects regression and its outcome."""
    places, periods = panel.values.shape
    unit, time = (grid.ravel() for grid in np.indices((places, periods)))
    effect = ((unit < treated) & (time >= first)).astype(float)
    dummies = [(unit == i).astype(float) for i in range(places)]
    dummies += [(time == i).astype(float) for i in range(1, periods)]
    return np.column_stack([effect, *dummies]), panel.values.ravel(), unit


def test_values_give_the_two_way_fixed_effects_estimate():
    panel = worlds.values(1)
    design, y, _unit = two_way(panel, 3, 12)
    peer = sm.OLS(y, design).fit()
    found = difference(panel, pilot(panel), kind="value")
    assert found.effect.amount == pytest.approx(peer.params[0])


def test_counts_give_the_two_way_poisson_estimate():
    panel = worlds.counts(2, places=8, periods=20, first=12)
    design, y, _unit = two_way(panel, 3, 12)
    peer = sm.GLM(y, design, family=sm.families.Poisson()).fit()
    found = difference(panel, pilot(panel))
    assert np.log1p(found.effect.percent / 100) == pytest.approx(peer.params[0], abs=1e-8)


def test_errors_of_values_are_cr2_by_the_matrix_formula():
    """Bell and McCaffrey's adjustment, written out for the regression of all rows."""
    panel = worlds.values(3, places=8, periods=10, first=5)
    design, y, unit = two_way(panel, 3, 5)
    bread = np.linalg.inv(design.T @ design)
    rest = y - design @ (bread @ design.T @ y)
    meat = np.zeros_like(bread)
    for place in range(8):
        mine = design[unit == place]
        hat = np.eye(len(mine)) - mine @ bread @ mine.T
        values, vectors = np.linalg.eigh(hat)
        # A place's own dummy leaves one direction without variance: the generalised inverse.
        root = np.where(values > 1e-9, 1 / np.sqrt(np.clip(values, 1e-9, None)), 0)
        score = mine.T @ (vectors @ np.diag(root) @ vectors.T) @ rest[unit == place]
        meat += np.outer(score, score)
    variance = (bread @ meat @ bread)[0, 0]
    split = Split.of(panel, pilot(panel, first=5))
    found = courses.estimate(split, "value", np.arange(5), np.arange(5, 10))
    assert found.error == pytest.approx(np.sqrt(variance), rel=1e-6)


def test_errors_of_values_are_welchs_test_on_changes():
    panel = worlds.values(4)
    changes = panel.values[:, 12:].mean(axis=1) - panel.values[:, :12].mean(axis=1)
    peer = ttest_ind(changes[:3], changes[3:], equal_var=False)
    assert difference(panel, pilot(panel), kind="value").effect.p == pytest.approx(peer.pvalue)


def test_one_place_borrows_the_spread_of_the_others_as_far_as_it_was_no_more_unruly():
    panel = worlds.values(5)
    before = panel.values[:, :12]
    changes = panel.values[:, 12:].mean(axis=1) - before.mean(axis=1)
    found = difference(panel, pilot(panel, treated=1), kind="value")
    rest, course = changes[1:], before[1:].mean(axis=0)
    within = before - before.mean(axis=1, keepdims=True) - (course - course.mean())
    usual = (within[1:] ** 2).sum() / (10 * 11)
    unlike = (within[0] ** 2).sum() / 11 / usual
    assert unlike > 1.5
    assert f"{unlike:.1f} times as large on the smaller side" in found.method
    error = rest.std(ddof=1) * np.sqrt(unlike + 1 / len(rest))
    split = Split.of(panel, pilot(panel, treated=1))
    assert courses.estimate(split, "value", np.arange(12), np.arange(12, 24)).error == (
        pytest.approx(error)
    )
    assert "share one spread" in found.method


def test_rates_allow_for_an_exposure_that_moves():
    panel = worlds.counts(6, rho=0.0, spread=0.0, mean=4000)
    grown = np.ones_like(panel.values)
    grown[:3, 24:] = 1.2
    panel = Panel(panel.units, panel.periods, np.round(panel.values * grown), grown * 1000)
    found = difference(panel, pilot(panel, first=24))
    assert found.effect.percent == pytest.approx(0, abs=1)
    assert not found.effect.clear or abs(found.effect.percent) < 1


@pytest.mark.slow
@given(st.floats(0.4, 2.5), st.integers(0, 20))
def test_a_ratio_put_into_counts_without_noise_is_found(ratio, seed):
    random = np.random.default_rng(seed)
    size, course = random.uniform(2000, 5000, 6), random.uniform(0.8, 1.2, 8)
    level = np.outer(size, course)
    level[:2, 4:] *= ratio
    panel = Panel(tuple("ABCDEF"), worlds.months(8), np.round(level))
    found = difference(panel, pilot(panel, treated=2, first=4), kind="count")
    assert found.effect.percent == pytest.approx(100 * (ratio - 1), abs=0.3)


def test_an_effect_is_said_with_its_interval_and_numbers():
    panel = worlds.counts(7, ratio=0.6, mean=200, spread=0.05)
    found = difference(panel, pilot(panel, first=24))
    assert found.effect.clear
    assert found.effect.low < -40 < found.effect.high or found.effect.low < -30
    assert "fewer offences than to be expected without the pilot (95% interval:" in found.summary
    assert "Chance alone is an unlikely reason" in found.summary
    assert "works" not in " ".join(found.sentences)
    assert any(line.startswith("In numbers: -") for line in found.sentences)
    assert "8 of 10 cases" in " ".join(found.sentences)


def test_no_effect_is_said_as_not_known():
    panel = worlds.values(8)
    found = difference(panel, pilot(panel), kind="value")
    assert not found.effect.clear
    assert "the figures do not tell whether anything changed" in found.summary
    assert found.permutation_p is not None
    assert 0 < found.permutation_p <= 1


def test_values_below_zero_are_told_in_their_own_unit():
    panel = worlds.values(9)
    panel = Panel(panel.units, panel.periods, panel.values - 21)
    found = difference(panel, pilot(panel))
    assert found.effect.percent is None
    assert "in offences" in found.summary
    assert "a change of" in " ".join(found.sentences)


def test_the_gap_is_set_against_the_time_before():
    panel = worlds.counts(10, ratio=0.5, mean=300, rho=0, spread=0.02)
    rows = difference(panel, pilot(panel, first=24)).table.to_pylist()
    before = [row["gap"] for row in rows if not row["after"]]
    after = [row["gap"] for row in rows if row["after"]]
    assert abs(np.mean(before)) < 3
    assert np.mean(after) == pytest.approx(-50, abs=3)
    assert all(row["low"] <= row["gap"] <= row["high"] for row in rows)


def test_a_period_without_a_case_has_no_gap_but_the_rest_stands():
    panel = worlds.counts(11)
    panel.values[:3, 5] = 0
    rows = difference(panel, pilot(panel, first=24)).table.to_pylist()
    assert rows[5]["gap"] is None
    assert rows[6]["gap"] is not None


def test_courses_apart_before_the_start_are_seen():
    panel = worlds.values(12, rho=0, spread=0.3)
    panel.values[:3] += np.arange(24) * 0.4
    found = difference(panel, pilot(panel), kind="value")
    assert found.pre_trend_p < 0.01
    assert found.threats[0].state == "seen"
    assert "p < 0.01" in found.threats[0].sentence
    # 0.4 a period, over the 12 periods between the middles of before and after
    told = re.search(r"alone would give: \+(\d\.\d+)", found.threats[0].sentence)
    assert float(told[1]) == pytest.approx(4.8, abs=0.4)
    assert found.threats[0].sentence in found.cautions


def test_a_peak_just_before_the_start_is_seen():
    panel = worlds.counts(13, rho=0, spread=0.02, mean=400)
    panel.values[:3, 18:24] = np.round(panel.values[:3, 18:24] * 1.3)
    found = difference(panel, pilot(panel, first=24))
    threat = found.threats[1]
    assert (threat.name, threat.state) == ("return to the usual after a peak", "seen")
    assert "above" in threat.sentence


def test_invented_starts_lie_before_the_true_one():
    panel = worlds.counts(14)
    found = difference(panel, pilot(panel, first=24))
    assert found.placebo_dates.num_rows == 5
    assert max(found.placebo_dates["start"].to_pylist()) < "2024-01"
    assert sum(p < 0.05 for p in found.placebo_dates["p"].to_pylist()) <= 2


def test_two_periods_say_what_cannot_be_tested():
    panel = Panel(tuple("ABCD"), ("1", "2"), np.array([[5.0, 6], [4, 4], [7, 8], [3, 3.5]]))
    found = difference(panel, pilot(panel, treated=1, first=1))
    assert found.pre_trend_p is None
    assert found.permutation_p is None
    assert found.placebo_dates.num_rows == 0
    assert [t.state for t in found.threats[:2]] == ["figures cannot tell"] * 2


def test_many_choices_of_places_are_drawn_with_a_seed():
    panel = worlds.values(15, places=30, treated=8)
    one = difference(panel, pilot(panel, treated=8), kind="value", seed=3)
    again = difference(panel, pilot(panel, treated=8), kind="value", seed=3)
    assert one.permutation_p == again.permutation_p
    assert one.as_dict() == again.as_dict()


def test_one_place_to_compare_with_is_refused():
    panel = Panel(("A", "B"), ("1", "2"), np.array([[5.0, 6], [4, 4]]))
    with pytest.raises(EvaluationError, match="1 place to compare with"):
        difference(panel, pilot(panel, treated=1, first=1))


def test_a_side_without_a_case_is_refused():
    panel = Panel(tuple("ABC"), ("1", "2"), np.array([[5.0, 0], [4, 4], [2, 2]]))
    with pytest.raises(EvaluationError, match="no case at all"):
        difference(panel, pilot(panel, treated=1, first=1))


def test_places_that_never_vary_have_an_error_of_nothing():
    panel = Panel(tuple("ABCDEF"), ("1", "2"), np.array([[1.5, 2.5]] * 3 + [[1.5, 1.5]] * 3))
    found = difference(panel, pilot(panel, first=1), kind="value")
    assert (found.effect.amount, found.effect.p) == (1, 0)


def test_everything_goes_into_json():
    panel = worlds.counts(16)
    told = json.loads(json.dumps(difference(panel, pilot(panel, first=24)).as_dict()))
    assert told["pilot"]["areas"] == ["Place 1", "Place 2", "Place 3"]
    assert len(told["table"]) == 48
    assert told["threats"][0]["state"] in ("seen", "not seen")
    assert set(told["effect"]) >= {"percent", "low", "high", "level", "p", "smallest"}
