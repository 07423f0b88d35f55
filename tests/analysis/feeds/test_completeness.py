"""What is filled is counted once a load, and can be asked for by unit and period."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis import feeds
from avow.analysis.engine import layout
from avow.analysis.feeds import quality
from avow.analysis.feeds.completeness import counts
from avow.analysis.tables import TABLES
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT, OFFENCE_COLUMNS, PLACES

OFFENCES = TABLES["offences"]


def offence(number: int, **changes):
    """Return a row of the table of offences."""
    row = dict.fromkeys(OFFENCES.columns()) | {
        "force": "F",
        "bcu": "One",
        "borough": "A",
        "offence": number,
        "recorded_on": dt.date(2024, 1, 15),
        "committed_on": dt.date(2024, 1, 10),
        "offence_group": "stalking",
        "precursor": False,
    }
    return row | changes


def by_hand(data, rows, table="offences"):
    """Lay rows under the facts, as a generator does."""
    folder = data / "facts" / table
    folder.mkdir(parents=True, exist_ok=True)
    given_ = pa.Table.from_pylist(rows, TABLES[table].schema())
    pq.write_table(given_, folder / "invented.parquet")


def share(rows: pa.Table, column: str, unit: str, start: dt.date | None = None) -> float | None:
    found = [
        row["share"]
        for row in rows.to_pylist()
        if (row["column"], row["unit"]) == (column, unit) and row["start"] == start
    ]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def cases(data):
    rows = [
        offence(1, ward="W", domestic_abuse=True),
        offence(2, recorded_on=dt.date(2024, 2, 20)),
        offence(3, borough="B", bcu="Two", committed_on=None),
        offence(4, borough=None, bcu=None, recorded_on=dt.date(2024, 4, 1)),
    ]
    by_hand(data, rows)
    return data


def test_by_unit_and_period(cases):
    january, february = dt.date(2024, 1, 1), dt.date(2024, 2, 1)
    monthly = feeds.completeness(cases, "offences", "borough", "month")
    assert share(monthly, "ward", "A", january) == 1.0
    assert share(monthly, "ward", "A", february) == 0.0
    yearly = feeds.completeness(cases, "offences", "bcu", "year")
    assert share(yearly, "domestic_abuse", "One", january) == 0.5
    every = feeds.completeness(cases, "offences", "force", "all")
    assert share(every, "bcu", "F") == 0.75
    assert share(every, quality.LATE, "F") == pytest.approx(1 / 3)
    quarter = feeds.completeness(cases, "offences", "borough", "quarter")
    assert share(quarter, "committed_on", None, dt.date(2024, 4, 1)) == 1.0


def test_what_was_asked_must_exist(cases):
    with pytest.raises(ValueError, match="by is one of force, bcu, borough"):
        feeds.completeness(cases, "offences", "ward")
    with pytest.raises(ValueError, match="period one of"):
        feeds.completeness(cases, "offences", "bcu", "week")
    assert feeds.completeness(cases, "victims").num_rows == 0


def test_the_newest_month_of_each_unit(cases):
    found = feeds.newest(cases, "offences", "borough", dt.date(2024, 5, 10))
    assert [(one.unit, one.month, one.days) for one in found] == [
        ("A", dt.date(2024, 2, 1), 71),
        ("B", dt.date(2024, 1, 1), 100),
        ("", dt.date(2024, 4, 1), 10),
    ]


def test_what_a_measure_loses(cases):
    found = feeds.lost(cases, ["offences"], ["domestic_abuse", "victim.sex"])
    assert {one.kind: one.sentence for one in found} == {
        "place": "1 of 4 offences have no borough.",
        "months": "No offences are loaded for 2024-03.",
        "group": "3 of 4 offences have no domestic abuse flag.",
    }
    early = feeds.lost(cases, ["offences"], start=dt.date(2024, 1, 1), end=dt.date(2024, 2, 29))
    assert early == []


def test_rows_in_quarantine_are_lost_too(data, tmp_path):
    bad = invented.text(
        tmp_path / "b.csv", [*PLACES, dict(PLACES[0]) | {"count": "x"}], OFFENCE_COLUMNS
    )
    feeds.load(data, "mps-vawg", [bad], at=AT)
    found = {one.kind: one for one in feeds.lost(data, ["offences_by_place"], by="bcu")}
    assert found["quarantine"].sentence == (
        "1 of 10 rows of offences_by_place are in quarantine: mps-vawg could not load them."
    )
    # Counted in offences, not in rows.
    assert (found["place"].number, found["place"].out_of) == (4, 20)
    assert found["months"].sentence == "No offences are loaded for 2024-03."


def test_a_load_counts_once_and_the_pages_read_what_it_kept(data, offences, monkeypatch):
    feeds.load(data, "mps-vawg", [offences], at=AT)
    monkeypatch.setattr(quality, "of_file", lambda *_: pytest.fail("counted again"))
    rows = counts(data, "offences_by_place")
    assert rows.schema == quality.SCHEMA
    assert rows.num_rows


def test_counts_that_are_gone_are_made_again_and_are_the_same(data, offences):
    feeds.load(data, "mps-vawg", [offences], at=AT)
    kept = counts(data, "offences_by_class")
    (file,) = (data / "quality").rglob("offences_by_class.parquet")
    file.unlink()
    assert counts(data, "offences_by_class").equals(kept)
    assert file.exists()


def test_rows_laid_by_hand_anew_are_counted_anew(cases):
    assert counts(cases, "offences").num_rows
    by_hand(cases, [offence(9)])
    assert feeds.completeness(cases, "offences", "force", "all")["rows"].to_pylist() == [1] * 10


@pytest.mark.slow
@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", None]),
            st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31)),
            st.sampled_from(["home", "street", None]),
            st.booleans() | st.none(),
        ),
        min_size=1,
        max_size=40,
    ),
    st.integers(1, 7),
)
def test_pieces_of_any_size_count_as_the_whole_does(drawn, size):
    rows = [
        offence(n, borough=borough, recorded_on=day, place_kind=kind, domestic_abuse=flag)
        for n, (borough, day, kind, flag) in enumerate(drawn)
    ]
    table = pa.Table.from_pylist(rows, OFFENCES.schema())
    whole = quality.measured("offences", table.to_batches())
    pieces = quality.measured("offences", table.to_batches(max_chunksize=size))
    assert pieces.counts.equals(whole.counts)
    assert pieces.profile == whole.profile
    assert whole.profile.rows == len(rows) == sum(whole.profile.months.values())
    kinds = sum(row["place_kind"] is not None for row in rows)
    assert whole.profile.filled["place_kind"] == round(kinds / len(rows), 6)
    assert sum(whole.profile.words.get("place_kind", {}).values()) == kinds


@pytest.mark.parametrize("table", [n for n in TABLES if n not in ("areas", "boundaries")])
def test_every_table_can_be_counted(table):
    empty = TABLES[table].schema().empty_table()
    found = quality.of_rows(table, empty)
    assert found.counts.schema == quality.SCHEMA
    assert found.profile.rows == 0


def test_years_are_months_of_january_and_levels_are_not_added(data):
    row = {"force": "F", "bcu": "One", "borough": "A", "year": 2024, "residents": 5}
    by_hand(data, [row], "population")
    assert counts(data, "population")["month"].to_pylist() == [dt.date(2024, 1, 1)]
    crime = {
        "force": "F",
        "bcu": "One",
        "borough": "A",
        "ward": None,
        "lsoa": None,
        "category": "C",
        "subcategory": "S",
        "month": dt.date(2024, 1, 1),
        "offences": 7,
    }
    by_hand(data, [crime | {"level": "borough"}, crime | {"level": "ward"}], "recorded_crime")
    found = feeds.completeness(data, "recorded_crime", "force", "all").to_pylist()
    assert {(one["column"], one["rows"]) for one in found} == {("bcu", 7), ("borough", 7)}
    assert layout.files(data, "recorded_crime")


def test_what_there_is_not_is_told(data):
    with pytest.raises(ValueError, match="No table is called 'victim'; there are"):
        feeds.completeness(data, "victim")
    with pytest.raises(ValueError, match="No table is called 'outcome'"):
        feeds.lost(data, ["outcome"])
    with pytest.raises(ValueError, match="victims has no column 'shoe'"):
        feeds.lost(data, ["outcomes"], ["victim.shoe"])
