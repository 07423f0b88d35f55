"""Running measures: gaps, parts of periods, places not known, choices of period."""

import json
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.engine import Facts, NoFactsError
from avow.analysis.measures import SCHEMA, MeasureError, run
from tests.analysis.facts import FORCE, facts_of, offences
from tests.shared import shared


def year_of(bcu, borough, ward, year, each):
    return [(bcu, borough, ward, date(year, month, 1), each) for month in range(1, 13)]


TWO_YEARS = offences(
    *year_of("North", "Ashvale", "Mill", 2023, 1),
    *year_of("North", "Ashvale", "Mill", 2024, 2),
    *year_of("South", "Brook", "Mill", 2024, 3),
    ("", "", "", date(2024, 5, 1), 7),
    ("South", "Ashvale", "", date(2025, 1, 1), 4),
)


@pytest.fixture(scope="module")
def facts():
    return facts_of(TWO_YEARS)


def rows(result, *columns):
    return [tuple(row[c] for c in columns) for row in result.table.to_pylist()]


def test_parts_add_up_to_the_whole_because_nothing_is_dropped(facts):
    whole = rows(run(facts, "recorded-offences", "force"), "numerator")
    for by in ("bcu", "borough", "ward"):
        table = run(facts, "recorded-offences", by).table
        parts = table.group_by("period", use_threads=False).aggregate([("numerator", "sum")])
        assert [(n,) for n in parts["numerator_sum"].to_pylist()] == whole


def test_wards_that_share_a_name_are_told_apart_and_unknown_ones_kept(facts):
    units = dict.fromkeys(rows(run(facts, "recorded-offences", "ward"), "unit", "borough", "ward"))

    assert list(units) == [
        ("Mill (Ashvale)", "Ashvale", "Mill"),
        ("Not known (Ashvale)", "Ashvale", None),
        ("Mill (Brook)", "Brook", "Mill"),
        ("Not known", None, None),
    ]


def test_a_borough_stands_under_the_unit_that_held_it_last(facts):
    held = dict(rows(run(facts, "recorded-offences", "borough"), "unit", "bcu"))

    assert held == {"Ashvale": "South", "Brook": "South", "Not known": None}


def test_a_part_of_a_year_is_flagged_and_not_compared(facts):
    result = run(facts, "change-on-year-before")

    assert rows(result, "period_label", "complete", "numerator", "denominator", "value") == [
        ("2023", True, 12, None, None),
        ("2024", True, 67, 12, pytest.approx(458.333333)),
        ("2025", False, 4, None, None),
    ]
    assert rows(result, "note")[2] == (
        "Covers 1 of 12 months: do not compare it with a full year. Not compared.",
    )


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        (None, None, ["2023", "2024", "2025"]),
        (date(2024, 6, 15), None, ["2024", "2025"]),
        (None, date(2024, 1, 1), ["2023", "2024"]),
        (date(2024, 3, 1), date(2024, 4, 1), ["2024"]),
        (date(2030, 1, 1), None, []),
    ],
)
def test_whole_periods_from_start_to_end_are_shown(facts, start, end, labels):
    result = run(facts, "recorded-offences", start=start, end=end)

    assert [label for (label,) in rows(result, "period_label")] == labels


def test_a_change_keeps_its_year_before_when_that_is_not_shown(facts):
    result = run(facts, "change-on-year-before", start=date(2024, 1, 1))

    assert rows(result, "period_label", "denominator")[0] == ("2024", 12)


@pytest.mark.parametrize(
    ("period", "labels"),
    [("year", ["2024"]), ("quarter", ["2024-Q1", "2024-Q2"]), ("month", ["2024-03", "2024-04"])],
)
def test_periods_are_labelled_plainly(period, labels):
    facts = facts_of(
        offences(("N", "A", "W", date(2024, 3, 1), 1), ("N", "A", "W", date(2024, 4, 1), 1))
    )

    assert [
        x for (x,) in rows(run(facts, "recorded-offences", period=period), "period_label")
    ] == labels


def test_a_month_that_no_load_covers_is_a_gap_not_a_zero():
    facts = facts_of(
        offences(("N", "A", "W", date(2024, 3, 1), 1), ("N", "A", "W", date(2024, 5, 1), 1))
    )

    result = run(facts, "recorded-offences", period="month")

    assert rows(result, "numerator", "note")[1] == (None, "No facts are loaded for this period.")


def test_residents_too_far_away_in_time_give_no_rate():
    facts = facts_of(
        offences(("N", "A", "W", date(2010, 3, 1), 1), ("N", "B", "W", date(2010, 3, 1), 1))
        | {
            "population": {
                "columns": ["borough", "year", "residents"],
                "rows": [["A", 2016, 900]],
            }
        }
    )

    result = run(facts, "recorded-offences-per-1000", "borough", "month")

    assert rows(result, "unit", "value", "note") == [
        ("A", None, "No rate: no estimate of residents is near."),
        ("B", None, "No rate: how many residents the place has is not known."),
    ]


def test_of_two_equally_near_years_the_earlier_counts():
    facts = facts_of(
        offences(("N", "A", "W", date(2020, 3, 1), 3))
        | {
            "population": {
                "columns": ["borough", "year", "residents"],
                "rows": [["A", 2019, 1000], ["A", 2021, 3000]],
            }
        }
    )

    assert rows(run(facts, "recorded-offences-per-1000", "borough", "month"), "value") == [(3.0,)]


