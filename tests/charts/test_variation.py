"""Charts that tell signal from chance: what they draw."""

import pytest

from avow import charts
from avow.analysis.variation import adjust, control_chart, shrink

pytestmark = pytest.mark.slow


def values_of(layer):
    return layer.get("data", {}).get("values", [])


def test_each_phase_has_lines_of_its_own_and_sizes_make_steps():
    phased = charts.of_control_chart(
        control_chart([5, 6] * 6 + [15, 16] * 6, range(24), phases=(12,)), unit="%"
    )
    sized = charts.of_control_chart(
        control_chart([5, 6, 7, 8, 5, 6, 4], range(7), [90, 80, 70, 99, 60, 88, 91], kind="p"),
        unit="%",
    )

    lines = {row["line"] for row in values_of(phased["layer"][0])}
    assert lines == {f"{name} {phase}" for name in ("centre", "low", "high") for phase in (1, 2)}
    assert sized["layer"][0]["mark"]["interpolate"] == "step"
    assert charts.svg(phased).startswith("<svg")


def test_drawn_areas_stand_beside_their_own_figure_the_highest_forty():
    units = [f"W{i}" for i in range(50)]
    made = shrink(units, [i % 7 for i in range(50)], [50 + i for i in range(50)], groups=["B"] * 50)
    spec = charts.of_shrunk(made, unit="per resident")

    assert len(values_of(spec["layer"][0])) == charts.pairs.MOST
    assert {row["figure"] for row in values_of(spec["layer"][1])} == {
        "Own figure",
        "Drawn together",
    }
    assert values_of(spec["layer"][0])[0]["name"].endswith(", B")


def test_adjusted_figures_stand_beside_raw_ones_and_that_of_all():
    made = adjust(list("AABB"), [3, 9, 2, 30], [90, 30, 20, 90], {"kind": list("xyxy")}, per=100)
    spec = charts.of_adjusted(made, unit="%")

    assert values_of(spec["layer"][0]) == [{"value": made.overall}]
    assert {row["figure"] for row in values_of(spec["layer"][2])} == {
        "Raw",
        "Adjusted for the mix",
    }


def test_two_places_are_told_by_colour_dash_and_words():
    rows = [
        {"unit": unit, "period_label": label, "value": 4.0, "low": 3.0, "high": 5.0}
        for unit in ("South", "East")
        for label in ("2024", "2025")
    ]
    spec = charts.of_two([*rows, {**rows[0], "value": None}], unit="%")
    line = spec["layer"][-1]["encoding"]

    drawn = [row["name"] for row in values_of(spec["layer"][-1])]
    assert drawn == ["South", "South", "East", "East"]
    assert line["color"]["scale"]["domain"] == ["South", "East"]
    assert line["strokeDash"]["legend"] is not None


def test_groups_stay_in_the_order_given():
    rows = [
        {"unit": name, "period_label": "2024", "value": value, "low": 0.0, "high": 9.0}
        for name, value in (("Asian", 2.0), ("White", 8.0), ("Not known", None))
    ]
    spec = charts.of_groups(rows, unit="%")

    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["Asian", "White"]
