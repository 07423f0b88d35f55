"""Texts are compared by letters, by the company of their words, and by everyday meaning."""

import numpy as np
import pytest

from avow.analysis.text.space import Space, likeness
from avow.analysis.text.space.company import company_vectors
from avow.analysis.text.space.everyday import groups_of_stems
from avow.analysis.text.space.wordbook import counted, letters

TEXTS = [
    line.split()
    for line in (
        "the bus was late", "the train was late", "the bus came soon", "the train came soon",
        "officers were kind to me", "staff were rude to me", "staff were kind to us",
    )
]  # fmt: skip


def alike(left, right):
    space = Space(TEXTS, seed=1)
    return float(likeness(space.place([left.split()]), space.place([right.split()]))[0, 0])


def test_words_of_one_everyday_group_are_alike():
    assert alike("they were prompt", "they were quick") > alike(
        "they were prompt", "they were sore"
    )


def test_a_misspelt_word_is_like_the_word():
    assert alike("excelent", "excellent") > alike("excelent", "excerpts") > 0


def test_words_that_keep_the_same_company_are_alike():
    flat = [np.array(s) for s in ([0, 1, 2], [0, 3, 2], [4, 5, 6], [4, 7, 6])] * 3
    vectors = company_vectors(flat, 8, dimensions=3, seed=1)
    assert vectors[1] @ vectors[3] > 0.9
    assert abs(vectors[1] @ vectors[5]) < 0.5


@pytest.mark.parametrize("sentences", [[], [[0]], [[0], [1]]])
def test_words_without_company_have_no_vector(sentences):
    vectors = company_vectors(
        [np.array(s, dtype=np.int64) for s in sentences], 2, dimensions=5, seed=1
    )
    assert not vectors.any()


def test_a_text_of_unknown_words_or_none_has_no_meaning():
    rows = Space(TEXTS, seed=1).meanings([[], ["zzzz"], TEXTS[0]])
    assert not rows[0].any()
    assert rows[2].any()
    assert np.isfinite(rows).all()


def test_counts_are_damped():
    words, counts = counted([["a", "a", "b"], []])
    assert words == ["a", "b"]
    assert counts.toarray() == pytest.approx(np.array([[1 + np.log(2), 1], [0, 0]]))


def test_letters_tell_a_beginning_from_a_middle():
    rows = letters(["bus", "abuse"]).toarray()
    assert rows[0].sum() == 6  # " bu", "bus", "us ", " bus", "bus ", " bus "
    assert 0 < (rows[0] * rows[1]).sum() < rows[0].sum()


def test_every_everyday_word_stands_in_few_groups():
    names, found = groups_of_stems()
    assert len(names) == len(set(names)) > 50
    assert max(len(places) for places in found.values()) <= 4
    assert found["prompt"] == found["speedy"]