@pytest.mark.parametrize(
    ("by", "period", "said"),
    [
        ("street", "year", "No kind of area is called 'street'"),
        ("force", "week", "No period is called 'week'"),
    ],
)
def test_what_is_not_made_is_refused_in_words(facts, by, period, said):
    with pytest.raises(MeasureError, match=said):
        run(facts, "recorded-offences", by, period)


def test_a_share_without_a_ward_is_not_made_by_ward(facts):
    with pytest.raises(MeasureError, match="not made with by 'ward': use force, bcu, borough"):
        run(facts, "offences-without-ward", "ward")


def test_nothing_loaded_says_what_to_do():
    with pytest.raises(NoFactsError, match="avow feed list"):
        run(Facts("/nonexistent"), "recorded-offences")


def test_no_rows_give_an_empty_table():
    result = run(facts_of(offences()), "recorded-offences", "borough")

    assert result.table.equals(SCHEMA.empty_table())


def test_two_forces_are_kept_apart():
    table = {
        "offences_by_place": {
            "columns": ["force", "borough", "month_recorded", "offences"],
            "rows": [
                ["A Police", "X", date(2024, 1, 1), 2],
                ["B Police", "X", date(2024, 2, 1), 5],
            ],
        }
    }

    result = run(facts_of(table), "recorded-offences", "borough", "month")

    assert rows(result, "force", "numerator") == [
        ("A Police", 2),
        ("A Police", None),
        ("B Police", None),
        ("B Police", 5),
    ]


def test_a_result_never_travels_alone(facts):
    plain = json.loads(json.dumps(run(facts, "recorded-offences").as_dict()))

    assert plain["definition"]["numerator"].startswith("Offences in the publisher's")
    assert any("trust" in fault for fault in plain["faults"])
    assert len(plain["faults"]) == len(set(plain["faults"]))
    assert "Garwood" in plain["method"]
    assert "never as proof" in plain["caution"]
    assert plain["rows"][0]["period"] == "2023-01-01"
    assert plain["rows"][0]["force"] == FORCE


cells = st.tuples(
    st.sampled_from(["North", "South", ""]),
    st.sampled_from(["Ashvale", "Brook", ""]),
    st.sampled_from(["Mill", "Quay", ""]),
    st.dates(date(2023, 1, 1), date(2024, 12, 31)).map(lambda d: d.replace(day=1)),
    st.integers(0, 50),
)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    given_rows=st.lists(cells, min_size=1, max_size=12),
    by=st.sampled_from(["force", "bcu", "ward"]),
)
def test_the_order_of_the_facts_is_no_matter(given_rows, by):
    forward = run(facts_of(offences(*given_rows)), "recorded-offences", by, "quarter").table
    backward = run(facts_of(offences(*given_rows[::-1])), "recorded-offences", by, "quarter").table

    assert forward.equals(backward)
    assert pa.compute.sum(forward["numerator"]).as_py() == sum(row[4] for row in given_rows)


@pytest.mark.slow
def test_the_mets_open_data_give_the_publishers_totals(tmp_path):
    import pyarrow.parquet as pq

    raw = pq.read_table(
        shared("data/mps/vawg-offences.parquet"), columns=["sheet", "recorded_date_months", "count"]
    )
    raw = raw.filter(pa.compute.field("sheet") == "Offence count location")
    target = tmp_path / "facts" / "offences_by_place"
    target.mkdir(parents=True)
    from tests.analysis.facts import rows_of

    months = raw.group_by("recorded_date_months").aggregate([("count", "sum")])
    given_rows = list(
        zip((m.date() for m in months[0].to_pylist()), months["count_sum"].to_pylist(), strict=True)
    )
    pq.write_table(
        rows_of("offences_by_place", ["month_recorded", "offences"], given_rows),
        target / "x.parquet",
    )

    by_year = dict(rows(run(Facts(tmp_path), "recorded-offences"), "period_label", "numerator"))

    assert by_year["2023"] == 154_316
    assert sum(by_year.values()) == 1_612_003


def test_a_year_may_end_with_any_quarter(facts):
    ends_in_march = run(facts, "recorded-offences", period="year-03")
    months = dict(rows(run(facts, "recorded-offences", period="month"), "period_label", "value"))

    assert rows(ends_in_march, "period_label", "complete", "numerator") == [
        ("year ending 2023-03", False, 3),
        ("year ending 2024-03", True, 9 + 15),
        ("year ending 2025-03", False, 9 * 5 + 7 + 4),
    ]
    april_to_march = [f"2023-{m:02}" for m in range(4, 13)] + [f"2024-{m:02}" for m in (1, 2, 3)]
    assert sum(months[label] for label in april_to_march) == 24
    assert rows(ends_in_march, "note")[0] == (
        "Covers 3 of 12 months: do not compare it with a full year.",
    )


def test_a_year_that_ends_with_a_quarter_is_compared_with_the_one_before(facts):
    result = run(facts, "change-on-year-before", period="year-09")

    assert rows(result, "period_label", "numerator", "denominator")[1] == (
        "year ending 2024-09",
        3 + 9 * 5 + 7,
        None,
    )


@pytest.mark.parametrize("period", ["year-12", "year-01", "decade"])
def test_other_periods_are_refused(facts, period):
    with pytest.raises(MeasureError, match="No period is called"):
        run(facts, "recorded-offences", period=period)
