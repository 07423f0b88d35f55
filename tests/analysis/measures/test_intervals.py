"""Intervals against published tables and an independent implementation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from avow.analysis.measures.intervals import poisson, ratio, wilson


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
