"""A file that cannot be used says what is wrong and what to do, and changes nothing."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.analysis import feeds
from avow.analysis.feeds import cells
from avow.analysis.feeds.vawg_shape import COMMITTED, COUNT, PLACE, RECORDED
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT, OFFENCE_COLUMNS, PLACES


def refusal(data: Path, *files: Path, feed: str = "mps-vawg") -> str:
    with pytest.raises(feeds.FeedError) as caught:
        feeds.load(data, feed, files, at=AT)
    assert not list(data.glob("facts/*/current.json"))
    return str(caught.value)


def test_a_missing_file_and_a_folder(data, tmp_path):
    assert "does not exist" in refusal(data, tmp_path / "none.csv")
    assert "is a folder" in refusal(data, tmp_path)
    assert "No file was given" in refusal(data)


def test_an_empty_file(data, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"  \n")
    assert "is empty: download it again" in refusal(data, empty)


def test_a_file_that_may_not_be_read(data, tmp_path, monkeypatch):
    path = invented.text(tmp_path / "o.csv", PLACES, OFFENCE_COLUMNS)
    monkeypatch.setattr(Path, "read_bytes", _denied)
    assert "cannot be read: Permission denied" in refusal(data, path)


def _denied(self: Path) -> bytes:
    raise PermissionError(13, "Permission denied")


def test_the_same_file_twice(data, offences, tmp_path):
    copy = tmp_path / "copy.parquet"
    copy.write_bytes(offences.read_bytes())
    assert "is the same file as" in refusal(data, offences, copy)


def test_wrong_columns_are_named(data, tmp_path):
    path = tmp_path / "w.csv"
    path.write_text("borough,year,population\nHackney,2024,1\n")
    said = refusal(data, path)
    assert f"the column {RECORDED} and {COMMITTED} and {COUNT} is missing" in said
    assert "Columns found: borough, population, year" in said


def test_half_a_group_of_columns(data, tmp_path):
    path = invented.text(tmp_path / "h.csv", PLACES, [PLACE[0], RECORDED, COMMITTED, COUNT])
    assert f"has {PLACE[0]} but not {PLACE[1]}, {PLACE[2]}" in refusal(data, path)


def test_a_count_by_nothing(data, tmp_path):
    path = invented.text(tmp_path / "n.csv", PLACES, [RECORDED, COMMITTED, COUNT])
    assert "counts by nothing" in refusal(data, path)


def test_offences_or_victims_cannot_be_told(data, tmp_path):
    path = invented.text(tmp_path / "p.csv", PLACES, [*PLACE, RECORDED, COMMITTED, COUNT])
    said = refusal(data, path)
    assert "fit offences_by_place and victims_by_place" in said
    assert "add a column 'sheet'" in said


def test_no_row_can_be_used(data, tmp_path):
    rows = [dict(PLACES[0]) | {COUNT: "x"}]
    said = refusal(data, invented.text(tmp_path / "x.csv", rows, OFFENCE_COLUMNS))
    assert "count is not a whole number (1 rows)" in said
    header_only = invented.text(tmp_path / "y.csv", [], OFFENCE_COLUMNS)
    assert "there are no rows under the header" in refusal(data, header_only)


def test_a_cut_off_parquet(data, tmp_path, offences):
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(offences.read_bytes()[:-200])
    assert "damaged or cut-off Parquet file" in refusal(data, cut)


def test_a_damaged_workbook_and_one_without_the_columns(data, tmp_path):
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 this is no workbook")
    assert "is not an Excel workbook, or is damaged" in refusal(data, bad)
    other = invented.workbook(tmp_path / "other.xlsx", {"One": ([], ("a", "b"))})
    assert "has no sheet with the columns" in refusal(data, other)


def test_bytes_that_are_nothing_known(data, tmp_path):
    path = tmp_path / "image.png"
    path.write_bytes(b"\x89PNG\x00\x01\x02")
    assert "is not Parquet, CSV, XLSX or GeoJSON" in refusal(data, path)


def test_json_is_no_table(data, tmp_path):
    path = tmp_path / "o.json"
    path.write_text("{}")
    assert "is JSON: this feed reads Parquet, CSV or XLSX" in refusal(data, path)


def test_a_column_twice(data, tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("count,Count\n1,2\n")
    assert "has the column count more than once" in refusal(data, path)


def test_an_unknown_feed(data, offences):
    assert "No feed is called 'x'; there are mps-vawg" in refusal(data, offences, feed="x")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(st.binary(min_size=1, max_size=300), st.text(min_size=1).map(str.encode)))
@pytest.mark.parametrize("feed", ["mps-vawg", "boundaries", "population"])
@pytest.mark.slow
def test_any_bytes_are_refused_in_words(tmp_path, feed, content):
    path = tmp_path / "fuzz"
    path.write_bytes(content)
    with pytest.raises(feeds.FeedError):
        feeds.load(tmp_path / "data", feed, [path], at=AT)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    at=st.integers(0, 4000),
    value=st.binary(min_size=1, max_size=4),
    kind=st.sampled_from(["parquet", "csv"]),
)
@pytest.mark.slow
def test_a_damaged_file_loads_or_is_refused_and_loses_nothing(tmp_path, offences, at, value, kind):
    path = (
        offences
        if kind == "parquet"
        else invented.text(tmp_path / "c.csv", PLACES, OFFENCE_COLUMNS)
    )
    content = path.read_bytes()
    damaged = tmp_path / f"damaged.{kind}"
    damaged.write_bytes(content[: at % len(content)] + value + content[at % len(content) + 1 :])
    try:
        report = feeds.load(tmp_path / "data", "mps-vawg", [damaged], at=AT).report
    except feeds.FeedError:
        return
    assert all(table.reconciled for table in report.tables)
    placed = sum(table.rows_read for table in report.tables)
    unplaced = sum(q["rows"] for q in report.quarantined if q["table"] not in
                   {t.table for t in report.tables})  # fmt: skip
    assert placed + unplaced == sum(source.rows for source in report.sources)


def test_a_time_that_no_calendar_holds_is_unreadable_and_not_the_end():
    beyond = pa.chunked_array([pa.array([2**62, 0], pa.timestamp("us"))])
    read = cells.numbers(beyond, cells.month)
    assert read.unreadable.tolist()[0]
