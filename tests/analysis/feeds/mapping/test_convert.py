"""Cells become what the contract wants, or are told to be unreadable; nothing is guessed."""

import datetime as dt
from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.feeds import names
from avow.analysis.feeds.mapping.convert import Reader
from avow.analysis.feeds.mapping.pseudonyms import Pseudonyms
from avow.analysis.feeds.mapping.rules import Rule
from avow.analysis.tables import TABLES

KEY = bytes(range(32))


def reader() -> Reader:
    return Reader(Pseudonyms(KEY, "Northshire Police"), names.geography(), Counter())


def converted(table: str, column: str, cells, rule: Rule | None = None, read: Reader | None = None):
    """Return (values, bad) of one column."""
    rule = rule or Rule(column, source="x", label="X")
    rows = pa.table({"x": cells if isinstance(cells, pa.Array) else pa.array(cells)})
    one = (read or reader()).column(table, rule, TABLES[table].columns()[column], rows)
    return one.cells.to_pylist(), pa.chunked_array([one.bad]).to_pylist()


def dated(*forms: str) -> Rule:
    return Rule("committed_on", source="x", label="X", dates=forms)


@pytest.mark.slow
@settings(deadline=None)  # the first call warms the engine
@given(st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), min_size=1))
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%d-%m-%Y %H:%M"])
def test_every_date_comes_back(form, days):
    cells = [day.strftime(form) for day in days]
    assert converted("offences", "committed_on", cells, dated(form)) == (days, [False] * len(days))


@pytest.mark.parametrize(
    ("cell", "form", "wanted"),
    [
        ("1/2/2024", "%d/%m/%Y", dt.date(2024, 2, 1)),
        ("31/02/2024", "%d/%m/%Y", None),
        ("29/02/2023", "%d/%m/%Y", None),
        ("2024-02-01 10:11:12.123", "", dt.date(2024, 2, 1)),
        ("2024-02-01T10:11", "", dt.date(2024, 2, 1)),
        ("02/13/2024", "%d/%m/%Y", None),
        ("soon", "", None),
    ],
)
def test_dates_of_people_and_machines(cell, form, wanted):
    rule = dated(form) if form else dated()
    values, bad = converted("offences", "committed_on", [cell], rule)
    assert values == [wanted]
    assert bad == [wanted is None]


def test_dates_of_parquet_and_databases():
    late = int(dt.datetime(2024, 6, 30, 23, 30, tzinfo=dt.UTC).timestamp())
    zoned = pa.array([late], pa.int64()).cast(pa.timestamp("s", "UTC"))
    assert converted("offences", "committed_on", zoned)[0] == [dt.date(2024, 7, 1)]
    plain = pa.array([late], pa.int64()).cast(pa.timestamp("s"))
    assert converted("offences", "committed_on", plain)[0] == [dt.date(2024, 6, 30)]
    assert converted("offences", "committed_on", pa.nulls(2)) == ([None, None], [False, False])


@pytest.mark.parametrize("cell", ["Mar-24", "2024-03", "2024-03-15", "March 2024"])
def test_months_are_their_first_day(cell):
    values, bad = converted("capacity", "month", [cell], Rule("month", source="x"))
    assert (values, bad) == ([dt.date(2024, 3, 1)], [False])


@pytest.mark.slow
@given(st.lists(st.integers(0, 10**9 - 1), min_size=1))
def test_whole_numbers_come_back_however_they_are_written(numbers):
    for cells in (
        [f"{n:,}" for n in numbers],
        [f"{n}.0" for n in numbers],
        [f" {n} " for n in numbers],
        pa.array(numbers),
        pa.array([float(n) for n in numbers]),
    ):
        assert converted("engagement", "people", cells) == (numbers, [False] * len(numbers))


@pytest.mark.parametrize("cell", ["1.5", "many", "1e3", "99999999999999999999"])
def test_what_is_no_whole_number_is_bad(cell):
    assert converted("engagement", "people", [cell]) == ([None], [True])


def test_posts_are_counted_in_hundredths():
    rule = Rule("posts", source="x", times=100)
    assert converted("capacity", "posts", ["2.5", "0.6", "x"], rule) == (
        [250, 60, None],
        [False, False, True],
    )


