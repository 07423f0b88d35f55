"""Weighted displacement: quotient, difference, readings, and what is warned of."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.evaluation import Area, EvaluationError, Panel, Pilot, displaced, displacement
from avow.analysis.evaluation.quotient import pearson
from avow.analysis.evaluation.spread import spread_of
from tests.analysis.evaluation import worlds


def of(pilot, control, buffer=None, buffer_control=None, **more):
    areas = {"pilot": pilot, "control": control, "buffer": buffer, "buffer_control": buffer_control}
    made = {n: Area(before=a[0], after=a[1]) for n, a in areas.items() if a}
    return displaced(**made, **more)


@pytest.mark.parametrize(
    ("buffer", "quotient", "words"),
    [
        ((2000, 600), 1.4, "spread wide"),
        ((2000, 1500), 0.5, "benefits spread"),
        ((2000, 2500), -0.5, "less than it lost"),
        ((2000, 3500), -1.5, "worse than nothing"),
    ],
)
def test_the_quotient_is_read_in_words(buffer, quotient, words):
    found = of((4000, 3000), (4000, 4000), buffer)
    assert found.quotient == pytest.approx(quotient)
    assert found.quotient_low < quotient < found.quotient_high
    assert words in found.reading


def test_a_pilot_that_did_not_fall_has_no_quotient():
    found = of((100, 130), (100, 100), (50, 60))
    assert found.quotient is None
    assert "nothing that could have moved" in found.reading


def test_a_fall_that_may_be_none_has_no_interval():
    found = of((100, 95), (100, 100), (50, 60))
    assert found.quotient is not None
    assert found.quotient_low is None
    assert "no interval can be given" in found.reading


def test_a_buffer_that_cannot_be_told_is_said_so():
    found = of((400, 300), (400, 400), (400, 410))
    assert "it cannot be told whether" in found.reading


def test_without_a_buffer_there_is_one_row():
    found = of((400, 300), (400, 400))
    assert found.table["part"].to_pylist() == ["pilot"]
    assert "No buffer was named" in found.summary


@settings(max_examples=30)
@given(st.integers(1, 500), st.integers(1, 500), st.floats(1, 5))
def test_dispersion_widens_by_its_root(before, after, dispersion):
    plain = of((before, after), (100, 100)).table.to_pylist()[0]
    wide = of((before, after), (100, 100), dispersion=dispersion).table.to_pylist()[0]
    assert wide["difference"] == plain["difference"]
    assert wide["error"] == pytest.approx(plain["error"] * np.sqrt(dispersion))


def test_dispersion_widens_the_quotient():
    plain = of((4000, 3000), (4000, 4000), (2000, 1500))
    wide = of((4000, 3000), (4000, 4000), (2000, 1500), dispersion=4)
    assert wide.quotient == plain.quotient
    assert wide.quotient_high - wide.quotient_low > 1.5 * (plain.quotient_high - plain.quotient_low)


def test_a_clear_and_an_unclear_result_are_said_apart():
    assert "the figures do not tell" in of((100, 95), (100, 100)).summary
    clear = of((1000, 500), (1000, 1000)).summary
    assert "-500 offences against the control (95% interval: -" in clear
    assert "8 of 10 cases" in of((100, 95), (100, 100)).sentences[-1]


def test_small_counts_other_sizes_and_bare_buffers_are_warned_of():
    found = of((30, 10), (300, 300), (40, 40))
    seen = [threat.name for threat in found.threats if threat.state == "seen"]
    assert set(seen) == {
        "the buffer has no control of its own",
        "small counts",
        "a control of another size",
        "counts that vary by more than chance",
    }
    assert any("with no control of its own" in line for line in found.sentences)
    whole = of((300, 200), (300, 300), (300, 300), (300, 300))
    (unsure,) = (threat.name for threat in whole.threats if threat.state == "seen")
    assert unsure == "counts that vary by more than chance"
    assert not of((300, 200), (300, 300), (300, 300), (300, 300), dispersion=1.5).cautions


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"pilot": (-1, 3)}, "pilot has a count below zero"),
        ({"periods": (0, 1)}, "at least one period"),
        ({"dispersion": 0.5}, "below 1"),
    ],
)
def test_figures_that_cannot_be_are_refused(more, words):
    given_ = {"pilot": (10, 5), "control": (10, 10)} | more
    with pytest.raises(EvaluationError, match=words):
        of(given_.pop("pilot"), given_.pop("control"), **given_)


def asked(**more):
    base = {
        "areas": ("Place 1",),
        "start": "2024-01",
        "outcome": "offences",
        "comparison": ("Place 4", "Place 5"),
    }
    return Pilot(**base | more)


def test_a_panel_gives_its_areas_their_parts():
    panel = worlds.counts(1, ratio=0.5, treated=1, mean=200, rho=0, spread=0.02)
    found = displacement(panel, asked(), buffer=("Place 2",), buffer_control=("Place 3",))
    counts = {row["area"]: row for row in found.counts.to_pylist()}
    assert counts["pilot"]["before"] == panel.values[0, :24].sum()
    assert counts["control"]["after"] == panel.values[3:5, 24:].sum()
    assert counts["buffer control"]["before"] == panel.values[2, :24].sum()
    row = found.table.to_pylist()[0]
    assert row["high"] < 0
    assert found.threats[0].name == "seasonal mismatch"


def test_periods_of_different_length_are_brought_to_one():
    panel = worlds.counts(2, periods=36, mean=200, rho=0, spread=0.01)
    found = displacement(panel, asked(), buffer=("Place 2",))
    own, _buffer, both = found.table.to_pylist()
    values = panel.values
    before, after = values[:, :24].sum(axis=1), values[:, 24:].sum(axis=1)
    control = after[3:5].sum() / before[3:5].sum()
    assert own["difference"] == pytest.approx(after[0] - before[0] * control)
    assert both["difference"] == pytest.approx(after[:2].sum() - before[:2].sum() * control)
    assert "brought to the same length" in found.method
    assert "controls brought to the size" in found.method


def test_an_area_in_two_parts_and_no_control_are_refused():
    panel = worlds.counts(3, places=3)
    with pytest.raises(EvaluationError, match="Place 2 stands in two parts"):
        displacement(panel, asked(comparison=("Place 3",)), buffer=("Place 2", "Place 2"))
    with pytest.raises(EvaluationError, match="Name a control"):
        displacement(panel, asked(comparison=()), buffer=("Place 2", "Place 3"))
    with pytest.raises(EvaluationError, match="never negative"):
        displacement(
            Panel(panel.units, panel.periods, panel.values + 0.5),
            asked(comparison=("Place 3",)),
            buffer=(),
        )


def test_several_places_give_the_error_by_how_they_changed():
    panel = worlds.counts(5, places=8, rho=0.7, spread=0.3, treated=0)
    beside = ("Place 2", "Place 3")
    found = displacement(panel, asked(comparison=panel.units[3:]), buffer=beside)
    assert "Student's t of 5 degrees of freedom" in found.method
    lasting = next(t for t in found.threats if "lasts" in t.name)
    assert lasting.state == "not seen"
    single = displacement(panel, asked(comparison=("Place 4",)), buffer=("Place 2",))
    assert any("halves of the time before (2 degrees of freedom)" in s for s in single.cautions)
    assert "Student's t of 2 degrees of freedom" in single.method


def test_single_places_with_one_period_before_are_told_that_nothing_shows_their_spread():
    panel = Panel(("A", "B"), ("2022", "2023"), np.array([[50.0, 40], [60, 61]]))
    found = displacement(
        panel, Pilot(areas=("A",), start="2023", outcome="x", comparison=("B",)), buffer=()
    )
    assert any("no level can be stated" in said for said in found.cautions)
    assert any("taken as Poisson" in said for said in found.cautions)


def test_a_part_without_a_case_teaches_no_spread():
    values = np.array([[5.0, 3.0], [0, 0], [0, 0], [4, 6], [9, 2]])
    known = spread_of(values, {"pilot": (0,), "buffer": (1, 2), "control": (3, 4)}, 1)
    assert known.df == np.inf
    assert known.dispersion == 1


def test_a_weight_holds_on_the_side_of_the_control_too():
    pilot, control = (Area(before=100, after=a, weight=2) for a in (80, 120))
    made = displaced(pilot=pilot, control=control, scaled=True)
    assert made.table["difference"][0].as_py() == pytest.approx(-20)


def test_a_control_without_a_case_cannot_be_scaled():
    with pytest.raises(EvaluationError, match="control has no case before"):
        of((10, 5), (0, 10), scaled=True)


def test_dispersion_is_one_for_poisson_and_more_for_unruly_counts():
    random = np.random.default_rng(4)
    season = 100 * np.exp(0.3 * np.sin(np.arange(60)))
    # The larger of months and halves: a little above 1.
    assert pearson(random.poisson(season, (4, 60)).astype(float)) == pytest.approx(1, abs=0.3)
    assert pearson(random.negative_binomial(5, 0.05, (4, 60)).astype(float)) > 8
    assert pearson(np.zeros((3, 3))) == 0
    assert pearson(np.ones((1, 9))) == 0


def test_everything_goes_into_json():
    told = json.loads(json.dumps(of((400, 300), (400, 400), (400, 410)).as_dict()))
    assert [row["part"] for row in told["table"]] == ["pilot", "buffer", "both"]
