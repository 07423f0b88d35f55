"""Probabilities against other implementations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact

from avow.analysis.disparity.testing import fisher, holm, p_value

counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.slow
@given(counts, counts)
def test_fisher_is_that_of_scipy(group, reference):
    (x, n), (x0, n0) = group, reference
    theirs = fisher_exact([[x, n - x], [x0, n0 - x0]]).pvalue

    assert fisher(x, n, x0, n0) == pytest.approx(theirs, rel=1e-6)


def test_many_expected_take_the_n_less_one_chi_squared():
    square = chi2_contingency([[30, 70], [60, 90]], correction=False).statistic

    from scipy.stats import chi2

    assert p_value(30, 100, 60, 150) == pytest.approx(chi2.sf(square * 249 / 250, 1))


def test_few_expected_take_fisher():
    assert p_value(2, 5, 0, 300) == fisher(2, 5, 0, 300)


@pytest.mark.parametrize("counts", [(0, 9, 0, 7), (9, 9, 7, 7)])
def test_all_or_none_say_nothing(counts):
    assert p_value(*counts) == 1


@pytest.mark.slow
def test_holm_is_that_of_statsmodels():
    from statsmodels.stats.multitest import multipletests

    dice = np.random.default_rng(3)
    # Few calls: each of theirs collects garbage first, which takes longer than all else.
    for size in (1, 20, 300):
        # Rounded, so that some are equal, nought or one.
        values = np.round(dice.random(size) ** 3, 2).tolist()
        theirs = multipletests(values, method="holm")[1]
        assert holm(values) == pytest.approx(list(theirs))


def test_holm_leaves_what_was_not_compared():
    assert holm([None, 0.01, None, 0.02]) == [None, 0.02, None, 0.02]
