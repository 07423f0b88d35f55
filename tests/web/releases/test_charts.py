"""Charts: what they show, in words and in marks, and that they are the same each time."""

import json

import pytest

from avow import charts
from avow.analysis import variation
from avow.charts.series import latest
from avow.web.releases import maps


def row(unit="Force", period="2024-01-01", value=10.0, **given):
    return {
        "unit_kind": "borough",
        "borough": unit,
        "unit": unit,
        "period": period,
        "period_label": period[:4],
        "complete": True,
        "value": value,
        "low": None if value is None else value - 1,
        "high": None if value is None else value + 1,
        **given,
    }


def values_of(layer):
    return layer.get("data", {}).get("values", [])


def test_the_newest_complete_period_is_the_one_shown():
    rows = [row(period="2023-01-01"), row(), row(period="2025-01-01", complete=False)]
    assert latest(rows) == "2024"
    assert latest([row(complete=False, value=None)]) == "2024"


def test_one_place_is_told_from_first_to_last():
    rows = [row(period="2023-01-01", value=1234.0), row(value=5.25)]
    assert charts.headline(rows, "%") == "Force: 1,234% in 2023, 5.2% in 2024."


def test_places_are_told_from_least_to_most_without_those_not_known():
    rows = [row("A", value=3), row("B", value=9), row("C", value=None)]
    rows.append(row("Not known", value=99.0, borough=None))
    said = charts.headline(rows, "offences")
    assert said == "In 2024, from 3 offences in A to 9 in B, among 2 places."


def test_several_periods_are_set_side_by_side():
    rows = [
        row(place, period=f"{year}-01-01", value=value)
        for place, year, value in (
            ("A", 2023, 1.0),
            ("B", 2023, 1.0),
            ("A", 2024, 2.0),
            ("B", 2024, 3.0),
        )
    ]
    assert charts.headline(rows, "% change") == (
        "In 2024, from 2.0% change in A to 3.0% in B, among 2 places. "
        "In 2023, 1.0% change in each of 2 places."
    )


def test_nothing_to_show_is_said():
    assert charts.headline([row(value=None)], "%") == "There are no figures to show."


@pytest.mark.slow
def test_one_place_becomes_a_line_with_its_interval_and_several_become_bars():
    line = charts.of_rows([row(period="2023-01-01"), row()], unit="%")
    bars = charts.of_rows([row("A"), row("B", value=20.0), row("C", value=None)], unit="%")
    assert [layer["mark"]["type"] for layer in line["layer"]] == ["area", "line"]
    assert [layer["mark"]["type"] for layer in bars["layer"]] == ["bar", "rule"]
    order = json.dumps(bars)
    assert order.index('"B"') < order.index('"A"')
    assert '"C"' not in order
    assert "config" not in line


@pytest.mark.slow
def test_a_drawing_is_the_same_each_time_and_loads_nothing_from_elsewhere():
    spec = charts.of_rows([row("A"), row("B", value=20.0)], unit="per 1,000 residents")
    drawn = charts.svg(spec)
    assert drawn == charts.svg(spec)
    assert charts.png(spec) == charts.png(spec)
    assert "per 1,000 residents" in drawn
    assert "http" not in drawn.replace("http://www.w3.org", "")


@pytest.mark.slow
def test_a_funnel_marks_its_signal():
    sizes = [1000, 1500, 2000, 2500, 3000, 3500]
    made = variation.funnel(
        "ABCDEF", [100, 150, 200, 250, 300, 900], sizes, overdispersion="none", per=100
    )
    spec = charts.of_funnel(made, unit="%", size="Cases")
    points = [p for layer in spec["layer"] for p in values_of(layer) if "judged" in p]
    assert {p["unit"]: p["judged"] for p in points}["F"] == "Signal"
    assert charts.svg(spec).startswith("<svg")


@pytest.mark.slow
def test_a_control_chart_draws_its_limits_when_it_has_them():
    made = variation.control_chart([5, 6, 5, 6, 5, 6, 5, 30], range(8))
    spec = charts.of_control_chart(made, unit="%")
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["line", "line", "point"]
    short = charts.of_control_chart(variation.control_chart([5], [1]), unit="%")
    assert [layer["mark"]["type"] for layer in short["layer"]] == ["line", "point"]


class TestClasses:
    def test_five_classes_hold_every_value(self):
        made = maps.classes([float(n) for n in range(100)])
        assert len(made) == 5
        assert made[0]["start"] == 0
        assert made[-1]["label"].endswith("or more")

    def test_few_values_make_few_classes(self):
        assert [c["start"] for c in maps.classes([3.0, 3.0])] == [3.0]
        assert maps.classes([]) == []

    def test_every_value_has_a_colour(self):
        values = [0.0, 0.04, 7.0, 7.26, 1000.4]
        made = maps.classes(values)
        assert all(maps._colour(v, made) in maps.COLOURS for v in values)
        assert maps._colour(None, made) == maps.MISSING
