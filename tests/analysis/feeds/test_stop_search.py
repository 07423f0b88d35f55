"""Stop and search: places found, coordinates forgotten, two ethnicities, rows that repeat."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from avow.analysis import feeds
from avow.analysis.engine import layout
from tests.analysis.feeds.invented import AT
from tests.shared import shared

HEAD = [
    "Type",
    "Date",
    "Part of a policing operation",
    "Policing operation",
    "Latitude",
    "Longitude",
    "Gender",
    "Age range",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Legislation",
    "Object of search",
    "Outcome",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
]
ROW = {
    "Type": "Person search",
    "Date": "2021-05-31T23:00:00+00:00",
    "Latitude": "51.55",
    "Longitude": "-0.05",
    "Gender": "Female",
    "Age range": "18-24",
    "Self-defined ethnicity": "Asian/Asian British - Indian",
    "Officer-defined ethnicity": "White",
    "Object of search": "Controlled drugs",
    "Outcome": "Arrest",
    "Outcome linked to object of search": "True",
}
NAME = "2021-06-metropolitan-stop-and-search.csv"


def text(*rows: dict) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def file(folder: Path, *rows: dict, name: str = NAME) -> Path:
    path = folder / name
    path.write_text(text(*rows), encoding="utf-8")
    return path


def square(name: str, west: float) -> dict:
    east = west + 0.1
    ring = [[west, 51.5], [east, 51.5], [east, 51.6], [west, 51.6], [west, 51.5]]
    return {
        "type": "Feature",
        "properties": {"WD25NM": f"{name} Ward", "WD25CD": f"E05{name}", "LAD25NM": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def wards(data, tmp_path):
    features = [square("Hackney", -0.1), square("City of London", 0.0003)]
    path = tmp_path / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return feeds.load(data, "boundaries", [path], at=AT)


def loaded(data: Path) -> list[dict]:
    (path,) = layout.files(data, "stop_searches")
    return pq.read_table(path).to_pylist()


def load(data, *paths):
    return feeds.load(data, "police-uk-stop-search", list(paths), at=AT).report


def test_a_search_in_every_column(data, tmp_path, wards):
    load(data, file(tmp_path, ROW))
    (row,) = loaded(data)
    assert row["force"] == "Metropolitan Police Service"
    assert row["searched_on"].isoformat() == "2021-06-01"  # midnight in summer time
    assert (row["bcu"], row["borough"], row["ward"]) == ("Central East", "Hackney", "Hackney Ward")
    assert (row["ethnicity_self"], row["ethnicity_officer"]) == ("Asian", "White")
    assert (row["sex"], row["linked"]) == ("female", True)
    assert row["search"] == 2021060000001
    for path in data.rglob("*.parquet"):
        if "boundaries" not in str(path):
            assert "51.55" not in str(pq.read_table(path).to_pylist())


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("White - Irish", "White"),
        ("Asian/Asian British - Chinese", "Asian"),
        ("Other ethnic group - Not stated", None),
        ("Other ethnic group - Any other ethnic group", "Other"),
        ("", None),
        ("Martian", None),
    ],
)
def test_what_the_person_said(data, tmp_path, said, group):
    load(data, file(tmp_path, ROW | {"Self-defined ethnicity": said}))
    assert loaded(data)[0]["ethnicity_self"] == group


def test_rows_without_place_stay_and_gaps_are_bridged(data, tmp_path, wards):
    report = load(
        data,
        file(
            tmp_path,
            ROW | {"Latitude": "", "Longitude": ""},
            ROW | {"Longitude": "0.0001"},  # in the gap between two boundaries
            ROW | {"Longitude": "0.05"},  # in a borough that another force polices
            ROW | {"Longitude": "5"},
        ),
    )
    assert [row["borough"] for row in loaded(data)] == [None, "Hackney", None, None]
    said = next(finding for finding in report.findings if finding.key == "unplaced").sentence
    assert said == (
        "1 of 4 searches (25.0%) have no place; 3 (75.0%) fall in no borough of the force."
    )


def test_without_boundaries_no_search_has_a_borough_and_loading_them_makes_a_new_load(
    data, tmp_path, request
):
    path = file(tmp_path, ROW)
    first = load(data, path)
    assert loaded(data)[0]["borough"] is None
    assert "No boundaries are loaded" in next(
        f.sentence for f in first.findings if f.key == "unplaced"
    )
    request.getfixturevalue("wards")
    second = load(data, path)
    assert first.load_id != second.load_id
    assert loaded(data)[0]["borough"] == "Hackney"


def test_rows_that_stand_twice_count_once(data, tmp_path):
    other = ROW | {"Gender": "Male"}
    august = file(tmp_path, ROW, name="2021-08-metropolitan-stop-and-search.csv")
    report = load(data, file(tmp_path, ROW, ROW, other), august)
    assert len(loaded(data)) == 2
    (summary,) = report.tables
    assert (summary.rows_read, summary.rows_merged) == (4, 2)
    assert summary.reconciled
    said = {finding.key: finding.sentence for finding in report.findings}
    assert said["repeated"].startswith("2 rows (50.0%) are alike another")
    assert "missing: 2021-07" in said["months"]


def test_bad_rows_are_kept_apart_without_their_coordinates(data, tmp_path):
    report = load(data, file(tmp_path, ROW, ROW | {"Date": "yesterday"}, ROW | {"Type": ""}))
    assert {q["reason"] for q in report.quarantined} == {
        "date is empty or no date and time",
        "type is empty",
    }
    (path,) = (data / "quarantine").rglob("*.parquet")
    kept = pq.read_table(path).to_pylist()
    assert [row["row"] for row in kept] == [3, 4]
    assert "51.55" not in kept[0]["values"]


def test_a_zip_file_loads_as_its_files_do(data, tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"2021-06/{NAME}", text(ROW, ROW | {"Date": ""}))
        archive.writestr("2021-06/2021-06-metropolitan-street.csv", "x,y\n1,2\n")
    report = load(data, path)
    assert [(s.name, s.rows) for s in report.sources] == [("archive.zip", 2)]
    assert report.quarantined[0]["first"] == "archive.zip row 3"
    assert len(loaded(data)) == 1


def test_files_that_cannot_be_used(data, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(feeds.FeedError, match="no stop and search file"):
        load(data, odd)
    with pytest.raises(feeds.FeedError, match="'cheshire'"):
        load(data, file(tmp_path, ROW, name="2021-06-cheshire-stop-and-search.csv"))
    with pytest.raises(feeds.FeedError, match="No row of"):
        load(data, file(tmp_path, ROW | {"Date": ""}))
    damaged = tmp_path / "d.zip"
    damaged.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(feeds.FeedError, match="damaged zip"):
        load(data, damaged)
    empty = tmp_path / "e.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(feeds.FeedError, match="holds no file called"):
        load(data, empty)


def test_a_file_that_was_renamed_is_of_the_geographys_force(data, tmp_path):
    load(data, file(tmp_path, ROW, name="searches.csv"))
    (row,) = loaded(data)
    assert (row["force"], row["search"]) == ("Metropolitan Police Service", 1)


@pytest.mark.slow
def test_the_real_archive_reconciles(data):
    wards = shared("data/geography/wards_2025.geojson")
    archive = shared("data/police_uk/met_stop_and_search_2021-06_2022-05.zip")
    feeds.load(data, "boundaries", [wards], at=AT)
    report = load(data, archive)
    (summary,) = report.tables
    # As pandas counts the same rows and those that repeat another exactly.
    assert (summary.rows_read, summary.rows_merged) == (178_998, 3_268)
    assert summary.reconciled
    assert summary.complete["borough"] > 0.89
    assert "missing: 2022-01" in report.findings[0].sentence
    rows = loaded(data)
    assert {row["searched_on"].isoformat()[:7] for row in rows} == {
        *(f"2021-{m:02d}" for m in range(6, 13)),
        *(f"2022-{m:02d}" for m in range(2, 6)),
    }
