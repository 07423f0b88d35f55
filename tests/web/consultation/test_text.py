"""Marking and finding passages: nothing of a text is lost, and quotes are exact."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.web.consultation.marks import blocks, pieces, section_at
from avow.web.consultation.passages import NotInTextError, excerpt, locate
from tests.web.consultation.texts import SUBMISSION


@dataclass(frozen=True)
class Row:
    start: int
    end: int
    state: str = "candidate"


@st.composite
def marked(draw):
    text = draw(st.text(alphabet="ab .\n-1", min_size=1, max_size=120))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    found = draw(st.lists(spans.filter(lambda s: s[0] < s[1]), max_size=6, unique=True))
    return text, [Row(*span) for span in found]


@settings(max_examples=50)
@given(marked())
def test_pieces_joined_are_the_text_and_each_row_is_covered_whole(case):
    text, rows = case
    found = pieces(text, rows, 0, len(text))
    assert "".join(p.text for p in found) == text
    assert all(text[p.at : p.at + len(p.text)] == p.text for p in found)
    for row in rows:
        assert "".join(p.text for p in found if row in p.covered) == text[row.start : row.end]
        assert sum(row in p.begins for p in found) == 1


@settings(max_examples=50)
@given(marked())
def test_blocks_leave_out_nothing_but_white_space(case):
    text, rows = case
    shown = "".join(p.text for block in blocks(text, rows) for p in block.pieces)
    assert shown.split() == text.split() or "".join(shown.split()) == "".join(text.split())


def test_the_innermost_that_is_not_rejected_colours_a_piece():
    outer, inner = Row(0, 10), Row(2, 5, "rejected")
    assert pieces("0123456789", [outer, inner], 0, 10)[1].shown == outer
    inner = Row(2, 5)
    assert pieces("0123456789", [outer, inner], 0, 10)[1].shown == inner
    alone = Row(2, 5, "rejected")
    assert pieces("0123456789", [alone], 0, 10)[1].shown == alone


def test_a_submission_reads_as_headings_and_paragraphs():
    kinds = [b.kind for b in blocks(SUBMISSION, [])]
    assert kinds.count("heading") >= 2
    assert "body" in kinds
    assert section_at(SUBMISSION, SUBMISSION.index("welcome")) == "Fairness"
    assert section_at(SUBMISSION, len(SUBMISSION) + 5) == ""


@settings(max_examples=60)
@given(st.text(alphabet="ab (.", min_size=1, max_size=60), st.data())
def test_a_passage_cut_from_a_text_is_found_in_it(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        with pytest.raises(NotInTextError):
            locate(text, text[start:end])
        return
    left, right = locate(text, text[start:end], near=start)
    assert text[left:right].split() == text[start:end].split()
    assert abs(left - start) <= end - start


def test_the_nearest_of_several_is_taken():
    text = "train officers. Later: train  officers."
    assert locate(text, "train officers", near=0) == (0, 14)
    assert locate(text, "train officers", near=30) == (23, 38)


def test_an_excerpt_is_cut_at_words():
    text = "one two three four five six seven"
    start = text.index("four")
    assert excerpt(text, start, start + 4, around=8) == ("… three ", " five …")
    assert excerpt(text, 0, 3) == ("", text[3:])


@pytest.mark.slow
def test_a_passage_made_to_be_hard_to_find_takes_no_time():
    text = "lorem ipsum dolor " * 20_000
    with pytest.raises(NotInTextError):
        locate(text, "lorem  ipsum dolor " * 10_000 + "x")
