"""The pieces of which themes are made: parts, centres, terms, quotes."""

import numpy as np

from avow.analysis.text.duplicates import words
from avow.analysis.text.themes.clusters import centres
from avow.analysis.text.themes.parts import parts
from avow.analysis.text.themes.quotes import typical
from avow.analysis.text.themes.terms import key_terms, labels


def test_an_answer_is_cut_where_it_turns_to_something_else():
    assert parts("Staff were kind, but the wait was long. Also no food") == [
        ["staff", "were", "kind"],
        ["the", "wait", "was", "long"],
        ["no", "food"],
    ]
    assert parts("Rude") == [["rude"]]
    assert parts("") == [[]]


def test_centres_lie_where_the_rows_lie():
    rows = np.repeat(np.eye(3), 5, axis=0)
    assert {tuple(row) for row in centres(rows, 3, seed=2)} == {tuple(row) for row in np.eye(3)}


def test_there_are_no_more_centres_than_different_rows():
    assert len(centres(np.repeat(np.eye(2), 4, axis=0), 7, seed=1)) == 2
    assert len(centres(np.zeros((4, 2)), 2, seed=1)) == 0


def test_centres_that_say_the_same_are_joined():
    rows = np.array([[1.0, 0.0], [0.999, 0.0447], [0.0, 1.0]])
    assert len(centres(rows, 3, seed=1)) == 2


def test_terms_are_what_is_said_in_one_theme_and_not_in_the_others():
    light = [["street", "lights", "are", "broken"], ["the", "street", "lights"]] * 3
    police = [["police", "please"], ["more", "police", "are", "good"]]
    first, second = key_terms([light, police])
    assert first[0] == "street lights"
    assert second[0] == "police"
    assert "are" not in first


def test_terms_of_the_question_are_left_when_nothing_else_is():
    assert key_terms([[["police"]]], ["police"]) == [("police",)]


def test_labels_are_told_apart():
    same = ("a1", "b1", "c1")
    assert labels([(*same, "d1"), (*same, "e1"), same, same]) == [
        "A1, b1, c1",
        "A1, b1, c1, e1",
        "A1, b1, c1 (2)",
        "A1, b1, c1 (3)",
    ]


def test_quotes_prefer_what_can_be_read_at_a_glance_and_differs():
    texts = {
        0: words("dark streets"),
        1: words("the streets are dark and nobody is there"),
        2: words("the streets are dark and nobody is here"),
        3: words("lamps by the station went out in march"),
        4: ["long"] * 200,
    }
    chosen = typical([(place, 1.0) for place in texts], texts)
    assert chosen == [1, 3, 0]
