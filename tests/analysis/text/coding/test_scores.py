"""F1 scores against scikit-learn's, and the pieces of learning against what they shorten."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import MultiLabelBinarizer

from avow.analysis.text.coding import f1_scores
from avow.analysis.text.coding.chances import logistic
from avow.analysis.text.coding.learner import Learner
from avow.analysis.text.space import Space

pairs = st.lists(st.tuples(*[st.frozensets(st.sampled_from("abcd"))] * 2), min_size=1, max_size=9)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(pairs)
def test_f1_is_that_of_scikit_learn(rows):
    truth, said = zip(*rows, strict=True)
    binary = MultiLabelBinarizer().fit([*truth, *said])
    assume(len(binary.classes_) > 1)  # one label alone scikit-learn takes for two
    left, right = binary.transform(truth), binary.transform(said)
    scores = f1_scores(truth, said)
    for name in ("micro", "macro"):
        expected = f1_score(left, right, average=name, zero_division=0.0)
        assert getattr(scores, name) == pytest.approx(expected)


def test_nothing_to_score():
    assert f1_scores([], []).micro is None
    assert f1_scores([frozenset()], [()]).macro is None


def test_scores_without_ones_own_vote_are_those_of_learning_without():
    texts = [t.split() for t in ("bus late", "train late", "kind staff", "rude staff", "bus soon")]
    truth = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1.0]])
    space = Space(texts, seed=1)
    whole = Learner(space.place(texts), truth, np.ones(5))
    without = Learner(space.place(texts[1:]), truth[1:], np.ones(4))
    own = space.place(texts[:1])
    assert whole.own_left_out()[0] == pytest.approx(without.scores(own)[0])
    part = space.place([["bus"]])
    found = whole.parts_left_out(part, np.array([0]))
    assert found[0] == pytest.approx(without.scores(part)[0])


def test_logistic_is_that_of_scikit_learn():
    draw = np.random.default_rng(2)
    features = draw.normal(size=(200, 2))
    outcome = (features[:, 0] + draw.normal(size=200) > 0).astype(float)
    model = LogisticRegression(C=1.0, tol=1e-10).fit(features, outcome)
    found = logistic(features, outcome)
    assert found[:2] == pytest.approx(model.coef_[0], abs=1e-4)
    assert found[2] == pytest.approx(model.intercept_[0], abs=1e-4)
