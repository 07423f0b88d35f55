"""Counts agree with scipy.stats."""

import numpy as np
import pytest
from scipy import stats

from avow.analysis.variation.counts import Binomial, Poisson

SHARES = (0.001, 0.025, 0.5, 0.975, 0.999)
MEANS = np.array([0.0, 1e-6, 0.3, 1, 4.5, 30, 900, 50_000])
SIZES = np.array([1.0, 7, 7, 40, 400, 400, 5000, 100_000])
CHANCES = np.array([0.5, 0.0, 1.0, 0.02, 0.3, 0.999, 0.0004, 0.1])


@pytest.mark.parametrize("share", SHARES)
def test_quantiles_are_the_same(share):
    assert Poisson(MEANS).ppf(share).tolist() == stats.poisson(MEANS).ppf(share).clip(0).tolist()
    ours, theirs = Binomial(SIZES, CHANCES), stats.binom(SIZES, CHANCES)
    assert ours.ppf(share).tolist() == theirs.ppf(share).clip(0).tolist()


@pytest.mark.parametrize("count", [-1, 0, 3, 40])
def test_tails_are_the_same(count):
    for ours, theirs in (
        (Poisson(MEANS), stats.poisson(MEANS)),
        (Binomial(SIZES, CHANCES), stats.binom(SIZES, CHANCES)),
    ):
        at = np.full(len(MEANS), float(count))
        assert ours.cdf(at) == pytest.approx(theirs.cdf(at))
        assert ours.sf(at) == pytest.approx(theirs.sf(at), abs=1e-12)
