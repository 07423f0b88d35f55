"""Residents by borough and year."""

import pyarrow.parquet as pq
import pytest

from avow.analysis import feeds
from avow.analysis.engine import layout
from tests.analysis.feeds.invented import AT

HEADER = "borough,year,population\n"


def load(data, tmp_path, text: str) -> feeds.Report:
    path = tmp_path / "p.csv"
    path.write_text(HEADER + text)
    return feeds.load(data, "population", [path], at=AT).report


def test_residents_are_loaded_with_unit_and_force(data, tmp_path):
    load(data, tmp_path, 'Hackney,2023,"259,146"\nCity of London,2023,8600\n')
    (file,) = layout.files(data, "population")
    assert [tuple(row.values()) for row in pq.read_table(file).to_pylist()] == [
        ("City of London Police", None, "City of London", 2023, 8600),
        ("Metropolitan Police Service", "Central East", "Hackney", 2023, 259146),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",2023,1", "borough is empty"),
        ("Leeds,2023,1", "no force polices 'Leeds'"),
        ("Hackney,soon,1", "year is not a year"),
        ("Hackney,1066,1", "year is not a year"),
        ("Hackney,2024,many", "population is not a whole number of people"),
        ("Hackney,2024,-1", "population is not a whole number of people"),
        ("Sutton,2023,2", "an earlier row gives the same borough and year"),
        ("Hackney,2024", "the row does not have the 3 cells of the header"),
    ],
)
def test_a_bad_row_is_quarantined(data, tmp_path, row, reason):
    report = load(data, tmp_path, f"Sutton,2023,1\n{row}\n")
    assert report.quarantined[0]["reason"] == reason
    assert report.quarantined[0]["first"] == "p.csv row 3"
    assert report.tables[0].reconciled


def test_missing_borough_years_are_a_fault(data, tmp_path):
    load(data, tmp_path, "Sutton,2023,1\nSutton,2024,1\nHackney,2023,1\n")
    assert feeds.faults(data, "population") == [
        "Residents of 2 boroughs, 2023 to 2024. 1 borough-years are missing."
    ]


@pytest.mark.parametrize(
    ("text", "said"), [("", "no rows under the header"), ("x,y,z\n", "no force polices")]
)
def test_nothing_usable(data, tmp_path, text, said):
    with pytest.raises(feeds.FeedError, match=said):
        load(data, tmp_path, text)


def test_wrong_columns(data, tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("area,year\nx,2024\n")
    with pytest.raises(feeds.FeedError, match="the column borough and population is missing"):
        feeds.load(data, "population", [path], at=AT)
