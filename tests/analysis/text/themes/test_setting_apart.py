"""What is set apart, and what only looks like it."""

import pytest

from avow.analysis.text.themes import reason_to_set_apart


@pytest.mark.parametrize(
    "text",
    [
        "", "  \n", "No comment.", "n/a", "N/A/", "Nothing", "NOTHING TO ADD!", "none really",
        "Don’t know", "I don't know", "Did not answer",
        "prefer not to say", "I would rather not say",
        "Not that I can think of", "I can't think of anything else", "no other comments to make",
        "Not sure... nothing I could think of",
        "No thank you. Nothing else to add", "nope, nothing",
        "no answer given", "I have nothing more to say", "No improvements needed",
    ],
)  # fmt: skip
def test_no_comment(text):
    assert reason_to_set_apart(text) == "no comment"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("test", "not an answer"),
        ("Testing 123", "not an answer"),
        ("as above", "not an answer"),
        ("see my previous answer", "not an answer"),
        ("asdfgh", "not an answer"),
        ("https://example.org/a b", "not an answer"),
        ("...", "not in words"),
        ("👍👍", "not in words"),
        ("12345", "not in words"),
        ("ok", "too short"),
        ("x", "too short"),
    ],
)
def test_other_reasons(text, reason):
    assert reason_to_set_apart(text) == reason


def test_a_text_that_repeats_the_question_is_no_answer():
    question = "What would make you feel safer?"
    assert reason_to_set_apart("what would make you feel SAFER", question) == "not an answer"
    assert reason_to_set_apart("what would make you feel SAFER") is None


@pytest.mark.parametrize(
    "text",
    [
        "Nothing, everything was great", "Nothing was done about it", "No one listens", "no lights",
        "None of the officers came", "Don't know where to report", "no thanks to the police",
        "No comment was made to me by the officer", "pass more laws", "I do not feel safe",
        "do not respond", "no answer on 101", "safe", "警察", "أشعر بالخوف",
        "same officer each time",
    ],
)  # fmt: skip
def test_what_says_something_stays(text):
    assert reason_to_set_apart(text) is None
