import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from avow.analysis.responses import agreement

A, B, NONE, AB = frozenset("a"), frozenset("b"), frozenset(), frozenset("ab")
coded = st.lists(st.tuples(*[st.sets(st.sampled_from("abc")).map(frozenset)] * 2), min_size=1)


def test_the_example_of_cohen_as_it_is_worked_by_hand():
    # 50 applications, two readers: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no; kappa is 0.4.
    first = [A] * 20 + [A] * 5 + [NONE] * 10 + [NONE] * 15
    second = [A] * 20 + [NONE] * 5 + [A] * 10 + [NONE] * 15
    [kappa] = agreement(first, second).labels
    assert (kappa.both, kappa.first, kappa.second, kappa.neither) == (20, 5, 10, 15)
    assert kappa.value == pytest.approx(0.4)


@pytest.mark.parametrize("table", [(20, 5, 10, 15), (3, 1, 2, 40), (1, 7, 0, 9), (30, 0, 0, 30)])
def test_value_and_limits_are_those_of_statsmodels(table):
    both, only_first, only_second, neither = table
    first = [A] * (both + only_first) + [NONE] * (only_second + neither)
    second = [A] * both + [NONE] * only_first + [A] * only_second + [NONE] * neither
    [kappa] = agreement(first, second).labels
    with np.errstate(invalid="ignore"):
        reference = cohens_kappa(np.array([[both, only_first], [only_second, neither]]))
    assert kappa.value == pytest.approx(reference.kappa)
    assert kappa.low == pytest.approx(max(-1, reference.kappa_low))
    assert kappa.high == pytest.approx(min(1, reference.kappa_upp))


def test_several_labels_are_decided_one_by_one_and_together():
    found = agreement([A, AB, B, NONE], [A, A, B, B])
    assert [kappa.label for kappa in found.labels] == ["a", "b"]
    assert found.same == 0.5
    assert (found.overall.both, found.overall.first, found.overall.second) == (3, 1, 1)


def test_a_label_nobody_could_disagree_on_has_no_kappa():
    found = agreement([A, A], [A, A])
    assert found.labels[0].value is None
    assert found.same == 1


@given(coded)
def test_who_comes_first_makes_no_difference(pairs):
    one = agreement([a for a, _ in pairs], [b for _, b in pairs])
    other = agreement([b for _, b in pairs], [a for a, _ in pairs])
    for left, right in zip(one.labels, other.labels, strict=True):
        assert (left.both, left.first) == (right.both, right.second)
        assert left.value is None or math.isclose(left.value, right.value or 0, abs_tol=1e-12)


@given(coded)
def test_limits_hold_the_value_and_counts_add_up(pairs):
    found = agreement([a for a, _ in pairs], [b for _, b in pairs])
    for kappa in (*found.labels, found.overall):
        assert kappa.value is None or kappa.low <= kappa.value <= kappa.high
    for kappa in found.labels:
        assert kappa.both + kappa.first + kappa.second + kappa.neither == len(pairs)


@pytest.mark.parametrize(("first", "second"), [([A], [A, B]), ([], [])])
def test_coders_of_different_answers_are_refused(first, second):
    with pytest.raises(ValueError, match="same answers"):
        agreement(first, second)
