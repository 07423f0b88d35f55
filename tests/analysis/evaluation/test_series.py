"""Interrupted series: against regressions of others, on known truths, in words."""

import json

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t

from avow.analysis.evaluation import EvaluationError, Panel, Pilot, series
from avow.analysis.evaluation.wandering import fitted, grid_of
from tests.analysis.evaluation import published, worlds

MADE = {"places": 1, "treated": 0}


def one(panel, first, **more):
    return Pilot(areas=panel.units[:1], start=panel.periods[first], outcome="offences", **more)


def quiet(ratio=1.0, periods=48, first=24, step=0.0, **more):
    """Return a series without noise: straight on the log scale, with a known change."""
    time = np.arange(periods) - first
    level = np.log(3000) + 0.003 * time + (time >= 0) * (np.log(ratio) + step * time)
    return Panel(("A",), worlds.months(periods), np.round(np.exp(level))[None, :], **more)


def test_values_with_independent_errors_are_ordinary_least_squares():
    random = np.random.default_rng(1)
    design = np.column_stack([np.ones(40), np.arange(40), np.arange(40) >= 20])
    y = random.normal(5, 1, 40)
    fit, peer = fitted(design, y, np.zeros(40), "value", correlated=False), sm.OLS(y, design).fit()
    for at in range(3):
        pick = np.eye(3)[at]
        mean, _error = fit.at(pick)
        low, high = fit.interval(pick, 0.95)
        assert mean == pytest.approx(peer.params[at])
        assert (low, high) == (
            pytest.approx(peer.conf_int()[at][0]),
            pytest.approx(peer.conf_int()[at][1]),
        )
        assert 2 * min(fit.below(pick, 0), 1 - fit.below(pick, 0)) == pytest.approx(
            peer.pvalues[at]
        )


def test_one_way_of_correlation_is_generalised_least_squares():
    random = np.random.default_rng(2)
    design = np.column_stack([np.ones(30), np.arange(30)])
    y = worlds.wandering(random, 1, 30, 0.6, 1.0)[0]
    fit = fitted(design, y, np.zeros(30), "value")
    grid = grid_of(30)
    at = next(
        i for i, way in enumerate(zip(grid.rhos, grid.chances, strict=True)) if way == (0.6, 0.0)
    )
    apart = np.abs(np.subtract.outer(np.arange(30), np.arange(30)))
    peer = sm.GLS(y, design, sigma=0.6**apart).fit()
    assert fit.betas[at] == pytest.approx(peer.params)
    assert np.sqrt(np.diag(fit.spreads[at])) == pytest.approx(peer.bse)


@pytest.mark.slow
def test_the_likeliest_correlation_is_near_the_true_one():
    random = np.random.default_rng(3)
    y = worlds.wandering(random, 1, 150, 0.7, 1.0)[0]
    fit = fitted(np.ones((150, 1)), y, np.zeros(150), "value")
    assert fit.rho == pytest.approx(0.7, abs=0.2)
    assert abs(np.corrcoef(fit.innovations()[1:], fit.innovations()[:-1])[0, 1]) < 0.15


@pytest.mark.parametrize("ratio", [0.7, 1.0, 1.3])
def test_a_step_without_noise_is_found(ratio):
    panel = quiet(ratio)
    found = series(panel, one(panel, 24))
    rows = {row["change"]: row for row in found.changes.to_pylist()}
    assert rows["level at the start"]["estimate"] == pytest.approx(100 * (ratio - 1), abs=0.1)
    assert rows["slope"]["estimate"] == pytest.approx(0, abs=0.1)
    assert found.effect.percent == pytest.approx(100 * (ratio - 1), abs=0.1)


def test_a_change_of_slope_is_told_by_the_year():
    panel = quiet(step=-0.01)
    found = series(panel, one(panel, 24))
    rows = {row["change"]: row for row in found.changes.to_pylist()}
    assert rows["slope"]["estimate"] == pytest.approx(100 * np.expm1(-0.12), abs=0.1)
    # On average 11.5 months in.
    assert rows["whole time"]["estimate"] == pytest.approx(100 * np.expm1(-0.115), abs=0.1)


