import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.disclosure import policy
from avow.analysis.measures.intervals import wilson
from avow.analysis.responses import crosstab, protect_crosstab

X, NONE = frozenset(["x"]), frozenset()
answers = st.lists(
    st.tuples(st.sets(st.sampled_from("xy")).map(frozenset), st.sampled_from("abc")), max_size=80
)


def rows(table):
    return {(r["label"], r["group"]): r for r in table.to_pylist()}


def test_counts_shares_and_limits():
    found = rows(crosstab([X, X, NONE, X], ["a", "a", "a", "b"]))
    a = found["x", "a"]
    assert (a["numerator"], a["denominator"]) == (2, 3)
    assert a["share"] == pytest.approx(2 / 3)
    low, high = wilson(np.array([2.0]), np.array([3.0]))
    assert (a["low"], a["high"]) == pytest.approx((low[0], high[0]))


def test_weights_move_the_share_and_widen_the_limits():
    labels, groups = [X] * 30 + [NONE] * 30, ["a"] * 60
    plain = rows(crosstab(labels, groups))["x", "a"]
    weights = np.array([3.0] * 30 + [1.0] * 30)
    weighted = rows(crosstab(labels, groups, weights))["x", "a"]
    assert weighted["share"] == pytest.approx(0.75)
    assert weighted["numerator"] == 30
    # 60 answers of weights 3 and 1 are worth 120 squared over 300, which is 48.
    low, high = wilson(np.array([36.0]), np.array([48.0]))
    assert (weighted["low"], weighted["high"]) == pytest.approx((low[0], high[0]))
    assert plain["share"] == 0.5


def test_nothing_coded_is_an_empty_table():
    assert crosstab([NONE], ["a"]).num_rows == 0
    assert crosstab([], []).num_rows == 0


def test_other_lengths_are_refused():
    with pytest.raises(ValueError, match="same answers"):
        crosstab([X], ["a", "b"])


@given(answers)
def test_counts_are_those_of_counting_one_by_one(pairs):
    labels, groups = [a for a, _ in pairs], [b for _, b in pairs]
    for (label, group), row in rows(crosstab(labels, groups)).items():
        assert row["denominator"] == groups.count(group)
        assert row["numerator"] == sum(label in a and b == group for a, b in pairs)


@given(answers)
def test_what_is_protected_shows_no_small_count_and_no_group_twice_differently(pairs):
    table = crosstab([a for a, _ in pairs], [b for _, b in pairs])
    done = protect_crosstab(table)
    assert not [f for f in done.report.findings if f.severity != "note"]
    sizes = {}
    for row in done.table.to_pylist():
        for name in ("numerator", "denominator"):
            assert row[name] is None or row[name] == 0 or row[name] >= policy().threshold
        assert sizes.setdefault(row["group"], row["denominator"]) == row["denominator"]
        if row["denominator"] is None:
            assert row["numerator"] in (None, 0)


def test_a_small_group_is_gone_from_every_row_with_one_beside_it():
    labels = [X] * 22 + [NONE] * 3 + [X] * 10 + [NONE] * 10 + [X] * 2
    groups = ["a"] * 25 + ["b"] * 20 + ["c"] * 2
    found = rows(protect_crosstab(crosstab(labels, groups)).table)
    assert found["x", "c"]["denominator"] is None
    hidden = [g for g in "ab" if found["x", g]["denominator"] is None]
    assert len(hidden) == 1
