"""Runs kept on disk: read while they hold, never when facts, definition or code have changed."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow.analysis.engine import Facts, layout
from avow.analysis.measures import MeasureError, definition, run, store_all, stored, storing
from tests.analysis.facts import facts_in, offences, rows_of

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ID = "recorded-offences"
GIVEN = offences(
    ("North", "Ashvale", "Mill", date(2024, 1, 1), 30), ("South", "", "", date(2024, 2, 1), 7)
)


@pytest.fixture
def data(tmp_path):
    facts_in(tmp_path, GIVEN, "duckdb")
    return tmp_path


def load_again(data, name="offences_by_place", **given):
    """Put other rows where a load of the table would."""
    month, count = given.get("month", date(2024, 3, 1)), given.get("offences", 5)
    more = rows_of(name, ["month_recorded", "offences"], [[month, count]])
    pq.write_table(more, data / "facts" / name / "more.parquet")


def test_what_was_stored_is_read_as_it_was(data):
    made = stored.store(data, Facts(data), ID, "bcu", "month", at=AT)
    read = stored.read(data, ID, "bcu", "month")

    assert read == replace(made, table=read.table)
    assert read.table.equals(made.table)
    assert read.table.schema.metadata is None


def test_what_was_not_stored_is_not_read(data):
    stored.store(data, Facts(data), ID, "bcu", "month", at=AT)

    assert stored.read(data, ID, "bcu", "year") is None
    assert stored.read(data, ID, "force", "month") is None
    assert stored.read(data, "recorded-late-share", "bcu", "month") is None


def test_a_new_load_makes_it_stale(data):
    stored.store(data, Facts(data), ID, "bcu", "month", at=AT)
    load_again(data)

    assert stored.read(data, ID, "bcu", "month") is None
    assert [kept.current for kept in stored.listing(data)] == [False]


def test_a_load_of_another_table_does_not(data):
    stored.store(data, Facts(data), ID, "bcu", "month", at=AT)
    (data / "facts" / "victims_by_age").mkdir()
    other = rows_of("victims_by_age", ["month_recorded", "victims"], [[date(2024, 1, 1), 3]])
    pq.write_table(other, data / "facts" / "victims_by_age" / "x.parquet")

    assert stored.read(data, ID, "bcu", "month") is not None


def test_a_changed_definition_makes_it_stale(data):
    asked = definition(ID)
    stored.store(data, Facts(data), asked, "bcu", "month", at=AT)

    assert stored.read(data, replace(asked, what="Something else."), "bcu", "month") is None
    assert stored.read(data, asked, "bcu", "month") is not None


def test_changed_code_makes_it_stale(data, monkeypatch):
    stored.store(data, Facts(data), ID, "bcu", "month", at=AT)
    monkeypatch.setattr(stored, "code", lambda: "of another version")

    assert stored.read(data, ID, "bcu", "month") is None


def test_the_listing_says_what_is_there(data):
    stored.store(data, Facts(data), ID, "bcu", "month", at=AT)
    stored.store(data, Facts(data), ID, "force", "year", at=AT)
    (data / "runs" / ID / "broken.parquet").write_bytes(b"not Parquet")
    pq.write_table(pa.table({"a": [1]}), data / "runs" / ID / "other.parquet")

    assert stored.listing(data) == [
        stored.Stored(ID, "bcu", "month", None, AT, current=True),
        stored.Stored(ID, "force", "year", None, AT, current=True),
    ]


def test_a_write_that_fails_leaves_what_was_there(data, monkeypatch):
    stored.store(data, Facts(data), ID, "bcu", "month", at=AT)

    def fails(table, path, **_):
        path.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(stored.pq, "write_table", fails)
    with pytest.raises(OSError, match="No space"):
        stored.store(data, Facts(data), ID, "bcu", "month", at=AT)

    assert stored.read(data, ID, "bcu", "month") is not None
    assert [path.name for path in (data / "runs" / ID).iterdir()] == ["bcu-month.parquet"]


@pytest.mark.slow
def test_all_are_stored_and_a_second_time_nothing_is_done(data):
    told = []
    first = store_all(data, AT, lambda *said: told.append(said), by=["force", "bcu"])
    again = store_all(data, AT, by=["force", "bcu"])

    assert first.made > 10
    assert (again.made, again.held) == (0, first.made)
    assert told[0][0] == 0
    assert told[-1] == (told[-1][1], told[-1][1], "done")
    assert first.refused["share-rape"].startswith(
        "Nothing has been loaded into 'offences_by_class'"
    )
    assert all(kept.current for kept in stored.listing(data))


@pytest.mark.slow
def test_what_is_stored_together_is_what_each_gives_alone(data):
    store_all(data, AT, ids=[ID, "change-on-year-before"], by=["bcu"])

    for name in (ID, "change-on-year-before"):
        for period in ("month", "quarter", "year"):
            kept = stored.read(data, name, "bcu", period)
            assert kept.table.equals(run(Facts(data), name, "bcu", period).table)


def test_only_what_is_stale_is_made_again(data):
    store_all(data, AT, ids=[ID], by=["bcu"])
    (data / "runs" / ID / "bcu-month.parquet").unlink()

    done = store_all(data, AT, ids=[ID], by=["bcu"])

    assert (done.made, done.held) == (1, 2)


def test_facts_that_change_while_it_runs_are_not_stored(data, monkeypatch):
    before = storing.run_periods

    def loads_meanwhile(*asked):
        yield from before(*asked)
        load_again(data)

    monkeypatch.setattr(storing, "run_periods", loads_meanwhile)
    done = store_all(data, AT, ids=[ID], by=["force"], periods=["year"])

    assert done.made == 0
    assert done.refused == {ID: "The facts were loaded anew while it ran: store it again."}
    assert stored.listing(data) == []


def test_the_state_of_the_facts_names_loads_and_files(data):
    home = layout.facts_folder(data, "a-feed")
    home.mkdir(parents=True)
    (home / layout.CURRENT).write_text(json.dumps({"tables": {"population": "load1"}}))
    (data / "facts" / "note.txt").write_text("not a table")

    state = layout.state(data)

    assert state["population"] == ("a-feed/load1",)
    assert state["offences_by_place"][0].startswith("given.parquet ")
    assert layout.state(data / "nothing") == {}


@pytest.mark.slow
def test_reading_a_run_is_quick(data):
    import time

    months = [date(2021 + m // 12, m % 12 + 1, 1) for m in range(48)]
    rows = [(f"Unit {u}", "", "", month, u) for u in range(12) for month in months]
    facts_in(data / "big", offences(*rows), "duckdb")
    stored.store(data / "big", Facts(data / "big"), ID, "bcu", "month", at=AT)
    stored.read(data / "big", ID, "bcu", "month")

    took = []
    for _ in range(20):
        began = time.process_time()
        assert stored.read(data / "big", ID, "bcu", "month").table.num_rows == 12 * 48
        took.append(time.process_time() - began)
    assert min(took) < 0.003


@pytest.mark.parametrize(
    ("by", "period", "group", "said"),
    [
        ("x" * 300, "month", None, "No kind of area"),
        (f"../{ID}/bcu", "month", None, "No kind of area"),
        ("bcu", "../month", None, "No period"),
        ("bcu", "month", "../" * 100, "A case has no"),
        ("bcu", "month", "a" * 300, "is not split by"),
    ],
)
def test_what_is_no_area_period_or_group_names_no_file(tmp_path, by, period, group, said):
    with pytest.raises(MeasureError, match=said):
        stored.read(tmp_path, ID, by, period, group)
