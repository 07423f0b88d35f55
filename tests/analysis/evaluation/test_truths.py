"""1,000 worlds without an effect, and worlds with a known one: are the intervals honest?

With 1,000 worlds a true rate of 5% is seen between 3.6% and 6.4% in 19 of 20 tries. A method may
err on the side of "not known"; it may not find what is not there.
"""

import numpy as np
import pytest
from scipy.stats import t

from avow.analysis.evaluation import Area, Panel, Pilot, courses, displaced, segments, synthetic
from avow.analysis.evaluation.panel import Split
from avow.analysis.evaluation.parts import differences
from avow.analysis.evaluation.quotient import pearson
from avow.analysis.evaluation.spread import spread_of
from avow.analysis.evaluation.wandering import fitted
from tests.analysis.evaluation import worlds

pytestmark = pytest.mark.slow
WORLDS = 1000
# Where there is an effect, or a known limit is written down.
FEWER = 300
MOST = 0.066
PARTS = ("pilot", "control", "buffer", "buffer control")


def refused(make, kind, first, treated, truth=0.0, tries=WORLDS, **world):
    """Return in what share of worlds the 95% interval leaves out ``truth``."""
    out = 0
    for seed in range(tries):
        panel = make(seed, first=first, treated=treated, **world)
        pilot = Pilot(areas=panel.units[:treated], start=panel.periods[first], outcome="x")
        split = Split.of(panel, pilot)
        columns = np.arange(len(panel.periods))
        found = courses.estimate(split, kind, columns[:first], columns[first:])
        reach = t.ppf(0.975, found.df) * found.error
        out += abs(found.estimate - truth) > reach
    return out / tries


@pytest.mark.parametrize(
    "world",
    [
        {"treated": 3, "places": 8},
        {"treated": 3, "places": 32},
        {"treated": 1, "places": 10},
        {"treated": 2, "places": 12, "rho": 0.8},
        {"treated": 6, "places": 32, "mean": 8.0, "spread": 0.3},
    ],
)
def test_differences_of_counts_find_nothing_where_nothing_is(world):
    assert refused(worlds.counts, "count", 24, **world) <= MOST


@pytest.mark.parametrize(
    "world",
    [
        {"treated": 3, "places": 8},
        {"treated": 1, "places": 10},
        {"treated": 3, "places": 12, "unlike": 2},
        {"treated": 5, "places": 30, "rho": 0.9},
    ],
)
def test_differences_of_values_find_nothing_where_nothing_is(world):
    assert refused(worlds.values, "value", 12, **world) <= MOST


@pytest.mark.parametrize("places", [(1, 10), (2, 12), (3, 12), (10, 12)])
@pytest.mark.parametrize("unlike", [1, 2, 4])
def test_pilots_put_where_figures_jump_most_find_nothing_where_nothing_is(places, unlike):
    """Of one place four times as unruly as nine others, 56% found an effect and 79% a drift."""
    found, tries = np.zeros(2), 400
    for seed in range(tries):
        panel = worlds.values(
            seed, places=places[1], treated=places[0], unlike=unlike, periods=36, first=24
        )
        pilot = Pilot(areas=panel.units[: places[0]], start=panel.periods[24], outcome="x")
        split = Split.of(panel, pilot)
        effect = courses.estimate(split, "value", np.arange(24), np.arange(24, 36))
        drifts = courses.joint_test(split, "value")
        found += (effect.p < 0.05, drifts is not None and drifts < 0.05)
    # 400 worlds: 5% is seen below 7.3% in 39 of 40 tries; Welch with three is a little too sure.
    assert (found / tries <= (0.08, 0.075)).all()


def test_differences_hold_the_truth_in_19_of_20_worlds():
    missed = refused(
        worlds.counts, "count", 24, 3, truth=np.log(0.8), places=20, ratio=0.8, mean=100.0
    )
    # Welch with three places on one side is a little too sure.
    assert 0.03 <= missed <= 0.08


