"""Words that stay, go and come; setting never counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.revisions import count, plain, same_words, spans

TEXTS = st.lists(
    st.sampled_from(["we", "will", "train", "officers", "and", "staff", ",", ".", "\n", "’s", "é"])
).map(" ".join)


def squeezed(text):
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We  will\nact.", "We will act"),
        ("the force’s “own” people", 'the force\'s "own" people'),
        ("2024–25", "2024-25"),
        ("We will act; ", "We will act."),
    ],
)
def test_setting_is_no_change(before, after):
    assert same_words(before, after)
    assert all(span.same for span in spans(before, after))


@pytest.mark.parametrize(
    ("before", "after"), [("We will act", "We may act"), ("we act", "We act"), ("a, b", "a b")]
)
def test_words_case_and_commas_are_changes(before, after):
    assert not same_words(before, after)


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("• Act now", "", "Act now"),
        ("1.2 Act now", "1.2", "Act now"),
        ("3. Act now", "3", "Act now"),
        ("(Act) now", "", "(Act) now"),
        ("3 boroughs act", "3", "3 boroughs act"),
        ("24 hours", "2", "24 hours"),
    ],
)
def test_a_number_or_bullet_in_front_is_left_out(text, number, left):
    assert plain(text, number) == left


def test_each_word_that_went_and_came_is_marked():
    row = spans("We will act within a day.", "We will act openly within two days.")
    assert [(s.same, s.before, s.after) for s in row] == [
        (True, "We will act", "We will act"),
        (False, "", " openly"),
        (True, " within", " within"),
        (False, " a day.", " two days."),
    ]
    assert count(row) == (kept := count(row))
    assert (kept.kept, kept.dropped, kept.added) == (4, 2, 3)


def test_a_lone_word_between_rewritten_stretches_goes_with_them():
    row = spans("one two the three four", "five six the seven eight")
    assert [span.same for span in row] == [False]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_spans(before, after):
    row = spans(before, after)
    assert squeezed("".join(s.before for s in row)) == squeezed(before)
    assert squeezed("".join(s.after for s in row)) == squeezed(after)
    assert all(s.same for s in row) == same_words(before, after)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_the_words_add_up(before, after):
    words = count(spans(before, after))
    marks = {",", ".", "’"}
    assert words.kept + words.dropped >= 0
    assert words.kept + words.added == sum(w not in marks for w in after.replace("’s", "s").split())
