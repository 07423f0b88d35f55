import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.responses import MarginError, rake

SEX = {"women": 0.51, "men": 0.49}


def shares(weights, column, wanted):
    known = [i for i, value in enumerate(column) if value in wanted]
    whole = weights[known].sum()
    return {name: weights[[i for i in known if column[i] == name]].sum() / whole for name in wanted}


def test_one_margin_is_post_stratification():
    column = ["women"] * 80 + ["men"] * 20
    found = rake({"sex": column}, {"sex": SEX})
    assert found.values[0] == pytest.approx(0.51 / 0.8)
    assert found.values[-1] == pytest.approx(0.49 / 0.2)
    # Kish by hand: 100 squared over the sum of squares.
    assert found.effective_n == pytest.approx(100**2 / (80 * 0.6375**2 + 20 * 2.45**2))
    assert found.reached


def test_two_margins_agree_with_fitting_the_table_of_counts():
    sex = ["w"] * 60 + ["m"] * 40
    age = ["young"] * 20 + ["old"] * 40 + ["young"] * 30 + ["old"] * 10
    margins = {"sex": {"w": 0.5, "m": 0.5}, "age": {"young": 0.4, "old": 0.6}}
    found = rake({"sex": sex, "age": age}, margins, limit=100)
    table = np.array([[20.0, 40.0], [30.0, 10.0]])
    for _ in range(500):
        table *= (np.array([50, 50]) / table.sum(axis=1))[:, None]
        table *= np.array([40, 60]) / table.sum(axis=0)
    cells = [found.values[i] for i in (0, 20, 60, 90)]
    assert cells == pytest.approx((table / np.array([[20, 40], [30, 10]])).ravel(), rel=1e-4)


def test_who_does_not_say_keeps_the_weight_of_the_other_answers():
    sex = ["women", "women", "men", "prefer not to say"]
    found = rake({"sex": sex}, {"sex": SEX})
    known = found.values[:3].sum() / 3
    assert found.values[3] == pytest.approx(known)


def test_categories_from_which_nobody_answered_are_named():
    found = rake({"sex": ["women"] * 5}, {"sex": SEX})
    assert found.empty == (("sex", "men"),)
    assert found.values == pytest.approx(np.ones(5))


def test_no_weight_exceeds_the_limit_and_what_is_missed_is_said():
    found = rake({"sex": ["women"] * 99 + ["men"]}, {"sex": SEX}, limit=3)
    assert found.values.max() == pytest.approx(3)
    assert found.trimmed == 1
    assert not found.reached
    assert found.worst > 0.4


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=1, max_size=60),
    st.floats(0.05, 0.95),
)
def test_weights_average_one_and_are_worth_at_most_the_responses(pairs, share):
    rows = {"one": [a for a, _ in pairs], "two": [b for _, b in pairs]}
    found = rake(rows, {"one": {"a": share, "b": 1 - share}})
    assert found.values.mean() == pytest.approx(1, rel=1e-6) or found.trimmed
    assert 1 - 1e-9 <= found.effective_n <= len(pairs) + 1e-6
    if found.reached and not found.empty:
        assert shares(found.values, rows["one"], "ab")["a"] == pytest.approx(share, abs=1e-3)


@pytest.mark.parametrize(
    ("rows", "margins", "words"),
    [
        ({"sex": []}, {}, "one value per response"),
        ({"sex": ["women"]}, {"age": {"young": 1}}, "no response says it"),
        ({"sex": ["women"]}, {"sex": {"women": -1}}, "below zero"),
        ({"sex": ["Women"]}, {"sex": SEX}, "spelt as in the responses"),
    ],
)
def test_margins_that_cannot_be_used_are_refused(rows, margins, words):
    with pytest.raises(MarginError, match=words):
        rake(rows, margins)
