"""Figures split by group, and medians: what a reader of the protected table can work out."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.disclosure import Rate, check, policy, protect_result
from avow.analysis.measures import run
from tests.analysis.facts import facts_of

RULES = policy()
UNITS = ("North", "South", "East")
GROUPS = ("street", "home", None)
DAY = date(2024, 3, 5)


def cases(counts):
    """Return offences: a number for each unit and kind of place, half of them late."""
    rows = []
    for (unit, group), number in counts.items():
        for index in range(number):
            rows.append([unit, group or "", len(rows), DAY, "stalking", True, index % 2 == 0])
    columns = [
        "bcu",
        "place_kind",
        "offence",
        "recorded_on",
        "offence_group",
        "domestic_abuse",
        "precursor",
    ]
    return {"offences": {"columns": columns, "rows": rows}}


def split(counts, measure="precursor-offences", group="place_kind"):
    return run(facts_of(cases(counts)), measure, "bcu", group=group)


def shown(table, column="numerator"):
    return {
        (row["unit"], row["group"]): row[column]
        for row in table.to_pylist()
        if row["period_label"] == "2024"
    }


def hidden_alone(cells, names):
    """Return the lines along which exactly one counted cell is hidden."""
    lines = [[(u, g) for g in names] for u in UNITS] + [[(u, g) for u in UNITS] for g in names]
    return [line for line in lines if sum(cells.get(one, 0) is None for one in line) == 1]


def test_a_small_group_is_hidden_with_another_of_its_unit_and_of_its_kind():
    counts = {(u, g): 40 for u in UNITS for g in GROUPS} | {("North", "street"): 4}
    done = protect_result(split(counts))

    cells = shown(done.table)
    assert cells["North", "street"] is None
    assert sum(value is None for value in cells.values()) == 4
    assert done.report.passes


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 24), min_size=9, max_size=9))
def test_no_hidden_group_stands_alone_in_a_line_that_adds_up(values):
    keys = [(unit, group) for unit in UNITS for group in GROUPS]
    result = split(dict(zip(keys, values, strict=True)))
    done = protect_result(result)

    cells, exact = shown(done.table), shown(result.table)
    assert done.report.passes
    assert not hidden_alone(cells, sorted({group for _, group in cells}))
    small = [key for key, number in exact.items() if number and number < RULES.threshold]
    assert all(cells[key] is None for key in small)


def arrests(days_of):
    """Return suspects arrested after so many days, by unit."""
    columns = ["bcu", "offence", "suspect", "recorded_on", "offence_group", "arrest_days"]
    rows = [
        [unit, 1000 * at + n, n, DAY, "stalking", days]
        for at, (unit, every) in enumerate(days_of.items())
        for n, days in enumerate(every)
    ]
    # A case much later, so that the ones before have had time.
    rows.append(["North", 999_999, 1, date(2026, 1, 1), "stalking", 0])
    return facts_of({"suspects": {"columns": columns, "rows": rows}})


def test_a_median_of_few_values_is_hidden_and_a_fuller_one_stays():
    result = run(
        arrests({"North": range(30), "South": range(9), "East": range(20)}), "days-to-arrest", "bcu"
    )
    done = protect_result(result)
    rows = {r["unit"]: r for r in done.table.to_pylist() if r["period_label"] == "2024"}

    assert [rows["South"][name] for name in ("value", "low", "high", "denominator")] == [None] * 4
    assert rows["North"]["value"] == 14.5
    assert rows["North"]["denominator"] == 30
    assert done.report.passes


def test_the_check_finds_a_median_of_few_values():
    table = pa.table(
        {
            "bcu": ["North"],
            "value": [4.0],
            "low": [1.0],
            "high": [9.0],
            "denominator": pa.array([5], pa.int64()),
            "denominator_status": ["rounded"],
        }
    )
    median = Rate("value", "", "denominator", "median", 1, "low", "high")
    report = check(table, counts=("denominator",), by="bcu", period="year", rates=(median,))

    assert "1 medians rest on fewer than 10 values: suppress them." in report.sentences


@pytest.mark.parametrize(
    ("kind", "value", "interval"),
    [("ratio", 2.0, True), ("sums", 2.0, False), ("sums of counts", 2.0, True)],
)
def test_ratios_are_worked_out_again_from_the_counts_shown(kind, value, interval):
    rate = Rate("value", "above", "below", kind, 1, "low", "high")
    made = rate.figures(pa.table({}), np.array([50.0]), np.array([25.0]))

    assert made["value"][0] == value
    assert np.isnan(made["low"][0]) != interval
    assert not interval or made["low"][0] < value < made["high"][0]


def test_notes_on_small_numbers_speak_of_the_counts_shown():
    days = {"A": range(30), "B": range(4), "C": range(12), "D": range(14), "E": range(19)}
    result = run(arrests({**days, "North": range(40)}), "days-to-arrest", "bcu")
    exact, done = (
        {r["unit"]: r["note"] for r in table.to_pylist() if r["period_label"] == "2024"}
        for table in (result.table, protect_result(result).table)
    )

    assert all("Small numbers" in exact[unit] for unit in "BCDE")
    assert "No interval" in exact["B"]
    # B is hidden, and C beside it: nothing says how few they are. D is shown as 15, E as 20.
    assert [unit for unit in "ABCDE" if "Small numbers" in done[unit]] == ["D"]
    assert "No interval" not in done["B"]
