"""A gap is named with its reason: not loaded, too recent, nothing to divide by, not known."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from avow.analysis.engine import NoFactsError
from avow.analysis.measures import MeasureError, NotCarriedError, run, run_many
from avow.analysis.measures.intervals import poisson
from tests.analysis.facts import FORCE, facts_of
from tests.analysis.measures.invented import BY, measure


def offences(*days, bcu="North", force=FORCE):
    return {
        "columns": [
            "force",
            "bcu",
            "borough",
            "ward",
            "offence",
            "recorded_on",
            "offence_group",
            "precursor",
            "domestic_abuse",
        ],
        "rows": [
            [force, bcu, "Ashvale", "Mill", i, day, "rape", False, i % 2 == 0]
            for i, day in enumerate(days)
        ],
    }


CHARGED = measure(
    "share_reaching", "proportion", ["steps", "offences"], parameters={"step": "charge"}
)
FLAGGED = measure(
    "share", "proportion", ["offences"], parameters={"above": {"domestic_abuse": True}}
)
STEPS = {
    "columns": [
        "bcu",
        "borough",
        "ward",
        "offence",
        "recorded_on",
        "offence_group",
        "step",
        "reached_on",
        "days",
    ],
    "rows": [
        ["North", "Ashvale", "Mill", 0, date(2024, 1, 1), "rape", "charge", date(2024, 2, 1), 31],
        ["North", "Ashvale", "Mill", 3, date(2024, 6, 30), "rape", "charge", date(2024, 7, 1), 1],
    ],
}
FOUR = offences(date(2024, 1, 1), date(2024, 1, 31), date(2024, 3, 2), date(2024, 6, 30))


def by_period(result, *columns):
    return {row["period_label"]: tuple(row[c] for c in columns) for row in result.table.to_pylist()}


def test_a_period_is_shown_when_its_cases_have_had_their_days():
    facts = facts_of({"offences": FOUR, "steps": STEPS})
    # The newest day is 30 June: January ends 151 days before it, March 91.
    shown = by_period(
        run(facts, replace(CHARGED, mature_days=151), period="month"), "value", "note"
    )
    assert shown["2024-01"][0] == 50
    assert shown["2024-03"] == (None, "Too recent: cases need 151 days.")

    day_more = by_period(
        run(facts, replace(CHARGED, mature_days=152), period="month"), "value", "note"
    )
    assert day_more["2024-01"] == (None, "Too recent: cases need 152 days.")


def test_a_period_that_is_too_recent_shows_no_counts():
    facts = facts_of({"offences": FOUR, "steps": STEPS})
    table = run(facts, replace(CHARGED, mature_days=90), period="quarter").table

    assert table["numerator"].to_pylist() == [1, None]
    assert table["denominator"].to_pylist() == [3, None]
    assert table["note"].to_pylist()[1].endswith("Too recent: cases need 90 days.")


def test_a_median_waits_for_its_cases_too():
    waits = measure(
        "median_of", "median", ["steps"], parameters={"column": "days"}, mature_days=100
    )
    table = run(facts_of({"steps": STEPS}), waits, period="month").table

    assert table["value"].to_pylist() == [31, None, None, None, None, None]
    assert table["denominator"].to_pylist() == [1, 0, None, None, None, None]
    assert table["note"].to_pylist()[-1] == "Too recent: cases need 100 days."


def test_each_force_has_its_own_newest_day():
    two = {
        "columns": FOUR["columns"],
        "rows": [*FOUR["rows"], *offences(date(2024, 1, 5), bcu="West", force="G")["rows"]],
    }
    table = run(facts_of({"offences": two}), replace(FLAGGED, mature_days=60), period="month").table
    january = {r["force"]: r["note"] for r in table.to_pylist() if r["period_label"] == "2024-01"}

    assert january["G"] == "Too recent: cases need 60 days."
    assert "Too recent" not in january[FORCE]


def test_a_month_without_any_step_is_a_zero_between_the_first_and_last():
    facts = facts_of({"offences": FOUR, "steps": STEPS})
    shown = by_period(run(facts, CHARGED, period="month"), "numerator", "denominator", "note")

    assert shown["2024-03"][:2] == (0, 1)
    assert shown["2024-02"] == (None, None, "No facts are loaded for this period.")


def test_few_cases_are_said_to_be_few():
    facts = facts_of({"offences": offences(*[date(2024, 1, 1)] * 20)})
    assert run(facts, FLAGGED).table["note"].to_pylist() == [
        "Covers 1 of 12 months: do not compare it with a full year."
    ]

    fewer = facts_of({"offences": offences(*[date(2024, 1, 1)] * 19)})
    assert run(fewer, FLAGGED, period="month").table["note"].to_pylist() == [
        "Small numbers: fewer than 20 cases. Read the interval, not the figure alone."
    ]


def test_nothing_below_the_line_is_no_figure():
    facts = facts_of({"offences": FOUR})
    none = measure(
        "share",
        "proportion",
        ["offences"],
        parameters={"where": {"offence_group": ["stalking"]}, "above": {"domestic_abuse": True}},
    )
    assert by_period(run(facts, none), "value", "note")["2024"] == (
        None,
        "Covers 3 of 12 months: do not compare it with a full year. "
        "No figure: the denominator is zero.",
    )


@pytest.mark.parametrize(
    ("by", "group", "kind", "said"),
    [
        ("street", None, MeasureError, "No kind of area is called 'street'"),
        ("bcu", "place_kind", MeasureError, "not split by 'place_kind': it is split by nothing"),
        ("bcu", "witness.sex", MeasureError, "A case has no 'witness': use victim or suspect"),
        ("bcu", "a*b*c", MeasureError, "a group is one column, or two different ones"),
    ],
)
def test_what_is_not_made_is_refused(by, group, kind, said):
    with pytest.raises(kind, match=said):
        run(facts_of({"offences": FOUR}), FLAGGED, by, group=group)


def test_a_table_without_wards_says_so():
    asked = measure("sums", "count", ["capacity"], parameters={"add": "new_cases"})
    with pytest.raises(NotCarriedError, match="The table 'capacity' has no ward"):
        run(facts_of({"offences": FOUR}), asked, "ward")


def test_of_many_each_that_cannot_be_made_says_why():
    facts = facts_of({"offences": FOUR})
    waits = replace(CHARGED, id="waits")
    other = replace(FLAGGED, id="by-force-only", by=("force",))
    found = run_many(facts, [replace(FLAGGED, id="made"), waits, other], "bcu", "month")

    assert list(found) == ["made", "waits", "by-force-only"]
    assert found["made"].table.num_rows == 6
    assert found["waits"].startswith("Nothing has been loaded into 'steps'")
    assert "not made with by 'bcu'" in found["by-force-only"]


def test_of_one_alone_the_reason_is_an_error():
    with pytest.raises(NoFactsError, match="'steps'"):
        run(facts_of({"offences": FOUR}), CHARGED)


def test_none_of_many_can_be_made():
    assert set(run_many(facts_of({}), [replace(FLAGGED, id=i) for i in "ab"], "force")) == {
        "a",
        "b",
    }


def test_areas_of_a_definition_are_those_of_the_contract():
    assert set(FLAGGED.by) == set(BY)


def capacity(rows):
    columns = ["bcu", "borough", "month", "role", "posts", "filled", "open_cases", "new_cases"]
    given = [["North", f"B{i}", date(2024, 1, 1), "IDVA", *row, 0] for i, row in enumerate(rows)]
    return facts_of({"capacity": {"columns": columns, "rows": given}})


def over(above, below, kind="ratio"):
    return measure(
        "snapshot_sums_over", kind, ["capacity"], parameters={"above": above, "below": below}
    )


def test_a_ratio_of_sums_of_few_rows_has_no_interval():
    rows = [[500, 100 * i, 30] for i in range(1, 5)]
    (row,) = run(
        capacity(rows), over("filled", "posts", "proportion"), period="month"
    ).table.to_pylist()

    assert (row["value"], row["low"]) == (50, None)
    assert row["note"] == "No interval: it needs 5 rows to sum."


def test_cases_over_posts_are_never_surer_than_chance_allows():
    alike = capacity([[500, 400, 40]] * 6)
    (row,) = run(alike, over("open_cases", "filled"), period="month").table.to_pylist()
    low, high = (float(limit[0]) for limit in poisson(np.array([240.0])))

    assert (row["low"], row["high"]) == (pytest.approx(low / 2400), pytest.approx(high / 2400))

    unlike = capacity([[500, 400, 10 + 60 * (i % 2)] for i in range(6)])
    (other,) = run(unlike, over("open_cases", "filled"), period="month").table.to_pylist()
    assert other["value"] == row["value"]
    assert other["high"] - other["low"] > row["high"] - row["low"]


def test_a_month_that_is_counted_whole_ends_with_its_last_day():
    waits = replace(over("open_cases", "filled"), mature_days=1)
    (row,) = run(capacity([[500, 400, 40]]), waits, period="month").table.to_pylist()
    assert row["note"] == "Too recent: cases need 1 day."
    (shown,) = run(
        capacity([[500, 400, 40]]), replace(waits, mature_days=0), period="month"
    ).table.to_pylist()
    assert shown["value"] == 0.1


def test_occasions_that_nobody_held_have_no_interval():
    asked = measure(
        "sums", "count", ["engagement"], parameters={"add": "people", "where": {"kind": ["walk"]}}
    )
    columns = ["occasion", "held_on", "kind", "people"]
    rows = [
        [1, date(2024, 1, 1), "walk", 30],
        [2, date(2024, 1, 2), "walk", 10],
        [3, date(2024, 2, 1), "school", 9],
    ]
    table = run(
        facts_of({"engagement": {"columns": columns, "rows": rows}}), asked, period="month"
    ).table

    assert table["value"].to_pylist() == [40, 0]
    assert table["low"].to_pylist()[1] is None
    assert table["note"].to_pylist() == ["", "No interval: nothing was held."]
    # Wider than forty people who came one by one.
    assert table["high"].to_pylist()[0] > float(poisson(np.array([40.0]))[1][0])


DAILY = measure("rows", "count", ["offences"], parameters={})


def test_a_month_that_ends_early_by_more_than_chance_is_not_whole():
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(65)]
    facts = facts_of({"offences": offences(*days)})
    months = by_period(run(facts, DAILY, period="month"), "complete", "note")
    years = by_period(run(facts, DAILY, period="year"), "complete", "note")

    assert [months[f"2024-0{month}"][0] for month in (1, 2, 3)] == [True, True, False]
    assert months["2024-03"][1] == "Its facts end on 5 March 2024: the month is not whole."
    assert years["2024"][1].endswith("Its facts end on 5 March 2024: the year is not whole.")


def test_a_month_whose_last_days_chance_leaves_empty_is_whole():
    # One case in eleven days: ten days without any are nothing unusual.
    days = [date(2024, 1, 1) + timedelta(days=11 * number) for number in range(11)]
    found = by_period(
        run(facts_of({"offences": offences(*days)}), DAILY, period="month"), "complete"
    )
    assert days[-1] == date(2024, 4, 20)
    assert set(found.values()) == {(True,)}


def test_one_force_that_ends_early_leaves_the_other_whole():
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(91)]
    early = offences(*days[:65], force="G")
    both = {"columns": early["columns"], "rows": [*early["rows"], *offences(*days)["rows"]]}
    table = run(facts_of({"offences": both}), DAILY, period="month").table.to_pylist()

    whole = {row["force"]: row["complete"] for row in table if row["period_label"] == "2024-03"}
    assert whole == {"G": False, FORCE: True}


def weekly(first, weeks):
    return [first + timedelta(days=7 * at) for at in range(weeks)]


def steps_of(cases, days, until):
    """Return a step of each case, so many days after it was recorded, up to a day."""
    reached = [(at, day, day + timedelta(days=days)) for at, day in enumerate(cases)]
    rows = [
        ["North", "Ashvale", "Mill", at, day, "rape", "charge", on, days]
        for at, day, on in reached
        if on <= until
    ]
    return {"columns": STEPS["columns"], "rows": rows}


def test_steps_that_end_long_before_the_offences_end_it_for_all():
    cases = weekly(date(2023, 1, 2), 104)
    asked = replace(CHARGED, mature_days=60)
    whole = {"offences": offences(*cases), "steps": steps_of(cases, 20, date(2024, 12, 31))}
    shown = by_period(run(facts_of(whole), asked, period="quarter"), "value", "note")
    assert shown["2024-Q3"][0] == 100

    short = {"offences": offences(*cases), "steps": steps_of(cases, 20, date(2024, 6, 30))}
    shown = by_period(run(facts_of(short), asked, period="quarter"), "value", "note")
    assert shown["2024-Q1"][0] == 100
    assert shown["2024-Q2"] == (
        None,
        "Too recent: cases need 60 days, and steps are loaded to 30 June 2024 only.",
    )


def test_a_few_steps_do_not_say_up_to_when_they_are_loaded():
    cases = weekly(date(2023, 1, 2), 104)
    few = steps_of(cases[:20], 20, date(2024, 12, 31))
    facts = facts_of({"offences": offences(*cases), "steps": few})
    shown = by_period(run(facts, replace(CHARGED, mature_days=60), period="quarter"), "note")
    assert "steps are loaded" not in "".join(note for (note,) in shown.values())


OCCASIONS = measure("rows", "count", ["engagement"])


def held(days):
    columns = ["bcu", "borough", "ward", "occasion", "held_on", "kind", "people"]
    rows = [["North", "Ashvale", "Mill", at, day, "walk", 5] for at, day in enumerate(days)]
    return facts_of({"engagement": {"columns": columns, "rows": rows}})


def every_third_day(until):
    return [d for at in range(0, 800, 3) if (d := date(2023, 1, 1) + timedelta(days=at)) <= until]


def test_occasions_that_stop_early_in_a_month_leave_it_not_whole():
    table = run(held(every_third_day(date(2024, 10, 8))), OCCASIONS, period="month").table
    notes = dict(zip(table["period_label"].to_pylist(), table["note"].to_pylist(), strict=True))
    assert notes["2024-10"] == "Its facts end on 7 October 2024: the month is not whole."
    assert notes["2024-09"] == ""
    assert table["complete"].to_pylist()[-1] is False


def test_occasions_that_end_early_in_every_month_are_whole():
    days = [day for day in every_third_day(date(2024, 10, 8)) if day.day <= 8]
    assert "not whole" not in "".join(
        run(held(days), OCCASIONS, period="month").table["note"].to_pylist()
    )
