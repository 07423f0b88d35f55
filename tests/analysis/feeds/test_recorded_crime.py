"""Recorded crime of every vintage: months become rows once, categories their present names."""

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from avow.analysis import feeds
from avow.analysis.engine import layout
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT
from tests.shared import shared

OLD = ("MajorText", "MinorText", "LookUp_BoroughName", "202101", "202102")
NEW = ("majortext", "minortext", "boroughname", "202102", "202103")
WARD = ("majortext", "minortext", "wardname", "wardcode", "lookup_boroughname", "202103")
LSOA = ("lsoa_code", "lsoa_name", "borough", "major_category", "minor_category", "202103")


def file(path: Path, columns, *rows) -> Path:
    return invented.text(path, [dict(zip(columns, row, strict=True)) for row in rows], columns)


def loaded(data: Path) -> list[dict]:
    (path,) = layout.files(data, "recorded_crime")
    return pq.read_table(path).to_pylist()


@pytest.fixture
def old(tmp_path):
    return file(
        tmp_path / "old.csv",
        OLD,
        ("Drug Offences", "Drug Trafficking", "Hackney", 4, 5),
        ("Miscellaneous Crimes Against Society", "Bail Offences", "Hackney", 1, 1),
        ("Miscellaneous Crimes Against Society", "Perjury", "Hackney", 2, 2),
        ("Violence Against the Person", "Violence without Injury", "Heathrow", 7, 7),
    )


@pytest.fixture
def new(tmp_path):
    return file(
        tmp_path / "new.csv",
        NEW,
        ("DRUG OFFENCES", "TRAFFICKING OF DRUGS", "Hackney", 6, 7),
        ("NEW THINGS", "SOMETHING NEW", "Hackney", 1, 0),
    )


def test_earlier_names_become_present_ones_and_add_up(data, old):
    report = feeds.load(data, "mps-recorded-crime", [old], at=AT).report
    rows = {(r["subcategory"], r["month"]): r for r in loaded(data)}
    january = dt.date(2021, 1, 1)
    assert rows["TRAFFICKING OF DRUGS", january]["offences"] == 4
    assert rows["MISC CRIMES AGAINST SOCIETY", january]["offences"] == 3
    assert rows["TRAFFICKING OF DRUGS", january]["bcu"] == "Central East"
    assert rows["VIOLENCE WITHOUT INJURY", january]["borough"] is None
    (summary,) = report.tables
    assert (summary.rows_read, summary.rows_loaded, summary.rows_merged) == (8, 6, 2)
    assert (summary.total_read, summary.total_loaded) == (29, 29)
    said = {finding.key: finding.sentence for finding in report.findings}
    assert "3 earlier names of categories stand for 2 present ones" in said["renamed"]
    assert "stalking and harassment" in said["step_2"]
    assert "14 offences stand under 1 places" in said["elsewhere"]


def test_a_month_in_two_files_counts_once_the_later_file_wins(data, old, new):
    report = feeds.load(data, "mps-recorded-crime", [old, new], at=AT).report
    found = {
        r["month"]: r["offences"]
        for r in loaded(data)
        if r["subcategory"] == "TRAFFICKING OF DRUGS"
    }
    assert found == {dt.date(2021, 1, 1): 4, dt.date(2021, 2, 1): 6, dt.date(2021, 3, 1): 7}
    (summary,) = report.tables
    assert summary.reconciled
    assert (summary.rows_superseded, summary.total_superseded) == (4, 15)
    revised = next(finding for finding in report.findings if finding.key == "revised")
    assert revised.rows == [["borough", "2021-02", 15, 7, -8]]
    assert revised.is_fault
    unknown = next(finding for finding in report.findings if finding.key == "unknown")
    assert unknown.rows == [["NEW THINGS", "SOMETHING NEW", 1]]


