"""Trained weights decide, say why in words, and leave no sentence out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.documents import Action, Commitment, Pillar, Plan, sentences
from avow.analysis.text import find_recommendations
from avow.analysis.text.deciding import Weights, decide, load
from avow.analysis.text.signals import signals
from avow.analysis.text.wording import Verdict

PLAN = Plan(
    "Plan of the Borland Constabulary",
    (
        Pillar(
            "",
            "",
            (
                Commitment("1", "Vet all.", "Vet all officers.", (Action("1.1", "Vet."),)),
                Commitment("2", "Patrol.", "Patrol the streets.", (Action("2.1", "Walk."),)),
            ),
        ),
    ),
)
ASKS = [
    "The police should patrol the hotspots by the library.",
    "Every victim should have a named officer.",
    "We recommend that the force publishes its figures each quarter.",
    "Officers need to be trained in coercive control.",
    "We would welcome more detail on training.",
    "Publish the data each quarter.",
    "Better lighting on the towpath would not go amiss.",
]
NOT_ASKS = [
    "She had to wait a year for a counsellor.",
    "We welcome the plan and thank its authors.",
    "The law says that the police must act.",
    "Our staff must be trained every year.",
    "In 2019 the inspectorate recommended that forces publish this.",
]


def read(text):
    return find_recommendations(text, PLAN)


@pytest.mark.parametrize("text", ASKS)
def test_plain_asks_are_found_with_a_reason(text):
    (found,) = read(text).recommendations
    assert found.quote == text
    assert found.confidence >= 0.5
    assert found.reason


@pytest.mark.parametrize("text", NOT_ASKS)
def test_what_only_looks_like_an_ask_is_not_one_and_says_why(text):
    reading = read(text)
    assert reading.recommendations == ()
    assert all(s.reason and s.confidence > 0.5 for s in reading.sentences)


def test_the_reason_quotes_the_words_that_told():
    (found,) = read("The police should patrol the hotspots by the library.").recommendations
    assert "should" in found.reason
    (listed,) = [
        r
        for r in read("What we ask\n\nWe ask the force for:\n- a named officer\n").recommendations
        if "named" in r.quote
    ]
    assert "list" in listed.reason or "under" in listed.reason


def test_weights_sum_and_know_nothing_of_strangers():
    weights = Weights(0.0, {"a": 2.0, "b": -1.0})
    assert weights.probability({"unknown": ""}) == 0.5
    assert weights.probability({"a": "", "b": ""}) > 0.5
    assert weights.strongest({"a": "", "b": ""}) == ["a"]
    assert weights.strongest({"a": "", "b": ""}, against=True) == ["b"]
    assert weights.weigh({"a": 0.5, "c": 9.0}) == 1.0
    assert set(load("asks")) == {"asks", "implied"}


def test_an_empty_set_of_signals_still_has_a_reason():
    told = decide({}, Verdict(ask=True, reason="a rule"))
    assert told.reason


PARTS = [*ASKS, *NOT_ASKS, "Background", "- a named officer", "1. First", "Page 3", "“Quoted.”", ""]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from([" ", "\n", "\n\n"]))
def test_every_sentence_of_any_document_is_accounted_for(parts, between):
    text = between.join(parts)
    reading = read(text)
    assert [(s.start, s.end) for s in reading.sentences] == [
        (s.start, s.end) for s in sentences(text)
    ]
    assert all(s.reason for s in reading.sentences)
    asked = [(s.start, s.end) for s in reading.sentences if s.recommendation]
    assert asked == [(r.start, r.end) for r in reading.recommendations]
    covered = {i for s in reading.sentences for i in range(s.start, s.end)}
    markers = {i for i, char in enumerate(text) if not char.isalpha()}
    assert set(range(len(text))) <= covered | markers
    assert read(text) == reading


def test_signals_name_what_gave_them():
    told, verdicts, leads = signals(sentences("The council must publish its figures."))
    assert "duty of BODY" in told[0]
    assert told[0]["duty of BODY"].startswith("The council must")
    assert verdicts[0].ask
    assert leads == [""]
