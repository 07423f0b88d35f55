"""Paragraphs and sentences keep their exact place, however the file was broken into lines."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.documents import paragraphs, sentences

WRAPPED = """1. Introduction

Our charity has worked in this county for thirty years and we know it very well
indeed. We welcome the plan, e.g. its second part, and we thank the force. It is
a start.

- Ring each victim back within a week and tell her what has happened since she
  first spoke to you.
- Publish figures.

Page 2 of 7

More must be done to support those who
https://example.org/a.pdf

come forward, for example by ringing them.
"""


def said(text, kind=None):
    return [s.text for s in sentences(text) if kind in (None, s.kind)]


def test_wrapped_text():
    assert said(WRAPPED, "heading") == ["Introduction"]
    assert said(WRAPPED, "item") == [
        "Ring each victim back within a week and tell her what has happened since she first spoke "
        "to you.",
        "Publish figures.",
    ]
    assert "We welcome the plan, e.g. its second part, and we thank the force." in said(WRAPPED)
    assert said(WRAPPED, "furniture") == ["Page 2 of 7"]


def test_an_address_amid_a_sentence_does_not_cut_it():
    last = sentences(WRAPPED)[-1]
    assert last.text.startswith("More must be done")
    assert last.text.endswith("for example by ringing them.")
    assert "https://example.org/a.pdf" in WRAPPED[last.start : last.end]


def test_blank_lines_between_all_lines_change_nothing():
    body = (
        "We have read the plan with care and we think that it could go a good deal further\n"
        "than it does at present. Many women have told us that they were not believed when\n"
        "they first came forward. Officers must be trained to listen. We want to see that\n"
        "happen in each district of the county.\n"
    )
    once = f"1. Summary\n{body}2. Details\n{body}{body}"
    doubled = once.replace("\n", "\n\n")
    assert said(doubled) == said(once)


def test_short_lines_that_each_end_are_paragraphs_of_their_own():
    text = "A first thought.\nA second thought that is longer.\nThird."
    assert len(paragraphs(text)) == 3


def test_headings_of_many_kinds():
    text = (
        "# The plan\n\nText stands here.\n\nWHAT WORKS\n\nMore text.\n\n2.1 Orders and bail\n\n"
        "Yet more text.\n\n**In bold**\n\nThe end.\n"
    )
    assert said(text, "heading") == ["The plan", "WHAT WORKS", "Orders and bail", "In bold"]
    assert [p.section for p in paragraphs(text) if p.kind == "body"] == [
        "The plan",
        "WHAT WORKS",
        "Orders and bail",
        "In bold",
    ]


def test_numbered_sentences_are_items_not_headings():
    text = "Our asks\n\n1. Fund refuges\n2. Train officers\n3. Publish data\n\nThank you.\n"
    assert said(text, "item") == ["Fund refuges", "Train officers", "Publish data"]


def test_quotes_abbreviations_and_initials():
    text = (
        "She said: “Nobody rang me.” Dr. J. Patel of St. Anne's agreed. It cost £4.5m, i.e. a lot! "
        "Was it worth it? (We think so.) Yes."
    )
    assert said(text) == [
        "She said: “Nobody rang me.”",
        "Dr. J. Patel of St. Anne's agreed.",
        "It cost £4.5m, i.e. a lot!",
        "Was it worth it?",
        "(We think so.)",
        "Yes.",
    ]


def test_running_heads_are_furniture():
    page = "Response to the plan | {}\n\nThe force should listen more to women it has failed.\n\n"
    text = "".join(page.format(n) for n in range(1, 4))
    assert len(said(text, "furniture")) == 3


@given(st.text(alphabet="aB.?! \n\r\f-•1(#:“”’\t\xa0", max_size=200))
def test_every_place_is_exact_and_in_order(text):
    found = sentences(text)
    assert all(text[s.start : s.end].strip() for s in found)
    assert [s.start for s in found] == sorted(s.start for s in found)
    for one, two in pairwise(found):
        assert one.end <= two.start


@given(st.text(alphabet="aB. \n-1", max_size=120))
def test_no_letter_is_lost(text):
    kept = "".join(text[p.start : p.end] for p in paragraphs(text))
    assert sorted(c for c in kept if c.isalpha()) == sorted(c for c in text if c.isalpha())


def test_a_run_without_full_stops_is_cut_at_white_space():
    text = "and so on " * 1_000
    found = sentences(text)
    assert all(s.end - s.start <= 1_500 for s in found)
    assert " ".join(s.text for s in found) == text.strip()
    assert len(sentences("x" * 4_000)) == 3


def test_running_heads_without_a_number_are_furniture_where_they_stand_at_page_numbers():
    text = (
        "Reply of the Guild\n\n2\n\nWe ask that:\n\n(a) doors open early;\n\n"
        "Reply of the Guild\n\n3\n\n"
        "(b) doors close late.\n\nOur view\n\nIt is short.\n\nOur view\n\nIt is long.\n"
    )
    found = {s.text: s.kind for s in sentences(text)}
    assert found["Reply of the Guild"] == "furniture"
    assert found["Our view"] == "heading"
    assert found["doors close late."] == "item"
