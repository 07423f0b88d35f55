import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.responses import in_words, portion

ORDER = ["none", "few", "some", "many", "most", "all"]


@pytest.mark.parametrize(
    ("count", "word"),
    [(0, "none"), (1, "few"), (9, "few"), (10, "some"), (30, "many"), (50, "most"), (100, "all")],
)
def test_words_follow_the_rule(count, word):
    assert portion(count, 100) == word


def test_few_answers_are_given_as_numbers():
    assert portion(3, 7) == "number"
    assert in_words(3, 7) == "3 of 7"


def test_the_share_stands_beside_the_word():
    assert in_words(62, 100) == "most (62%)"
    assert in_words(100, 100) == "all"


@given(st.integers(10, 500).flatmap(lambda n: st.tuples(st.just(n), *[st.integers(0, n)] * 2)))
def test_more_people_never_get_a_smaller_word(case):
    total, one, other = case
    less, more = sorted((one, other))
    assert ORDER.index(portion(less, total)) <= ORDER.index(portion(more, total))


@pytest.mark.parametrize(("count", "total"), [(-1, 3), (4, 3)])
def test_what_is_no_portion_is_refused(count, total):
    with pytest.raises(ValueError, match="no portion"):
        portion(count, total)
