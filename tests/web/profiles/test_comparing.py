"""What changed between editions: by more than chance explains, or not."""

from dataclasses import replace

import pytest

from avow.web.profiles.comparing import compared
from avow.web.profiles.document.content import Content, Fact, Part


def content(number, *facts):
    part = Part("a", "A", "What?", (), facts)
    blank = ("",) * 7
    return Content("North", "", str(2023 + number), *blank[:5], (), (part,), number=number)


OLD = Fact("m", "Measure", "10.0%", "2024", 10.0, 9.0, 11.0)


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (14.0, 13.0, 15.0, "higher, by more than chance"),
        (6.0, 5.0, 7.0, "lower, by more than chance"),
        (11.0, 10.0, 12.0, "may be chance"),
        (None, None, None, "not compared"),
    ],
)
def test_a_change_is_judged_by_the_interval_of_the_difference(value, low, high, said):
    new = Fact("m", "Measure", f"{value}%", "2025", value, low, high)
    made = compared(content(1, OLD), content(2, new))
    [row] = made.every.rows
    assert said in row[3]
    assert bool(made.beyond.rows) == ("more than chance" in said)


def test_new_and_gone_and_unchanged_figures_say_so():
    other = replace(OLD, key="n", label="New one")
    kept = replace(OLD, key="k", label="Kept")
    made = compared(content(1, OLD, kept), content(2, other, kept))
    said = {row[0]: row[3] for row in made.every.rows}
    assert said == {"New one": "new", "Kept": "the same figure", "Measure": "not compared"}
