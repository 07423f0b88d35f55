"""Areas that begin one after the other: no late starter is compared with an early one."""

import numpy as np
import pytest
import statsmodels.api as sm

from avow.analysis.evaluation import (
    EvaluationError,
    Panel,
    courses,
    difference,
    staggered,
    staggering,
)
from avow.analysis.evaluation.panel import Split
from tests.analysis.evaluation import worlds
from tests.analysis.evaluation.test_difference import pilot

FIRSTS = {0: 8, 1: 8, 2: 14, 3: 14}


def growing(seed=0, noise=0.0):
    """Return values whose effect grows by 1 a period from each place's own start."""
    random = np.random.default_rng(seed)
    values = random.normal(20, 2, (10, 1)) + random.normal(0, 1, 24)
    values = values + random.normal(0, noise, values.shape)
    for place, first in FIRSTS.items():
        values[place, first:] += 1 + np.arange(24 - first)
    return Panel(tuple(f"P{i}" for i in range(10)), worlds.months(24), values)


def starts(panel):
    return {panel.units[place]: panel.periods[first] for place, first in FIRSTS.items()}


def two_way(panel):
    places, periods = panel.values.shape
    unit, time = (grid.ravel() for grid in np.indices((places, periods)))
    own = np.array([FIRSTS.get(place, periods) for place in range(places)])
    columns = [(time >= own[unit]).astype(float), *((unit == i) * 1.0 for i in range(places))]
    columns += [(time == i) * 1.0 for i in range(1, periods)]
    return sm.OLS(panel.values.ravel(), np.column_stack(columns)).fit().params[0]


def test_the_effect_is_found_where_the_two_way_estimate_is_wrong():
    panel = growing()
    found = staggered(panel, starts(panel), outcome="calls", kind="value")
    # Ten periods after each start are there for all: 1 to 10, on average 5.5.
    assert found.effect.amount == pytest.approx(5.5)
    assert (found.before, found.after) == (8, 10)
    truth = np.mean([np.mean(1 + np.arange(24 - first)) for first in FIRSTS.values()])
    assert two_way(panel) < truth - 0.5


def test_the_gap_is_told_by_periods_from_the_start():
    panel = growing()
    rows = staggered(panel, starts(panel), outcome="calls", kind="value").table.to_pylist()
    assert [row["period"] for row in rows[6:10]] == ["-2", "-1", "+0", "+1"]
    assert rows[8]["gap"] == pytest.approx(1)
    assert rows[17]["gap"] == pytest.approx(10)


def test_one_start_is_the_plain_difference():
    panel = worlds.values(3)
    plain = difference(panel, pilot(panel), kind="value")
    same = staggered(
        panel, dict.fromkeys(panel.units[:3], panel.periods[12]), outcome="calls", kind="value"
    )
    assert same.effect.amount == pytest.approx(plain.effect.amount)
    assert same.effect.amount_low == pytest.approx(plain.effect.amount_low)
    counts = worlds.counts(3)
    own = difference(counts, pilot(counts, first=24))
    alike = staggered(counts, dict.fromkeys(counts.units[:3], counts.periods[24]), outcome="calls")
    assert alike.effect.percent == pytest.approx(own.effect.percent)


def test_counts_and_exposures_are_aligned_too():
    panel = worlds.counts(4, rho=0, spread=0.01, mean=2000, treated=0)
    values = panel.values.copy()
    values[0, 20:] *= 0.7
    values[1, 30:] *= 0.7
    exposed = Panel(panel.units, panel.periods, np.round(values), np.full(values.shape, 500.0))
    begun = {panel.units[0]: panel.periods[20], panel.units[1]: panel.periods[30]}
    found = staggered(exposed, begun, outcome="calls", neighbours=("Place 3",))
    assert found.effect.percent == pytest.approx(-30, abs=1.5)
    assert "Place 1 2023-09, Place 2 2024-07" in found.method


@pytest.mark.slow
def test_nothing_is_found_where_nothing_is():
    found, firsts = 0, [8, 10, 12]
    before, after = np.arange(8), np.arange(8, 20)
    for seed in range(1000):
        panel = worlds.values(seed, treated=0)
        split = Split.of(panel, pilot(panel, first=8))
        stacked = staggering._aligned(split, firsts, 8, 12)
        found += courses.estimate(stacked, "value", before, after).p < 0.05
    assert found / 1000 <= 0.066


def test_no_area_is_refused():
    with pytest.raises(EvaluationError, match="at least one area"):
        staggered(growing(), {}, outcome="calls")
