"""Mantel-Haenszel against another implementation, published figures and by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.disparity import common_ratio


def columns(strata):
    return (np.array([s[i] for s in strata], float) for i in range(4))


full = st.integers(2, 80).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


@pytest.mark.slow
@given(st.lists(st.tuples(full, full), min_size=2, max_size=6))
def test_ratio_and_test_are_those_of_statsmodels(pairs):
    from statsmodels.stats.contingency_tables import StratifiedTable

    strata = [(x, n, x0, n0) for (x, n), (x0, n0) in pairs]
    tables = [np.array([[x, n - x], [x0, n0 - x0]], float) for x, n, x0, n0 in strata]
    theirs = StratifiedTable(tables)

    ours = common_ratio(*columns(strata))

    assert ours.ratio == pytest.approx(theirs.riskratio_pooled)
    assert ours.p == pytest.approx(theirs.test_null_odds(correction=False).pvalue, abs=1e-9)
    assert ours.low < ours.ratio < ours.high


def test_one_stratum_is_the_raw_ratio_with_katz_interval():
    from statsmodels.stats.proportion import confint_proportions_2indep

    raw = (12.0, 80.0, 20.0, 90.0)
    ours = common_ratio(*(np.array([v]) for v in raw))
    theirs = confint_proportions_2indep(*raw, compare="ratio", method="log")

    assert ours.ratio == pytest.approx(12 / 80 / (20 / 90))
    assert (ours.low, ours.high) == pytest.approx(theirs)
    assert ours.homogeneity is None


def test_interval_is_that_of_greenland_and_robins_by_hand():
    strata = [(8, 106, 5, 120), (22, 98, 16, 85)]
    above = 8 * 120 / 226 + 22 * 85 / 183
    below = 5 * 106 / 226 + 16 * 98 / 183
    spread = (13 * 106 * 120 - 8 * 5 * 226) / 226**2 + (38 * 98 * 85 - 22 * 16 * 183) / 183**2
    half = 1.959963984540054 * math.sqrt(spread / (above * below))

    ours = common_ratio(*columns(strata))

    assert ours.ratio == pytest.approx(above / below) == pytest.approx(1.33, abs=0.01)
    assert ours.high == pytest.approx(ours.ratio * math.exp(half))


def test_strata_with_one_group_tell_nothing():
    ours = common_ratio(*columns([(5, 20, 8, 20), (3, 9, 0, 0), (4, 18, 9, 30)]))

    assert (ours.strata, ours.people, ours.lone) == (2, 88, 9)


def test_ratios_that_differ_between_strata_are_not_homogeneous():
    alike = common_ratio(*columns([(30, 100, 60, 100), (15, 100, 30, 100)]))
    unlike = common_ratio(*columns([(30, 100, 60, 100), (60, 100, 30, 100)]))

    assert alike.homogeneity == pytest.approx(1)
    assert unlike.homogeneity < 1e-6


def test_without_events_there_is_no_common_ratio():
    assert common_ratio(*columns([(0, 20, 0, 20), (0, 5, 0, 5)])) is None


def test_strata_in_which_all_reach_say_the_ratio_is_one():
    ours = common_ratio(*columns([(5, 5, 7, 7), (3, 3, 2, 2)]))

    assert (ours.ratio, ours.p, ours.homogeneity) == (1, 1, None)
