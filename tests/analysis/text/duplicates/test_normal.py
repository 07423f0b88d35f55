"""What counts as the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.text.duplicates import distinct, normal_form, words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Very  GOOD!!\n", "very good"),
        ("don’t – Don't", "don't don't"),
        ("ﬁne Ⅻ", "fine xii"),
        ("हिन्दी में", "हिन्दी में"),
        ("crème brûlée", "crème brûlée"),
        ("...", ""),
    ],
)
def test_normal_form(text, form):
    assert normal_form(text) == form


@given(st.text())
def test_a_normal_form_is_its_own(text):
    assert normal_form(normal_form(text)) == normal_form(text)


def test_distinct_keeps_order_and_says_where_each_is():
    assert distinct(["B", "a", "b.", "A"]) == (["b", "a"], [0, 1, 0, 1])
    assert words("It's 5 o'clock") == ["it's", "5", "o'clock"]
