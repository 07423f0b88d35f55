"""Suggestions: what was coded is learnt, identical texts agree, confidence means what it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.text.coding import Coder, f1_scores
from avow.analysis.text.duplicates import normal_form
from tests.analysis.text.themes.answers import answers

TEXTS, THEMES = answers(150, seed=3)
LABELS = [frozenset([theme]) for theme in THEMES]


@pytest.fixture(scope="module")
def coder():
    return Coder.learn(TEXTS[:60], LABELS[:60], seed=1, unlabelled=TEXTS[60:])


def test_what_was_coded_is_learnt(coder):
    found = coder.suggest(TEXTS[60:])
    assert f1_scores(LABELS[60:], [s.labels for s in found]).micro > 0.95


def test_chances_are_chances_and_labels_come_best_first(coder):
    for suggestion in coder.suggest([*TEXTS[60:80], "", "something else", "警察"]):
        chances = suggestion.per_label
        assert set(chances) == set(THEMES)
        assert all(0 <= chance <= 1 for chance in [*chances.values(), suggestion.confidence])
        ranked = sorted(suggestion.labels, key=lambda name: -chances[name])
        assert list(suggestion.labels) == ranked
        assert suggestion.labels  # every coded answer had a label


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=40)), max_size=8))
def test_identical_texts_get_the_same_alone_or_together(coder, texts):
    together = coder.suggest([*texts, *(text.upper() for text in texts)])
    for text, suggestion in zip(texts, together, strict=False):
        (alone,) = coder.suggest([text])
        assert alone.labels == suggestion.labels
        assert alone.confidence == pytest.approx(suggestion.confidence)
    by_form = {}
    for text, suggestion in zip([*texts, *map(str.upper, texts)], together, strict=True):
        by_form.setdefault(normal_form(text), set()).add(suggestion.labels)
    assert all(len(found) == 1 for found in by_form.values())


def test_an_answer_about_two_things_gets_both_labels(coder):
    text = (
        "Street lights by the canal never work, it is so dark. Teach boys about consent in school"
    )
    (suggestion,) = coder.suggest([text])
    assert set(suggestion.labels) == {"lighting", "schools"}


def test_the_name_of_a_label_teaches_too():
    labels = [frozenset(["Food & drink"] if n == 0 else ["Waiting times"]) for n in range(12)]
    texts = ["the meals were cold", *(f"I sat there for {n} hours" for n in range(11))]
    coder = Coder.learn(texts, labels, seed=1)
    drink, other = coder.suggest(["more drink please", "more music please"])
    assert "Food & drink" in drink.labels
    assert drink.per_label["Food & drink"] > other.per_label["Food & drink"] + 0.05


def test_where_people_gave_no_label_none_may_be_suggested():
    labels = [given if n % 3 else frozenset() for n, given in enumerate(LABELS[:60])]
    texts = [text if n % 3 else f"nothing {n}" for n, text in enumerate(TEXTS[:60])]
    coder = Coder.learn(texts, labels, seed=1)
    assert coder.suggest(["nothing at all"])[0].labels == ()


@pytest.mark.slow
def test_the_same_seed_gives_the_same():
    first, second = (
        Coder.learn(TEXTS[:40], LABELS[:40], seed=7).suggest(TEXTS[40:]) for _ in range(2)
    )
    assert first == second


def test_least_sure_first_and_repeats_last(coder):
    texts = [TEXTS[60], "a bus", TEXTS[60], "officers near school lights", TEXTS[60].upper()]
    order = coder.least_sure(texts)
    confidence = [suggestion.confidence for suggestion in coder.suggest(texts)]
    assert sorted(order) == [0, 1, 2, 3, 4]
    assert order[-2:] == [2, 4]
    assert confidence[order[0]] <= confidence[order[1]] <= confidence[order[2]]
    assert coder.least_sure(texts, 2) == order[:2]


@pytest.mark.slow
def test_confidence_is_calibrated_on_answers_with_wrong_codes():
    draw = np.random.default_rng(5)
    texts, themes = answers(900, seed=9)
    coded = [frozenset([t if draw.random() > 0.3 else "other"]) for t in themes]
    coder = Coder.learn(texts[:300], coded[:300], seed=1, unlabelled=texts[300:])
    found = coder.suggest(texts[300:])
    right = np.mean([set(s.labels) == t for s, t in zip(found, coded[300:], strict=True)])
    assert np.mean([s.confidence for s in found]) == pytest.approx(right, abs=0.08)


def test_one_label_only_can_be_learnt():
    coder = Coder.learn(["a b", "c d"], [frozenset(["x"])] * 2, seed=1)
    assert coder.suggest(["e"])[0].labels == ("x",)


def test_nothing_to_suggest_for_gives_nothing(coder):
    assert coder.suggest([]) == []
    assert coder.least_sure([]) == []


@pytest.mark.parametrize(
    ("texts", "labels", "words"),
    [
        (["a"], [], "1 texts with 0 sets"),
        ([], [], "at least one text with a label"),
        (["a"], [frozenset()], "at least one text with a label"),
    ],
)
def test_what_cannot_be_learnt_is_said(texts, labels, words):
    with pytest.raises(ValueError, match=words):
        Coder.learn(texts, labels, seed=1)


def test_of_many_coded_answers_some_are_drawn(monkeypatch):
    monkeypatch.setattr("avow.analysis.text.coding.coder._LEARN_AT_MOST", 30)
    coder = Coder.learn(TEXTS[:60], LABELS[:60], seed=1)
    assert f1_scores(LABELS[60:], [s.labels for s in coder.suggest(TEXTS[60:])]).micro > 0.8
