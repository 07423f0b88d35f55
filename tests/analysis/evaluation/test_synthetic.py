"""Synthetic control: on mixes that are known, and what it refuses and warns of."""

import json

import numpy as np
import pytest

from avow.analysis.evaluation import EvaluationError, Panel, Pilot, synthetic
from avow.analysis.evaluation.weights import simplex
from tests.analysis.evaluation import worlds


def mixed(seed=1, donors=20, periods=30, first=20, effect=0.0, noise=0.2, exact=False):
    """Return a panel whose first place is 0.6 of the second and 0.4 of the third."""
    random = np.random.default_rng(seed)
    common = np.cumsum(random.normal(0, 1, (3, periods)), axis=1)
    paths = 50 + random.uniform(-2, 2, (donors, 3)) @ common
    paths += random.normal(0, noise, paths.shape)
    pilot = 0.6 * paths[0] + 0.4 * paths[1] + (not exact) * random.normal(0, noise, periods)
    pilot[first:] += effect
    names = ("Pilot", *(f"D{i}" for i in range(donors)))
    return Panel(names, worlds.months(periods), np.vstack([pilot, paths]))


def asked(first=20, **more):
    return Pilot(areas=("Pilot",), start=worlds.months(30)[first], outcome="calls", **more)


def test_the_mix_that_was_put_in_comes_out():
    found = synthetic(mixed(exact=True), asked(), kind="value")
    weights = {row["donor"]: row["weight"] for row in found.weights.to_pylist()}
    assert weights["D0"] == pytest.approx(0.6, abs=1e-4)
    assert weights["D1"] == pytest.approx(0.4, abs=1e-4)
    assert found.rmspe_before == pytest.approx(0, abs=1e-4)


def test_a_large_effect_is_found_with_its_interval():
    found = synthetic(mixed(effect=-20), asked(), kind="value")
    assert found.effect.amount == pytest.approx(-20, abs=1.5)
    assert found.effect.amount_low < -20 < found.effect.amount_high
    assert found.effect.clear
    assert found.p == pytest.approx(1 / 21)
    assert found.placebos.num_rows == 21
    assert "95% interval" in found.summary
    assert "chance alone would put the pilot first in 1 of 21" in " ".join(found.sentences)


def test_few_donors_allow_for_a_lower_level_and_say_so():
    found = synthetic(mixed(donors=9, effect=-20), asked(), kind="value")
    assert found.effect.level == pytest.approx(0.9)
    assert "90% interval" in found.summary
    assert "donors allow for 90%" in found.method


def test_neighbours_are_no_donors():
    found = synthetic(mixed(), asked(neighbours=("D0", "D1")), kind="value")
    assert {"D0", "D1"}.isdisjoint(found.weights["donor"].to_pylist())
    assert found.placebos.num_rows == 19


def test_leaving_out_donors_shows_what_hangs_on_one():
    found = synthetic(mixed(effect=-5, noise=0.1), asked(), kind="value")
    assert found.left_out["donor"].to_pylist()[0] == "D0"
    assert all(gap < 0 for gap in found.left_out["gap"].to_pylist())


def test_a_place_unlike_all_others_is_warned_of():
    panel = mixed()
    panel.values[0] += 60
    found = synthetic(panel, asked(), kind="value")
    threat = found.threats[0]
    assert (threat.name, threat.state) == ("poor likeness before the start", "seen")
    assert threat.sentence in found.cautions


def test_one_heavy_donor_is_warned_of():
    panel = mixed(noise=0.05)
    panel.values[0] = panel.values[3] + 0.1
    found = synthetic(panel, asked(), kind="value")
    assert found.weights["weight"][0].as_py() > 0.6
    assert {t.name: t.state for t in found.threats}["rests on one place"] == "seen"


def test_rates_and_several_areas_are_averaged():
    panel = mixed(effect=-20)
    double = Panel(
        (*panel.units, "Pilot 2"),
        panel.periods,
        2 * np.vstack([panel.values, panel.values[:1]]),
        np.full((22, 30), 2.0),
    )
    pilot = Pilot(areas=("Pilot", "Pilot 2"), start=panel.periods[20], outcome="calls")
    assert synthetic(double, pilot, kind="value").effect.amount == pytest.approx(
        synthetic(panel, asked(), kind="value").effect.amount, abs=1e-3
    )


@pytest.mark.slow
def test_predictors_are_alike_and_weighed():
    panel = mixed(exact=True)
    random = np.random.default_rng(2)
    trait = dict(zip(panel.units, random.normal(0, 1, 21), strict=True))
    trait["Pilot"] = 0.6 * trait["D0"] + 0.4 * trait["D1"]
    last = dict(zip(panel.units, panel.values[:, 19], strict=True))
    found = synthetic(panel, asked(), predictors={"trait": trait, "last": last}, kind="value")
    rows = {row["predictor"]: row for row in found.predictors.to_pylist()}
    assert rows["last"]["synthetic"] == pytest.approx(rows["last"]["pilot"], abs=0.05)
    assert sum(row["weight"] for row in rows.values()) == pytest.approx(1)
    assert "outcome and predictors" in found.method
    del trait["D4"]
    with pytest.raises(EvaluationError, match="“trait” has no value for D4"):
        synthetic(panel, asked(), predictors={"trait": trait}, kind="value")


def test_too_few_periods_and_donors_are_refused():
    with pytest.raises(EvaluationError, match="4 periods before the start are too few"):
        synthetic(mixed(), asked(first=4))
    with pytest.raises(EvaluationError, match="3 places to draw on"):
        synthetic(mixed(donors=3), asked())


def test_everything_goes_into_json():
    told = json.loads(json.dumps(synthetic(mixed(), asked(), kind="value").as_dict()))
    assert told["placebos"][0]["unit"] == "Pilot"
    assert told["predictors"] == []


def test_weights_are_shares():
    random = np.random.default_rng(3)
    found = simplex(random.normal(5, 1, 10), random.normal(5, 3, (10, 30)))
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1)


def test_an_exact_mix_is_set_beside_others_by_gaps_as_they_are():
    random = np.random.default_rng(0)
    values = 100 + 10 * random.normal(size=(22, 1)) + random.normal(0, 3, (22, 8))
    panel = Panel(tuple(f"P{i}" for i in range(22)), worlds.months(8), values)
    pilot = Pilot(areas=("P0",), start=panel.periods[5], outcome="calls")
    found = synthetic(panel, pilot, kind="value")
    gaps = np.abs(found.placebos["gap"].to_numpy())
    assert found.effect.amount_high - found.effect.amount == pytest.approx(gaps[1:].max())
    assert found.effect.amount_high < 100


def test_a_level_out_of_reach_is_a_caution():
    few = worlds.values(1, places=8, treated=0)
    pilot = Pilot(areas=("Place 1",), start=few.periods[12], outcome="calls")
    found = synthetic(few, pilot)
    assert not found.effect.clear
    assert any("87.5% at most; 95% was asked for" in said for said in found.cautions)
    assert synthetic(few, pilot, level=0.8).effect.reached


@pytest.mark.slow
def test_where_interval_and_rank_disagree_the_result_is_called_unsure():
    disagreed = 0
    for seed in range(60):
        panel = worlds.values(seed, places=21, periods=20, first=14, treated=1, effect=-1.5)
        found = synthetic(panel, Pilot(areas=panel.units[:1], start=panel.periods[14], outcome="x"))
        apart = found.effect.clear != (found.p <= 1 - found.effect.level + 1e-9)
        assert apart == any("the two disagree" in said for said in found.sentences)
        disagreed += apart
    assert disagreed
