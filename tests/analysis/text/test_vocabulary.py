"""The vocabulary finds concepts by any of their names, and knows what they belong to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.text import Concept, Vocabulary, VocabularyError, load_vocabulary
from avow.analysis.text.vocabulary import read_concepts
from avow.analysis.text.words import content, stem

NAMED = [
    ("Two IDVAs sat in the station.", "idva"),
    ("independent domestic violence advisers", "idva"),
    ("the case was closed with No Further Action", "nfa"),
    ("Claire’s Law requests", "clares-law"),
    ("services ‘led by and for’ Black women", "by-and-for"),
    ("officers must be re-vetted", "vetting"),
    ("whistle-\nblowers", "whistle-blowing"),
    ("allegations of abuse made against serving officers", "police-perpetrated"),
    ("DA Matters", "da-matters"),
    ("a Stalking Protection Order", "spo"),
    ("the SARC", "sarc"),
]


@pytest.mark.parametrize(("text", "concept"), NAMED)
def test_concepts_are_found_by_their_names(text, concept):
    assert concept in {m.concept for m in load_vocabulary().mentions(text)}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("in order to help", "protection-orders"),
        ("a soit disant friend", "soit"),
        ("DASHED", "da-matters"),
    ],
)
def test_and_not_by_others(text, concept):
    assert concept not in {m.concept for m in load_vocabulary().mentions(text)}


def test_there_are_at_least_150_whole_concepts():
    concepts = load_vocabulary().concepts
    assert len(concepts) >= 150
    assert all(c.label and c.definition.endswith(".") and c.weight > 0 for c in concepts.values())


def test_da_matters_reaches_training_and_domestic_abuse():
    wider = load_vocabulary().wider("da-matters")
    assert wider["training"] == 0.5
    assert wider["domestic-abuse"] == 0.5
    assert wider["capability"] == 0.25


def test_an_abbreviation_takes_the_meaning_the_document_spells_out():
    vocabulary = load_vocabulary()
    known = vocabulary.named("Prosecutors give early investigative advice.")
    assert {m.concept for m in vocabulary.mentions("ask for EIA", known)} == {"eia-advice"}
    assert {m.concept for m in vocabulary.mentions("ask for EIA")} == {
        "eia-advice",
        "equality-impact",
    }


def test_the_longest_name_wins():
    rows = [
        {"id": "a", "label": "night bus", "definition": "A."},
        {"id": "b", "label": "bus", "definition": "B."},
    ]
    found = Vocabulary(read_concepts(rows)).mentions("The night bus, then a bus.")
    assert [(m.concept, m.words) for m in found] == [("a", "night bus"), ("b", "bus")]


def test_words_in_between():
    rows = [{"id": "a", "label": "x", "definition": "A.", "synonyms": ["pass on .. details"]}]
    vocabulary = Vocabulary(read_concepts(rows))
    assert vocabulary.mentions("never pass on her home details to anyone")
    assert not vocabulary.mentions("pass on a b c d e details")
    assert not vocabulary.mentions("pass on")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"id": "a", "label": "A"}], r"\(a\) lacks definition"),
        ([{"id": "a", "label": "A", "definition": "."}] * 2, "stands twice"),
    ],
)
def test_bad_rows_are_refused(rows, words):
    with pytest.raises(VocabularyError, match=words):
        read_concepts(rows)


def test_bad_relations_are_refused():
    with pytest.raises(VocabularyError, match="no concept is called 'z'"):
        Vocabulary({"a": Concept("a", "A", ".", broader=("z",))})
    circle = {
        "a": Concept("a", "A", ".", broader=("b",)),
        "b": Concept("b", "B", ".", broader=("a",)),
    }
    with pytest.raises(VocabularyError, match="broader than itself"):
        Vocabulary(circle)


@pytest.mark.parametrize(
    ("one", "two"),
    [("policies", "policy"), ("training", "trained"), ("stopped", "stop"), ("victims’", "victim")],
)
def test_stems_meet(one, two):
    assert stem(one) == stem(two)


@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_any_text_can_be_searched(text):
    assert isinstance(load_vocabulary().mentions(text), list)
    assert all(content(text))