def test_values_are_told_in_their_unit_and_in_percent():
    panel = quiet(0.8)
    made = Panel(panel.units, panel.periods, panel.values + 0.25)
    found = series(made, one(made, 24), slope=False)
    assert found.effect.kind == "value"
    assert found.effect.percent == pytest.approx(-20, abs=0.7)
    assert found.effect.amount == pytest.approx(made.values[0, 24:].mean() * -0.25, rel=0.06)
    assert "lower" in found.summary


def test_several_areas_are_taken_together_with_their_exposure():
    panel = quiet(0.8)
    both = Panel(
        ("A", "B"), panel.periods, np.vstack([panel.values, panel.values]), np.full((2, 48), 1000.0)
    )
    pilot = Pilot(areas=("A", "B"), start="2024-01", outcome="offences")
    assert series(both, pilot).effect.percent == pytest.approx(
        series(panel, one(panel, 24)).effect.percent, abs=0.01
    )


def test_the_counterfactual_carries_on_the_course_before():
    panel = quiet(0.5)
    rows = series(panel, one(panel, 24)).table.to_pylist()
    assert rows[30]["expected"] == pytest.approx(3000 * np.exp(0.003 * 6), rel=0.01)
    assert rows[30]["fitted"] == pytest.approx(rows[30]["observed"], rel=0.01)
    assert rows[30]["low"] <= rows[30]["expected"] <= rows[30]["high"]
    assert rows[10]["expected"] == pytest.approx(rows[10]["fitted"])


@pytest.mark.slow
def test_the_season_is_taken_out():
    panel = quiet(0.9)
    time = np.arange(48)
    waves = np.exp(0.2 * np.sin(2 * np.pi * time / 12) + 0.1 * np.cos(4 * np.pi * time / 12))
    made = Panel(panel.units, panel.periods, np.round(panel.values * waves))
    for season in (None, "harmonics", "dummies"):
        found = series(made, one(made, 24), season=season)
        assert found.effect.percent == pytest.approx(-10, abs=0.3)
    assert found.diagnostics["season"] == "dummies"
    assert "each part of the year" in found.method


def test_quarters_have_a_season_of_their_own():
    labels = tuple(f"{2015 + i // 4}-Q{i % 4 + 1}" for i in range(32))
    level = 1000 * np.tile([1.2, 1.0, 0.8, 1.0], 8)
    level[20:] *= 0.75
    panel = Panel(("A",), labels, np.round(level)[None, :])
    found = series(panel, one(panel, 20))
    assert found.diagnostics["season"] == "harmonics"
    assert found.effect.percent == pytest.approx(-25, abs=0.1)


def test_steps_without_a_calendar_have_no_season():
    panel = quiet()
    made = Panel(panel.units, tuple(f"step {i:02}" for i in range(48)), panel.values)
    found = series(made, one(made, 24))
    assert found.diagnostics["season"] == "none"
    assert found.threats[3].state == "figures cannot tell"
    with pytest.raises(EvaluationError, match="neither months"):
        series(made, one(made, 24), season="dummies")


@pytest.mark.slow
def test_noise_that_keeps_on_widens_the_interval():
    panel = worlds.counts(4, rho=0.8, spread=0.2, mean=300, **MADE)
    pilot = one(panel, 24)
    found = series(panel, pilot)
    plain = found.others.to_pylist()[0]
    assert found.effect.high - found.effect.low > 1.3 * (plain["high"] - plain["low"])
    assert found.diagnostics["autocorrelation"] > 0.2
    assert found.diagnostics["scale"] > 2
    assert any("times as much as chance" in line for line in found.sentences)
    assert series(panel, pilot, correlated=False).effect.low == pytest.approx(plain["low"])