def test_the_joint_test_of_courses_finds_nothing_where_nothing_is():
    found = 0
    for seed in range(WORLDS):
        panel = worlds.counts(seed, places=12)
        pilot = Pilot(areas=panel.units[:3], start=panel.periods[24], outcome="x")
        found += courses.joint_test(Split.of(panel, pilot), "count") < 0.05
    assert found / WORLDS <= 0.075  # Welch with three places on one side is a little too sure


def outside(truth=0.0, periods=48, first=24, tries=WORLDS, **world):
    """Return in what share of series the 95% interval of the whole time leaves out ``truth``."""
    out = 0
    for seed in range(tries):
        panel = worlds.counts(seed, periods=periods, first=first, places=1, **world)
        pilot = Pilot(areas=panel.units, start=panel.periods[first], outcome="x")
        line = segments.series_of(Split.of(panel, pilot), "count")
        columns = segments.design(line, "harmonics", slope=True)
        whole = np.zeros(columns.shape[1])
        whole[2], whole[3] = 1, line.time[first:].mean()
        fit = fitted(columns, line.y, line.offset, "count")
        below = fit.below(whole, truth)
        out += min(below, 1 - below) < 0.025
    return out / tries


@pytest.mark.parametrize(
    "world",
    [
        {"rho": 0.0},
        {"rho": 0.4},
        {"rho": 0.5, "periods": 60, "first": 36},
        {"rho": 0.6, "periods": 84, "first": 60},
    ],
)
def test_series_find_nothing_where_nothing_is(world):
    assert outside(treated=0, mean=80.0, spread=0.1, **world) <= MOST


def test_series_hold_the_truth_in_19_of_20_worlds():
    world = {"mean": 80.0, "spread": 0.1, "rho": 0.4, "periods": 60, "first": 36}
    missed = outside(np.log(0.7), treated=1, ratio=0.7, tries=FEWER, **world)
    # 300 worlds: 5% is seen below 7.5% in 39 of 40 tries.
    assert missed <= 0.075


@pytest.mark.parametrize("rho", [0.8, 0.9])
@pytest.mark.parametrize("length", [(48, 24), (84, 60)])
def test_short_series_that_keep_much_find_nothing_where_nothing_is(rho, length):
    """24 months before cannot show so long a memory: it is thought likely beforehand."""
    world = {"mean": 80.0, "spread": 0.1, "rho": rho, "periods": length[0], "first": length[1]}
    # 300 worlds: 5% is seen below 7.5% in 39 of 40 tries.
    assert outside(treated=0, tries=FEWER, **world) <= 0.075


