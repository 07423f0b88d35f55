"""Intervals of ratios and differences against published examples and another implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from avow.analysis.disparity import intervals

# Newcombe (1998), Statistics in Medicine 17, table II: method 10.
NEWCOMBE = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


def one(function, *counts, **options):
    found = function(*(np.array([float(c)]) for c in counts), **options)
    return tuple(float(each[0]) for each in found[:2])


@pytest.mark.parametrize(("counts", "published"), NEWCOMBE)
def test_difference_is_that_of_newcombe_1998(counts, published):
    assert one(intervals.newcombe, *counts) == pytest.approx(published, abs=6e-5)


def test_ratio_is_that_of_koopman_1984():
    found = one(intervals.score, 36, 40, 16, 80, correction=False)

    assert found == pytest.approx((2.94, 7.15), abs=5e-3)


counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))
not_all = counts.filter(lambda pair: pair[0] < pair[1])


@pytest.mark.slow
@given(not_all, not_all)
def test_the_score_agrees_with_statsmodels(group, reference):
    from statsmodels.stats.proportion import confint_proportions_2indep

    # Where all reached, the other implementation has no answer.
    (x, n), (x0, n0) = group, reference
    for correction in (True, False):
        theirs = confint_proportions_2indep(
            x, n, x0, n0, compare="ratio", method="score", correction=correction
        )
        # Theirs stops searching a little before ours.
        ours = one(intervals.score, x, n, x0, n0, correction=correction)
        assert ours == pytest.approx(theirs, rel=2e-4)


@pytest.mark.slow
@given(counts, counts)
def test_each_limit_is_where_the_score_is_the_normal_quantile(group, reference):
    cells = [np.array([float(c)]) for c in (*group, *reference)]
    low, high = intervals.score(*cells)

    assert intervals.score_of(low, *cells, True)[0] == pytest.approx(1.959964, rel=1e-3)
    assert intervals.score_of(high, *cells, True)[0] == pytest.approx(-1.959964, rel=1e-3)


@pytest.mark.slow
@given(counts, counts)
def test_swapping_the_reference_inverts_the_ratio_and_turns_the_difference(group, reference):
    there, back = (*group, *reference), (*reference, *group)
    low, high = one(intervals.ratio_interval, *there)
    low_back, high_back = one(intervals.ratio_interval, *back)

    assert (1 / high_back, 1 / low_back) == pytest.approx((low, high), rel=1e-6)
    down, up = one(intervals.newcombe, *there)
    assert one(intervals.newcombe, *back) == pytest.approx((-up, -down), abs=1e-12)


@pytest.mark.slow
@given(counts, counts)
def test_the_interval_holds_the_estimate(group, reference):
    low, high = one(intervals.ratio_interval, *group, *reference)
    ratio = group[0] / group[1] / (reference[0] / reference[1])

    assert low <= ratio * (1 + 1e-9)
    assert ratio <= high * (1 + 1e-9)


@pytest.mark.parametrize(("n", "n0", "p", "p0"), [(6, 9, 0.1, 0.3), (12, 5, 0.5, 0.05)])
def test_the_exact_interval_covers_at_least_its_level(n, n0, p, p0):
    x, x0 = (grid.ravel().astype(float) for grid in np.mgrid[0 : n + 1, 0 : n0 + 1])
    low, high = intervals.exact(x, np.full_like(x, n), x0, np.full_like(x, n0))
    held = (low <= p / p0) & (p / p0 <= high)

    assert (binom.pmf(x, n, p) * binom.pmf(x0, n0, p0))[held].sum() >= 0.95


def test_a_zero_makes_the_interval_exact():
    zero = np.array([0.0, 4.0, 0.0, 4.0])
    low, high, exact = intervals.ratio_interval(
        zero, np.full(4, 30.0), zero[[3, 2, 2, 3]], np.full(4, 50.0)
    )

    assert exact.tolist() == [True, True, True, False]
    assert low[0] == 0
    assert high[1] == np.inf
    assert np.isfinite(low).all()
