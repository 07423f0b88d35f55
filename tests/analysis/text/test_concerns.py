"""Finding what may disclose abuse or danger: much is found, and what is policy is left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.text import concerns
from avow.analysis.text.phrases import Phrases

FOLDER = Path(__file__).parent / "concerns"
SETS = ("", "_held_back", "_last")


def sentences(name):
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def share_found(name):
    said = sentences(name)
    return sum(bool(concerns.find(sentence)) for sentence in said) / len(said)


@pytest.mark.slow
@pytest.mark.parametrize("of", SETS)
def test_nearly_every_disclosure_is_found(of):
    assert share_found(f"disclosing{of}") >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("of", SETS)
def test_few_sentences_about_policy_are_taken_for_disclosures(of):
    assert share_found(f"look_alikes{of}") <= 0.08


def test_the_sentence_and_its_place_are_told():
    text = "The plan is good. He hits me. More lights."
    (sign,) = concerns.find(text)
    assert text[sign.start : sign.end] == "He hits me."
    assert sign.why == "violence"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I want to die.", "self"),
        ("The officer who took my statement messages me.", "officer"),
        ("I am scared to go home.", "fear"),
        ("He checks my phone.", "control"),
        ("I was raped in 2019.", "past"),
        ("He threatened to burn the house with us in it.", "threat"),
        ("My stepdad touches my sister.", "violence"),
        ("The kids hide under the bed.", "child"),
    ],
)
def test_the_reason_is_told(text, why):
    assert concerns.find(text)[0].why == why
    assert why in concerns.kinds()


def test_curled_apostrophes_and_capitals_make_no_difference():
    assert concerns.find("HE WON’T LET ME LEAVE")
    assert concerns.find("he won't let me leave")


@pytest.mark.parametrize(
    "text",
    [
        "Mi marido me pega cada noche cuando llega a casa.",
        "زوجي يضربني وأخاف أن أعود إلى البيت",
        "Mąż mnie bije i boję się wracać do domu.",
        "Kocam beni dövüyor ve eve gitmeye korkuyorum.",
        "我丈夫打我",
    ],
)
def test_another_language_is_said_to_be_unread(text):
    (sign,) = concerns.find(text)
    assert (sign.start, sign.end, sign.why) == (0, len(text), "language")


def test_everything_in_a_survey_of_another_language_is_unread():
    assert concerns.find("ok", "so")[0].why == "language"
    assert concerns.find("He agrees.", "en-x-easyread") == ()


@pytest.mark.parametrize("text", ["", "  \n", "10/10", "—", "Yes", "Street lighting", "👍"])
def test_nothing_to_read_is_no_sign(text):
    assert concerns.find(text) == ()


@given(st.text(max_size=300))
def test_signs_lie_within_the_text_and_in_order(text):
    signs = concerns.find(text)
    assert all(0 <= sign.start < sign.end <= len(text) for sign in signs)
    assert list(signs) == sorted(signs, key=lambda sign: sign.start)


def test_words_that_only_say_who_speaks_are_not_read():
    assert concerns.find("In my opinion rape should be charged more often.") == ()


def test_gaps_reach_as_far_as_they_say():
    written = enumerate(("hit - me", "see ~ me", "{them} fled"))
    phrases = Phrases.of(written, {"them": ["a man"]})
    found = phrases.without + [p for group in phrases.by_word.values() for p in group]
    stands = {p.text: lambda s, p=p: phrases.stands(p, s) for p in found}
    assert stands["hit - me"]("hit on the me")
    assert not stands["hit - me"]("hit on the very me")
    assert stands["see ~ me"]("see a b c d e me")
    assert not stands["see ~ me"]("see a b c d e f me")
    assert stands["{them} fled"]("then a man fled")


def test_a_phrase_that_names_no_set_is_refused():
    phrases = Phrases.of([(0, "{nobody} fled")], {})
    with pytest.raises(KeyError):
        phrases.stands(phrases.by_word["fled"][0], "nobody fled")


def test_the_deadline_is_a_matter_of_days():
    assert 1 <= concerns.due_days() <= 5
