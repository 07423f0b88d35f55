"""Figures by place and period: what is read from columns, and what is refused in words."""

from datetime import date

import numpy as np
import pytest

from avow.analysis.evaluation import EvaluationError, Panel, Pilot
from avow.analysis.evaluation.panel import Split
from avow.analysis.evaluation.periods import (
    first_after,
    ordered,
    period_kind,
    season_of,
    up_to,
    without_gaps,
)

UNITS = ["North", "North", "South", "South"]
TIMES = ["2024-01", "2024-02", "2024-01", "2024-02"]


def panel(**changes):
    columns = {"units": UNITS, "periods": TIMES, "values": [1, 2, 3, 4]} | changes
    return Panel.of(**columns)


def test_rows_in_any_order_become_units_by_periods():
    made = panel(periods=["2024-02", "2024-01", "2024-01", "2024-02"], values=["1", "2", "3", "4"])
    assert made.units == ("North", "South")
    assert made.periods == ("2024-01", "2024-02")
    assert made.values.tolist() == [[2, 1], [3, 4]]


def test_days_become_labels_and_the_firsts_of_months_are_months():
    days = [date(2024, month, 1) for month in (1, 2)] * 2
    made = panel(periods=days)
    assert made.periods == ("2024-01-01", "2024-02-01")
    assert made.period_kind == "month"
    assert season_of(made.periods) == [0, 1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"values": [1, "x", 3, 4]}, "Row 2, North in 2024-02: outcome is “x”, which is no number"),
        ({"values": [1, None, 3, 4]}, "Row 2, North in 2024-02: outcome is empty"),
        ({"periods": ["2024-01"] * 2 + TIMES[2:]}, "Row 2: North in 2024-01 stands twice"),
        ({"units": ["North"] * 2 + ["South", "East"]}, "South has no row for 2024-02"),
        ({"exposure": [1, 1, 0, 1]}, "South has exposure of 0 in 2024-01; it must be above 0"),
        ({"values": [1, 2, 3]}, "as many figures"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(change, words):
    with pytest.raises(EvaluationError, match=words):
        panel(**change)


def test_rows_are_numbered_as_in_the_file_and_columns_named():
    with pytest.raises(EvaluationError, match="Row 4, South in 2024-01: thefts is “-”"):
        panel(values=[1, 2, "-", 4], first_row=2, names=("thefts", ""))


def test_counts_are_seen_from_the_figures():
    assert panel().kind(None) == "count"
    assert panel(values=[1, 2, 3, 4.5]).kind(None) == "value"
    assert panel().kind("value") == "value"
    with pytest.raises(EvaluationError, match="Take them as values"):
        panel(values=[1, 2, 3, -4]).kind("count")


@pytest.mark.parametrize(
    ("labels", "kind", "season"),
    [
        (("2024-01", "2024-02"), "month", [0, 1]),
        (("2024-Q1", "2024-Q2"), "quarter", [0, 1]),
        (("2023", "2024"), "year", []),
        (("2024-01-05", "2024-01-12"), "day", []),
        (("week 1", "week 2"), "step", []),
    ],
)
def test_periods_are_known_by_their_labels(labels, kind, season):
    assert period_kind(labels) == kind
    assert season_of(labels) == season


@pytest.mark.parametrize(
    "labels", [("2023-12", "2024-02"), ("2023-Q4", "2024-Q2"), ("2022", "2024")]
)
def test_a_gap_between_periods_is_refused(labels):
    with pytest.raises(EvaluationError, match=f"Between {labels[0]} and {labels[1]}"):
        without_gaps(labels)


def test_no_gap_over_the_turn_of_the_year():
    without_gaps(("2023-12", "2024-01"))
    without_gaps(("2023-Q4", "2024-Q1"))
    without_gaps(("week 1", "week 9"))


def test_a_pilot_needs_a_place_and_no_place_twice():
    with pytest.raises(EvaluationError, match="at least one area"):
        Pilot(areas=(), start="2024", outcome="x")
    with pytest.raises(EvaluationError, match="North: an area of the pilot"):
        Pilot(areas=("North",), start="2024", outcome="x", neighbours=("North",))


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        (("A",), "A"),
        (("A", "B"), "A and B"),
        (("A", "B", "C"), "A, B and C"),
        (("A", "B", "C", "D"), "A and 3 other areas"),
    ],
)
def test_areas_in_words(areas, words):
    assert Pilot(areas=areas, start="2024", outcome="x").place == words


def _split(**pilot):
    columns = np.arange(20.0).reshape(4, 5)
    labels = tuple(f"2024-0{month}" for month in range(1, 6))
    made = Panel(("A", "B", "C", "D"), labels, columns, np.ones((4, 5)))
    return Split.of(made, Pilot(**{"areas": ("A",), "start": "2024-03", "outcome": "x"} | pilot))


def test_neighbours_are_no_comparison_and_the_end_cuts():
    found = _split(neighbours=("B",), end="2024-04")
    assert (found.treated, found.compared) == ((0,), (2, 3))
    assert (found.before, found.after, found.since) == (2, 2, "2024-03 to 2024-04")
    assert found.panel.exposure is not None
    assert found.panel.exposure.shape == (4, 4)
    assert _split(end="2024-03").since == "2024-03"


def test_unknown_places_and_starts_outside_are_refused():
    with pytest.raises(EvaluationError, match=r"No figures for Z\. There are: A, B, C, D"):
        _split(areas=("Z",))
    with pytest.raises(EvaluationError, match="none lies before 2024-01"):
        _split(start="2024-01")
    with pytest.raises(EvaluationError, match="none lies from 2025"):
        _split(start="2025")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (["10", "9", "1"], ("1", "9", "10")),
        (["2024-10", "2024-2"], ("2024-02", "2024-10")),
        (["2024-1-10", "2024-1-9"], ("2024-01-09", "2024-01-10")),
        (["week 10", "week 9"], ("week 9", "week 10")),
        (["2024/25", "2023/24"], ("2023/24", "2024/25")),
    ],
)
def test_periods_are_put_in_order_as_what_they_are(given, line):
    assert ordered(given)[1] == line


@pytest.mark.parametrize("given", [["2024-13"], ["May", "June"], ["2024-01", "2024"], ["1", "w 2"]])
def test_periods_without_an_order_are_refused(given):
    with pytest.raises(EvaluationError, match="cannot be put in order"):
        ordered(given)


@pytest.mark.parametrize(
    ("periods", "start", "first"),
    [
        (("2023-12", "2024-01"), "2024-01-01", 1),
        (("2023-12-31", "2024-01-01"), "2024-01", 1),
        (("2024-Q1", "2024-Q2"), "2024-05", 1),
        (("2023", "2024"), "2024-03-04", 1),
        (("9", "10"), "10", 1),
        (("2023/24", "2024/25"), "2024/25", 1),
    ],
)
def test_a_start_is_cut_to_the_periods(periods, start, first):
    assert first_after(periods, start) == first
    assert up_to(periods, start) == first + 1


def test_a_start_of_another_kind_is_refused():
    with pytest.raises(EvaluationError, match="not written as the periods are"):
        first_after(("2024-01", "2024-02"), "June")
