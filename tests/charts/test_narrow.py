"""Charts for phones, and what every reader must find in a picture."""

import re

import pytest

from avow import charts
from avow.analysis.variation import funnel
from avow.charts.narrow import narrow

pytestmark = pytest.mark.slow

LONG = "Offences flagged as domestic abuse that were recorded in the period, each counted once"


def rows_of(**values):
    return [
        {
            "unit": name.replace("_", " "),
            "unit_kind": "bcu",
            "bcu": name,
            "period": f"{year}-01-01",
            "period_label": year,
            "value": value,
            "low": value - 1,
            "high": value + 1,
            "complete": True,
        }
        for name, value in values.items()
        for year in ("2024", "2025")
    ]


def width(svg):
    return float(re.search(r'<svg[^>]* width="([\d.]+)"', svg)[1])


def test_a_phone_gets_the_same_chart_as_wide_as_its_screen():
    spec = charts.of_rows(rows_of(A_unit_with_a_very_long_name_indeed=3, B=5), unit="%")
    wide, on_phones = charts.svgs(spec)

    assert width(wide) > 600
    assert width(on_phones) <= 341
    assert 'font-size="13px"' in on_phones
    assert charts.svgs(spec) == (wide, on_phones)


def test_long_titles_are_broken_and_keys_stacked():
    made = funnel(list("ABCD"), [9, 11, 10, 30], [90, 100, 110, 120], kind="proportion")
    spec = charts.of_funnel(made, unit="%", size=LONG)
    small = narrow(spec)

    titles = [layer["encoding"]["x"]["title"] for layer in small["layer"]]
    assert all(" ".join(title) == LONG for title in titles)
    assert small["layer"][1]["encoding"]["color"]["legend"]["columns"] == 1
    assert spec["layer"][0]["encoding"]["x"]["title"] == LONG


def test_panels_keep_their_width():
    assert narrow({"facet": {}, "spec": {"width": 500}}) == {"facet": {}, "spec": {"width": 500}}


def test_whoever_sees_two_lines_reads_which_is_which():
    picture = charts.svg(charts.of_two(rows_of(South=3, East=5), unit="%"))

    assert ">South<" in picture
    assert ">East<" in picture


def test_the_unit_asked_for_is_named_in_a_funnel_without_being_a_signal():
    made = funnel(list("ABCD"), [9, 11, 10, 30], [90, 100, 110, 120], kind="proportion")

    def named(**asked):
        spec = charts.of_funnel(made, unit="%", size="Cases", **asked)
        return {row["unit"] for row in spec["layer"][-1]["data"]["values"]}

    assert named(named="B") - named() == {"B"}


def test_command_units_stand_by_name():
    spec = charts.of_rows(rows_of(Zeal=1, Ash=9, Mill=5), unit="%")
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["Ash", "Mill", "Zeal"]


def test_what_is_not_whole_is_not_set_beside_what_is():
    rows = rows_of(North=5)
    rows[0] |= {"complete": False, "value": 1}
    assert charts.headline(rows, "%") == "North: 5.0% in 2025."
    assert charts.headline(rows_of(A=1, B=2), "%", "groups").endswith("among 2 groups.")