def test_newey_and_west_stands_beside_it():
    found = series(published.sicily(), published.SICILY)
    names = found.others["errors"].to_pylist()
    assert names == ["independent", "Newey and West, 4 lags"]
    assert 1 < found.diagnostics["durbin_watson"] < 3
    assert 0 <= found.diagnostics["ljung_box_p"] <= 1


def test_invented_starts_lie_before_the_true_one():
    found = series(published.sicily(), published.SICILY)
    assert found.placebo_dates.num_rows == 4
    assert max(found.placebo_dates["start"].to_pylist()) < "2005-01"


def test_a_bent_course_and_a_peak_are_seen():
    panel = quiet()
    time = np.arange(48)
    random = np.random.default_rng(1)
    level = 2000 + 3 * (time - 12.0) ** 2 + random.normal(0, 20, 48)
    bent = Panel(panel.units, panel.periods, np.round(level)[None, :])
    assert series(bent, one(bent, 24)).threats[0].state == "seen"
    peak = 2000 + random.normal(0, 20, 48)
    peak[18:24] += 400
    made = Panel(panel.units, panel.periods, np.round(peak)[None, :])
    assert series(made, one(made, 24)).threats[1].state == "seen"


def test_short_series_do_without_season_and_say_so():
    panel = quiet(periods=14, first=9)
    found = series(panel, one(panel, 9))
    assert found.diagnostics["season"] == "none"
    states = {threat.name: threat.state for threat in found.threats}
    assert states["few periods"] == "seen"
    assert states["seasonal mismatch"] == "seen"
    assert found.placebo_dates.num_rows == 0


@pytest.mark.parametrize(
    ("periods", "first", "words"),
    [
        (20, 7, "7 periods before the start and 13 after it are too few"),
        (20, 17, "17 periods before the start and 3 after it are too few"),
        (420, 200, "more than 400"),
    ],
)
def test_too_few_and_too_many_periods_are_refused(periods, first, words):
    panel = quiet(periods=periods, first=first)
    with pytest.raises(EvaluationError, match=words):
        series(panel, one(panel, first))


def test_a_missing_month_and_too_many_unknowns_are_refused():
    panel = quiet()
    labels = tuple(sorted((*panel.periods[1:], "2019-06")))
    with pytest.raises(EvaluationError, match="a period is missing"):
        series(
            Panel(panel.units, labels, panel.values),
            Pilot(areas=("A",), start="2024-01", outcome="x"),
        )
    short = quiet(periods=14, first=9)
    with pytest.raises(EvaluationError, match="cannot carry 15 unknowns"):
        series(short, one(short, 9), season="dummies")


def test_everything_goes_into_json():
    told = json.loads(json.dumps(series(published.sicily(), published.SICILY).as_dict()))
    assert told["diagnostics"]["season"] == "harmonics"
    assert len(told["table"]) == 59


def test_the_interval_of_a_mixture_has_its_tails():
    panel = worlds.counts(5, **MADE)
    design = np.column_stack([np.ones(48), np.arange(48) / 48])
    fit = fitted(design, panel.values[0], np.zeros(48), "count")
    low, high = fit.interval(np.array([0.0, 1.0]), 0.9)
    assert fit.below(np.array([0.0, 1.0]), low) == pytest.approx(0.05, abs=1e-6)
    assert fit.below(np.array([0.0, 1.0]), high) == pytest.approx(0.95, abs=1e-6)
    assert t.ppf(0.95, fit.df) > 0


@pytest.mark.parametrize("season", ["none", "harmonics", "dummies"])
def test_few_counts_end_in_a_figure_or_a_reason(season):
    told = 0
    for seed in range(6):
        random = np.random.default_rng(seed)
        panel = Panel(("A",), worlds.months(36), random.poisson(0.3, (1, 36)).astype(float))
        pilot = Pilot(areas=("A",), start="2023-07", outcome="offences")
        try:
            found = series(panel, pilot, kind="count", season=season)
        except EvaluationError:
            continue
        told += 1
        assert found.diagnostics["scale"] >= 1
        assert "the figures do not tell" in found.summary
    assert told or season == "dummies"
