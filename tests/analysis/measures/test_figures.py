"""Figures that would mislead: leap days, and shares of more than all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from avow.analysis.measures import definition, run
from tests.analysis.facts import facts_of
from tests.analysis.measures.invented import in_memory, measure

CHANGE = replace(definition("change-on-year-before"), periods=("month", "quarter", "year"))


def a_day(first, last):
    """Return an offence a day, as the publisher counts them by month."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    months = sorted({day.replace(day=1) for day in days})
    return {
        "offences_by_place": {
            "columns": ["bcu", "borough", "ward", "month_recorded", "offences"],
            "rows": [
                ["N", "A", "W", month, sum(day.replace(day=1) == month for day in days)]
                for month in months
            ],
        }
    }


def notes(period):
    facts = facts_of(a_day(date(2023, 1, 1), date(2025, 12, 31)))
    return {
        row["period_label"]: (row["value"], row["note"])
        for row in run(facts, CHANGE, "force", period).table.to_pylist()
    }


@pytest.mark.slow
def test_a_leap_day_is_no_growth_and_is_told():
    by_month = notes("month")
    value, note = by_month["2024-02"]
    assert round(value, 1) == 3.6
    assert note == "One day more than a year before (29 February): that alone is +3.6%."
    assert "One day less than a year before" in by_month["2025-02"][1]
    assert by_month["2024-03"][1] == by_month["2025-01"][1] == ""
    assert notes("quarter")["2024-Q1"][1].endswith("that alone is +1.1%.")
    assert notes("year")["2024"][1].endswith("that alone is +0.3%.")
    assert "29 February" not in notes("year")["2023"][1]


def test_a_share_of_more_than_all_is_no_figure():
    case = {
        "bcu": "N", "borough": "A", "ward": None, "recorded_on": date(2024, 1, 9),
        "offence_group": "rape", "domestic_abuse": True, "place_kind": "home",
    }  # fmt: skip
    steps = [
        {**case, "offence": n, "step": "charge", "reached_on": date(2024, 2, 1), "days": 23}
        for n in range(3)
    ]
    asked = measure(
        "share_reaching", "proportion", ["steps", "offences"], parameters={"step": "charge"}
    )
    facts = in_memory({"steps": steps, "offences": [{**case, "offence": 0, "precursor": False}]})
    (row,) = run(facts, asked, "force", "year").table.to_pylist()
    assert (row["numerator"], row["denominator"], row["value"]) == (3, 1, None)
    assert "more are counted above the line than below it" in row["note"]