@given(st.integers(-5, 130))
def test_ages_fall_into_the_band_that_names_them(age):
    rule = Rule("age_band", source="x", age=True)
    (band,), (bad,) = converted("victims", "age_band", [str(age)], rule)
    assert bad == (not 0 <= age <= 120)
    if band == "65 and over":
        assert age >= 65
    elif band:
        first, last = map(int, band.split("-"))
        assert first <= age <= last


def test_words_are_mapped_kept_or_counted_as_unknown():
    read = reader()
    rule = Rule("sex", source="x", label="Gender", values={"f": "female", "x": ""})
    rule = Rule(**{**vars(rule), "empty": frozenset({"not given"})})
    cells = ["F", " male ", "X", "Not  given", "robot", "robot", None]
    values, bad = converted("victims", "sex", cells, rule, read)
    assert values == ["female", "male", None, None, None, None, None]
    assert bad == [False, False, True, False, True, True, False]
    assert read.unmapped == {("victims", "sex", "Gender", "robot"): 2}


def test_yes_no_and_otherwise():
    values, bad = converted("offences", "domestic_abuse", ["Yes", "n", "0", "T", "?"])
    assert (values, bad) == ([True, False, False, True, None], [False] * 4 + [True])
    assert converted("offences", "domestic_abuse", pa.array([True, None]))[0] == [True, None]
    rule = Rule("domestic_abuse", source="x", otherwise=False)
    assert converted("offences", "domestic_abuse", ["?"], rule) == ([False], [False])


def test_places_take_their_one_spelling():
    rule = Rule("borough", source="x")
    cells = ["hackney", " Tower  Hamlets", "Other", "Nowhere"]
    values, bad = converted("offences", "borough", cells, rule)
    assert values == ["Hackney", "Tower Hamlets", None, "Nowhere"]
    assert not any(bad)
    unit = converted("offences", "bcu", ["Central East BCU"], Rule("bcu", source="x"))
    assert unit[0] == ["Central East"]


@pytest.mark.slow
@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, unique_by=str.strip))
def test_references_are_numbers_that_differ_and_return(references):
    values, bad = converted("offences", "offence", references)
    assert len(set(values)) == len(values)
    assert values == converted("offences", "offence", references)[0]
    assert not any(bad)


def test_one_reference_is_one_number_whatever_the_source_types_it():
    text = converted("offences", "offence", ["17"])[0]
    assert converted("steps", "offence", pa.array([17]))[0] == text
    assert converted("steps", "offence", pa.array([17.0]))[0] == text
    assert converted("victims", "victim", ["17"])[0] != text
    assert converted("suspects", "suspect", ["17"])[0] == converted("victims", "victim", ["17"])[0]


def test_numbers_hang_on_the_key_and_the_force():
    cells = pa.array(["A", None])
    number, empty = Pseudonyms(KEY, "One").numbers("offence", cells).to_pylist()
    assert empty is None
    assert number != Pseudonyms(KEY, "Two").numbers("offence", cells)[0].as_py()
    assert number != Pseudonyms(bytes(32), "One").numbers("offence", cells)[0].as_py()
    assert Pseudonyms(KEY, "One").mark() != Pseudonyms(bytes(32), "One").mark()


def test_a_constant_and_the_definition_of_offences():
    assert (
        converted("steps", "step", ["a", "b"], Rule("step", always="charge"))[0] == ["charge"] * 2
    )
    rule = Rule("offence_group", classes={"home_office_class": "x", "title": "x"})
    values, _ = converted("offences", "offence_group", ["Stalking", None, "Stalking"], rule)
    assert values == ["stalking", "unclassified", "stalking"]


def test_cells_that_hold_dates_need_no_form():
    rule = dated("%d/%m/%Y")
    days = pa.array([dt.date(2024, 2, 1), None])
    assert converted("offences", "committed_on", days, rule)[0] == [dt.date(2024, 2, 1), None]
    assert converted("offences", "committed_on", ["2024-02-01"], rule)[0] == [dt.date(2024, 2, 1)]


def test_no_number_is_an_empty_cell():
    cells = pa.array([1.0, float("nan"), None])
    assert converted("engagement", "people", cells) == ([1, None, None], [False] * 3)
