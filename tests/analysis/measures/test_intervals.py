"""Intervals against published tables and an independent implementation."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, chi2, t

from avow.analysis.measures.intervals import (
    median_ranks,
    poisson,
    ratio,
    ratio_of_sums,
    weighted_poisson,
    wilson,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_newcombes_published_limits(k, n, low, high):
    found = wilson(np.array([k]), np.array([n]))

    assert np.round(np.ravel(found), 4).tolist() == [low, high]


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(n=st.integers(1, 500), k=st.integers(0, 500))
def test_wilson_agrees_with_scipy(n, k):
    k = min(k, n)
    independent = binomtest(k, n).proportion_ci(method="wilson")

    low, high = wilson(np.array([k]), np.array([n]))

    assert (low[0], high[0]) == pytest.approx((independent.low, independent.high), abs=1e-9)
    assert 0 <= low[0] <= k / n <= high[0] <= 1


@settings(deadline=None, max_examples=60)
@given(k=st.integers(0, 100_000))
def test_poisson_is_garwoods_chi_squared_form(k):
    low, high = poisson(np.array([k]))

    assert high[0] == pytest.approx(chi2.ppf(0.975, 2 * k + 2) / 2, rel=1e-8)
    assert low[0] == pytest.approx(chi2.ppf(0.025, 2 * k) / 2 if k else 0, rel=1e-8)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(a=st.integers(0, 300), b=st.integers(1, 300))
def test_ratio_turns_the_exact_binomial_limits(a, b):
    independent = binomtest(a, a + b).proportion_ci(method="exact")

    low, high = ratio(np.array([a]), np.array([b]))

    assert low[0] == pytest.approx(independent.low / (1 - independent.low), rel=1e-7)
    assert high[0] == pytest.approx(independent.high / (1 - independent.high), rel=1e-7)


def test_nothing_before_gives_no_upper_limit():
    low, high = ratio(np.array([5.0]), np.array([0.0]))

    assert low[0] > 0
    assert high[0] == np.inf


def test_missing_figures_stay_missing():
    for interval in (wilson, ratio):
        assert np.isnan(interval(np.array([np.nan, 1]), np.array([3, np.nan]))).all()
    assert np.isnan(poisson(np.array([np.nan]))).all()


def test_median_ranks_are_those_of_published_tables():
    # Conover (1999), table A3 by way of the binomial: n, lower rank of the 95% interval.
    published = {6: 1, 8: 1, 9: 2, 10: 2, 15: 4, 20: 6, 25: 8, 50: 18, 100: 40}
    low, high = median_ranks(np.array(list(published)))

    assert low.tolist() == list(published.values())
    assert high.tolist() == [n + 1 - rank for n, rank in published.items()]


def test_median_ranks_need_six_values():
    low, high = median_ranks(np.array([0, 1, 5, np.nan]))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(n=st.integers(6, 100_000))
def test_median_ranks_cover_and_no_narrower_ones_do(n):
    low = int(median_ranks(np.array([n]))[0][0])

    assert binom.cdf(low - 1, n, 0.5) <= 0.025 < binom.cdf(low, n, 0.5)


def test_ratio_of_sums_is_cochrans():
    # Worked by hand: rows (1, 2), (2, 2), (3, 4), (4, 3), (5, 5); R = 15/16.
    a, b = np.array([1, 2, 3, 4, 5]), np.array([2, 2, 4, 3, 5])
    r = 15 / 16
    half = t.ppf(0.975, 4) * math.sqrt(5 / 4 * ((a - r * b) ** 2).sum()) / 16

    low, high = ratio_of_sums(
        *(np.array([x]) for x in (a.sum(), b.sum(), 5, (a * a).sum(), (a * b).sum(), (b * b).sum()))
    )

    assert low[0] == pytest.approx(r - half)
    assert high[0] == pytest.approx(r + half)


def test_ratio_of_sums_needs_rows_and_something_below():
    few = ratio_of_sums(*(np.array([x]) for x in (3.0, 4.0, 4, 9.0, 12.0, 16.0)))
    none = ratio_of_sums(*(np.array([x]) for x in (3.0, 0.0, 9, 9.0, 12.0, 16.0)))
    assert np.isnan([*few, *none]).all()


@pytest.mark.slow
@pytest.mark.parametrize("n", [6, 25, 80])
def test_the_median_interval_covers_in_simulation(n):
    drawn = np.sort(np.random.default_rng(1).exponential(size=(20_000, n)), axis=1)
    low, high = (int(rank[0]) - 1 for rank in median_ranks(np.array([n])))
    covered = (drawn[:, low] <= math.log(2)) & (math.log(2) <= drawn[:, high])

    assert 0.95 - 0.005 <= covered.mean() <= 0.98


@pytest.mark.slow
@pytest.mark.parametrize(("n", "p"), [(30, 0.1), (100, 0.5), (400, 0.02)])
def test_the_wilson_interval_covers_in_simulation(n, p):
    drawn = np.random.default_rng(2).binomial(n, p, 20_000).astype(float)
    low, high = wilson(drawn, np.full(drawn.shape, float(n)))

    assert 0.93 <= ((low <= p) & (p <= high)).mean() <= 0.98


@pytest.mark.slow
@pytest.mark.parametrize(("above", "below"), [(4.0, 9.0), (40.0, 25.0)])
def test_exact_intervals_cover_at_least_the_level_in_simulation(above, below):
    draw = np.random.default_rng(3)
    a, b = (draw.poisson(mean, 20_000).astype(float) for mean in (above, below))
    low, high = poisson(a)
    assert ((low <= above) & (above <= high)).mean() >= 0.95
    low, high = ratio(a, b)
    assert ((low <= above / below) & (above / below <= high)).mean() >= 0.95


@pytest.mark.slow
def test_the_ratio_of_sums_covers_in_simulation():
    draw = np.random.default_rng(4)
    b = draw.integers(100, 500, (10_000, 20)).astype(float)
    a = draw.poisson(b / 10 * draw.gamma(8, 1 / 8, b.shape)).astype(float)
    sums = (
        a.sum(1),
        b.sum(1),
        np.full(len(a), 20.0),
        (a * a).sum(1),
        (a * b).sum(1),
        (b * b).sum(1),
    )
    low, high = ratio_of_sums(*sums)

    assert 0.925 <= ((low <= 0.1) & (high >= 0.1)).mean() <= 0.97


def test_a_sum_over_occasions_of_one_person_each_is_a_count():
    k = np.array([1.0, 7.0, 40.0])
    assert np.allclose(weighted_poisson(k, k, k), poisson(k))


def test_a_sum_over_occasions_is_dobsons():
    # 3 occasions of 10, 20 and 30 people; Garwood's limits of 3 are 0.6187 and 8.7673.
    low, high = weighted_poisson(np.array([60.0]), np.array([3.0]), np.array([1400.0]))
    scale = math.sqrt(1400 / 3)

    assert low[0] == pytest.approx(60 + scale * (0.6187 - 3), abs=1e-2)
    assert high[0] == pytest.approx(60 + scale * (8.7673 - 3), abs=1e-2)
    assert np.isnan(weighted_poisson(*(np.array([0.0]) for _ in range(3)))).all()


@pytest.mark.slow
def test_the_sum_over_occasions_covers_in_simulation():
    draw = np.random.default_rng(5)
    held = draw.poisson(12, 10_000)
    people = [draw.integers(2, 60, n) for n in held]
    sums = np.array([p.sum() for p in people], float)
    low, high = weighted_poisson(
        sums, held.astype(float), np.array([(p * p).sum() for p in people])
    )

    truth = 12 * np.arange(2, 60).mean()
    assert 0.94 <= ((low <= truth) & (truth <= high)).mean() <= 0.98
