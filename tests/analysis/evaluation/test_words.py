"""How changes and levels are said: never rounded to what they are not."""

import pytest

from avow.analysis.evaluation.effects import change, level_of


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (0.0, "no change"),
        (-0.01, "less than 0.1% fewer"),
        (-0.2, "0.2% fewer"),
        (3.0, "3% more"),
        (-99.9, "over 99% fewer"),
        (-100.0, "100% fewer"),
        (37127.0, "over 1000% more"),
    ],
)
def test_changes_in_words(percent, words):
    assert change(percent, "count") == words


@pytest.mark.parametrize(
    ("level", "words"),
    [(0.95, "95%"), (0.999, "99.9%"), (0.9999, "99.99%"), (12 / 13, "92.3%"), (0.8, "80%")],
)
def test_levels_are_not_rounded_up(level, words):
    assert level_of(level) == words