def test_levels_stand_side_by_side(data, tmp_path, new):
    ward = file(
        tmp_path / "ward.csv",
        WARD,
        ("DRUG OFFENCES", "TRAFFICKING OF DRUGS", " Dalston", "E05", "Hackney", 3),
        ("DRUG OFFENCES", "TRAFFICKING OF DRUGS", "Airport", "E06", "Aviation", 1),
    )
    lsoa = file(
        tmp_path / "lsoa.csv",
        LSOA,
        ("E01", "Tower Hamlets 016A", "E09", "DRUG OFFENCES", "TRAFFICKING OF DRUGS", 2),
    )
    report = feeds.load(data, "mps-recorded-crime", [new, ward, lsoa], at=AT).report
    rows = [r for r in loaded(data) if r["level"] != "borough"]
    assert [(r["level"], r["borough"], r["ward"], r["lsoa"]) for r in rows] == [
        ("lsoa", "Tower Hamlets", None, "E01"),
        ("ward", "Hackney", "Dalston", None),
        ("ward", None, None, None),
    ]
    said = next(finding for finding in report.findings if finding.key == "levels").sentence
    assert "In the 1 months that all levels share: 7 by borough, 2 by lsoa, 4 by ward." in said


def test_bad_cells_go_to_quarantine_and_the_rest_of_the_row_counts(data, tmp_path):
    bad = file(
        tmp_path / "bad.csv",
        NEW,
        ("DRUG OFFENCES", "TRAFFICKING OF DRUGS", "Hackney", 6, "many"),
        ("DRUG OFFENCES", "TRAFFICKING OF DRUGS", "Hackney", 1, 1),
        ("DRUG OFFENCES", "POSSESSION OF DRUGS", "Hackney", "", -1),
    )
    report = feeds.load(data, "mps-recorded-crime", [bad], at=AT).report
    assert [row["offences"] for row in loaded(data)] == [6]
    (summary,) = report.tables
    assert (summary.rows_quarantined, summary.total_quarantined) == (5, 2)
    assert summary.reconciled
    assert {q["reason"]: q["rows"] for q in report.quarantined} == {
        "a count is empty or no whole number": 3,
        "an earlier row counts the same category and place": 2,
    }


def test_files_that_cannot_be_used(data, tmp_path, new):
    odd = file(tmp_path / "odd.csv", ("a", "b"), (1, 2))
    with pytest.raises(feeds.FeedError, match="no recorded-crime file"):
        feeds.load(data, "mps-recorded-crime", [odd], at=AT)
    empty = file(tmp_path / "e.csv", NEW, ("DRUG OFFENCES", "X", "Hackney", "", ""))
    with pytest.raises(feeds.FeedError, match="No cell of"):
        feeds.load(data, "mps-recorded-crime", [empty], at=AT)
    again = file(tmp_path / "again.csv", NEW, ("DRUG OFFENCES", "X", "Hackney", 1, 1))
    with pytest.raises(feeds.FeedError, match="up to the same month"):
        feeds.load(data, "mps-recorded-crime", [new, again], at=AT)


@pytest.mark.slow
def test_the_real_files_reconcile(data):
    names = ("borough", "borough-historical", "ward")
    files = [shared(f"data/mps/recorded-crime-{name}.parquet") for name in names]
    files.append(shared("data/mps/borough-crime-historical-vintage-2021.csv"))
    report = feeds.load(data, "mps-recorded-crime", files, at=AT).report
    (summary,) = report.tables
    assert summary.reconciled
    assert summary.rows_quarantined == 0
    # As pandas adds up the publisher's columns: historical, present, wards; and the old vintage.
    assert summary.total_loaded == 11_213_684 + 1_838_828 + 1_782_174
    assert summary.total_superseded == 8_932_993
    assert not [finding for finding in report.findings if finding.key == "unknown"]
    rows = loaded(data)
    assert {row["subcategory"] for row in rows} == {row["subcategory"].upper() for row in rows}