def test_synthetic_controls_find_nothing_where_nothing_is():
    """The place that takes the pilot's part is drawn by lot, as the placebo test supposes."""
    found = clear = 0
    for seed in range(WORLDS // 4):
        panel = worlds.values(seed, places=20, periods=18, first=12, treated=0)
        place = panel.units[seed % 20]
        result = synthetic(
            panel, Pilot(areas=(place,), start=panel.periods[12], outcome="x"), kind="value"
        )
        found += result.p <= 0.05
        clear += result.effect.clear
    # 250 worlds: 5% is seen between 2.4% and 8%.
    assert found / (WORLDS // 4) <= 0.08
    assert clear / (WORLDS // 4) <= 0.08


@pytest.mark.parametrize("periods", [(24, 12), (48, 36), (36, 12)])
@pytest.mark.parametrize("rho", [0.5, 0.9])
def test_displacement_of_single_places_keeps_its_level(periods, rho):
    """One place a part, what lasts in it as strong as in few cities (it was 10% to 27%)."""
    found, tries = 0, 300
    for seed in range(tries):
        periods_, first = periods
        world = {"rho": rho, "spread": 0.3, "treated": 0, "periods": periods_, "first": first}
        values = worlds.counts(seed, places=4, **world).values
        spread = spread_of(values, {name: [i] for i, name in enumerate(PARTS)}, first)
        areas = {
            name: Area(before=each[:first].sum(), after=each[first:].sum())
            for name, each in zip(PARTS, values, strict=True)
        }
        table = differences(areas, 1.0, spread.dispersion, 0.95, scaled=True, df=spread.df)
        both = table.to_pylist()[-1]
        found += not both["low"] <= 0 <= both["high"]
    # 300 worlds: 5% is seen below 7.5% in 39 of 40 tries.
    assert found / tries <= 0.075


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (1, 5, 2, 3)])
def test_displacement_finds_nothing_where_nothing_is(sizes):
    """Counts more unruly than Poisson: with their over-dispersion the level holds, else not."""
    plain = widened = 0
    for seed in range(WORLDS):
        random = np.random.default_rng(seed)
        rate = random.gamma(8, 25 / 8, (4, 24)) * np.array(sizes)[:, None]
        # Over-dispersion in proportion to the mean, as the error supposes.
        counts = random.poisson(rate if len(set(sizes)) == 1 else _unruly(random, sizes))
        row, spread = _both(counts.astype(float))
        plain += abs(row["z"]) > 1.96
        widened += abs(row["z"] / np.sqrt(spread)) > 1.96
    assert plain / WORLDS > 0.12
    assert widened / WORLDS <= 0.08  # the over-dispersion itself is learned from 48 counts


@pytest.mark.parametrize(
    ("places", "most"),
    [
        ((1, 3, 2, 3), 0.08),
        ((2, 6, 4, 6), 0.09),
        # Of single places halves of the time before tell what lasts, taken to last throughout.
        ((1, 1, 1, 1), 0.05),
    ],
)
def test_displacement_allows_for_what_lasts_where_there_are_several_places(places, most):
    found = 0
    for seed in range(WORLDS // 2):
        values = worlds.counts(
            seed, places=sum(places), rho=0.7, spread=0.3, treated=0, periods=24, first=12
        ).values
        edges = np.cumsum((0, *places))
        rows = {n: range(edges[i], edges[i + 1]) for i, n in enumerate(PARTS)}
        spread = spread_of(values, rows, 12)
        sums = {n: values[list(r)].sum(axis=0) for n, r in rows.items()}
        areas = {n: Area(before=s[:12].sum(), after=s[12:].sum()) for n, s in sums.items()}
        row = differences(areas, 1.0, spread.dispersion, 0.95, scaled=True, df=spread.df)
        both = row.to_pylist()[-1]
        found += not both["low"] <= 0 <= both["high"]
    assert found / (WORLDS // 2) <= most


def _unruly(random, sizes):
    """Return rates whose counts vary three times as much as Poisson, at every size."""
    mean = 25 * np.array(sizes)[:, None] * np.ones((4, 24))
    return random.gamma(mean / 2, 2)


def _both(counts):
    before, after = counts[:, :12].sum(axis=1), counts[:, 12:].sum(axis=1)
    pairs = zip(PARTS, before, after, strict=True)
    areas = {name: Area(before=float(b), after=float(a)) for name, b, a in pairs}
    row = differences(areas, 1.0, 1.0, 0.95, scaled=True).to_pylist()[-1]
    return row, max(1.0, pearson(counts[:, :12]))


def test_power_is_what_was_said():
    """An effect of the size named as the smallest is seen in about 8 of 10 worlds."""
    from avow.analysis.evaluation import difference

    first = worlds.counts(0, places=20, mean=100.0)
    pilot = Pilot(areas=first.units[:4], start=first.periods[24], outcome="x")
    smallest = np.median(
        [
            difference(worlds.counts(seed, places=20, treated=4, mean=100.0), pilot).effect.smallest
            for seed in range(8)
        ]
    )
    world = {"places": 20, "mean": 100.0, "ratio": 1 - smallest / 100}
    seen = refused(worlds.counts, "count", 24, 4, tries=FEWER, **world)
    assert 0.7 <= seen <= 0.9


def test_pooling_is_exact_where_places_are_alike():
    panel = Panel(tuple("ABCD"), ("1", "2"), np.array([[5.0, 6], [4, 4], [7, 8], [3, 3]]))
    pilot = Pilot(areas=("A",), start="2", outcome="x")
    found = courses.estimate(Split.of(panel, pilot), "value", np.array([0]), np.array([1]))
    assert found.df == 2
    assert displaced(pilot=Area(before=5, after=6), control=Area(before=4, after=4)).dispersion == 1
