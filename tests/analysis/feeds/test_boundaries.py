"""Wards and boroughs become areas; units and forces are joined from them."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import shapely

from avow.analysis import feeds
from avow.analysis.engine import layout
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT, ward

WARDS = [
    ward("Dalston", "Hackney", 0.00, 51.0),
    ward("Whitechapel", "Tower Hamlets", 0.01005, 51.0),  # a gap of 5 m to its neighbour
    ward("Cheam", "Sutton", 0.05, 51.0),
    ward("Aldgate", "City of London", 0.08, 51.0),
]


def load(data: Path, *files: Path) -> feeds.Report:
    return feeds.load(data, "boundaries", files, at=AT).report


def areas(data: Path) -> list[dict]:
    (file,) = layout.files(data, "boundaries")
    return pq.read_table(file).to_pylist()


def names(found: list[dict], kind: str) -> list[tuple]:
    return [(a["force"], a["bcu"], a["borough"], a["ward"]) for a in found if a["kind"] == kind]


FLAT = [[0, 1], [1, 1], [0, 1], [0, 1]]
MET, CITY = "Metropolitan Police Service", "City of London Police"


def test_wards_make_boroughs_units_and_forces(data, tmp_path):
    load(data, invented.geojson(tmp_path / "w.geojson", WARDS))
    found = areas(data)
    assert names(found, "force") == [(CITY, None, None, None), (MET, None, None, None)]
    assert names(found, "bcu") == [(MET, "Central East", None, None), (MET, "South", None, None)]
    assert (CITY, None, "City of London", None) in names(found, "borough")
    assert (MET, "South", "Sutton", "Cheam") in names(found, "ward")
    unit = next(a for a in found if a["bcu"] == "Central East" and a["kind"] == "bcu")
    boundary = shapely.from_wkb(unit["geometry"])
    assert boundary.geom_type == "Polygon"
    assert boundary.area == pytest.approx(2 * 0.0001, rel=0.01)


def test_a_look_up_says_which_units_there_are(data, tmp_path):
    lookup = tmp_path / "bcu.csv"
    lookup.write_text("bcu_location,borough_name\nEast Area,Hackney\nEast Area,Tower Hamlets\n")
    report = load(data, invented.geojson(tmp_path / "w.geojson", WARDS), lookup)
    assert names(areas(data), "bcu") == [(MET, "East", None, None)]
    (reason,) = report.quarantined
    assert "no force polices 'Sutton'" in reason["reason"]
    assert "1 command units, 2 boroughs" in report.findings[0].sentence


GEOGRAPHY = """
force = "Riverside Police"
[no_place]
Elsewhere = "not here"
[other_forces]
[[bcu]]
name = "Bank"
aliases = ["Bank Side"]
boroughs = ["Millgate"]
"""


def test_another_force_brings_its_own_geography(data, tmp_path):
    known = tmp_path / "geography.toml"
    known.write_text(GEOGRAPHY)
    wards = invented.geojson(tmp_path / "w.geojson", [ward("Weir", "Millgate", 0, 51)])
    load(data, wards, known)
    assert names(areas(data), "ward") == [("Riverside Police", "Bank", "Millgate", "Weir")]
    rows = [
        invented.place("Bank Side BCU", "Millgate", "Weir", "2024-01", None, 2),
        invented.place("Elsewhere", "Elsewhere", None, "2024-01", None, 1),
    ]
    offences = invented.parquet(tmp_path / "o.parquet", rows, invented.OFFENCE_COLUMNS)
    feeds.load(data, "mps-vawg", [offences, known], at=AT)
    (file,) = layout.files(data, "offences_by_place")
    found = pq.read_table(file).to_pylist()
    assert [(r["force"], r["bcu"], r["borough"]) for r in found] == [
        ("Riverside Police", "Bank", "Millgate"),
        ("Riverside Police", None, None),
    ]
    assert feeds.unmatched(data) == []


def test_a_geography_that_cannot_be_used(data, tmp_path):
    wards = invented.geojson(tmp_path / "w.geojson", WARDS)
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(GEOGRAPHY)
    two.write_text("[[bcu]]\nname = 'x'\n")
    for files, said in (
        ([one], "Only a geography was given"),
        ([two, wards], "is no geography: it needs force"),
    ):
        with pytest.raises(feeds.FeedError, match=said):
            load(data, *files)
    two.write_text("[[bcu]]\nname = \n")
    with pytest.raises(feeds.FeedError, match="is not valid TOML"):
        load(data, two, wards)
    two.write_text(GEOGRAPHY + "\n")
    with pytest.raises(feeds.FeedError, match="Two geography files"):
        load(data, one, two, wards)


def test_boroughs_given_are_kept_as_given(data, tmp_path):
    borough = ward("", "Sutton", 0.05, 51.0)
    del borough["properties"]["WD25NM"]
    load(data, invented.geojson(tmp_path / "b.geojson", [borough, WARDS[2]]))
    (row,) = [a for a in areas(data) if a["kind"] == "borough"]
    assert row["code"] == "E09"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"geometry": None}, "it has no geometry"),
        ({"geometry": {"type": "Point", "coordinates": [0, 51]}}, "not a polygon but Point"),
        ({"geometry": {"type": "Polygon", "coordinates": "x"}}, "its geometry cannot be read"),
        ({"geometry": {"type": "Nonsense"}}, "its geometry cannot be read"),
        ({"geometry": invented.square(530000, 180000)}, "not longitude and latitude"),
        ({"geometry": {"type": "Polygon", "coordinates": [FLAT]}}, "no surface"),
        ({"properties": None}, "it names no borough"),
        ({"properties": {"LAD25NM": "Elsewhere"}}, "no force polices 'Elsewhere'"),
        ({"properties": WARDS[0]["properties"]}, "an earlier feature bounds the same area"),
    ],
)  # fmt: skip
def test_a_bad_feature_is_quarantined(data, tmp_path, change, reason):
    path = invented.geojson(tmp_path / "w.geojson", [WARDS[0], WARDS[1] | change])
    report = load(data, path)
    assert reason in report.quarantined[0]["reason"]
    assert report.quarantined[0]["first"] == "w.geojson row 2"
    assert report.tables[0].reconciled


def test_a_feature_that_is_no_object_is_quarantined(data, tmp_path):
    report = load(data, invented.geojson(tmp_path / "w.geojson", [WARDS[0], 7]))
    assert report.rows_quarantined == 1


def test_a_boundary_that_crosses_itself_is_mended(data, tmp_path):
    bow = [[0, 51], [0.01, 51.01], [0.01, 51], [0, 51.01], [0, 51]]
    crossed = WARDS[0] | {"geometry": {"type": "Polygon", "coordinates": [bow]}}
    report = load(data, invented.geojson(tmp_path / "w.geojson", [crossed]))
    assert any(f.key == "mended" for f in report.findings)
    assert all(shapely.from_wkb(a["geometry"]).is_valid for a in areas(data))


def test_missing_boroughs_are_a_fault(data, tmp_path):
    load(data, invented.geojson(tmp_path / "w.geojson", WARDS))
    (fault,) = feeds.faults(data, "areas")
    assert fault.startswith("No boundary was given for 29 boroughs: Barking and Dagenham")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"type": "Feature"}', "no GeoJSON FeatureCollection"),
        ('{"type": ', "is not valid JSON"),
        ('{"type": "FeatureCollection", "features": []}', "no boundary found"),
        ('{"type": "FeatureCollection", "features": [{}]}', "it names no borough"),
        ("a,b\n1,2\n", "is no look-up of command units"),
        ("bcu_location,borough_name\nEast,Hackney\n", "no boundary found"),
    ],
)
def test_unusable_files(data, tmp_path, content, said):
    path = tmp_path / "file"
    path.write_text(content)
    with pytest.raises(feeds.FeedError, match=said):
        load(data, path)


def test_the_same_twice_changes_nothing(data, tmp_path):
    path = invented.geojson(tmp_path / "w.geojson", WARDS)
    assert feeds.load(data, "boundaries", [path], at=AT).changed
    assert not feeds.load(data, "boundaries", [path], at=AT).changed


def test_places_without_an_area_are_listed(data, tmp_path, offences):
    assert feeds.unmatched(data) == []
    load(data, invented.geojson(tmp_path / "w.geojson", WARDS))
    assert feeds.unmatched(data) == []
    feeds.load(data, "mps-vawg", [offences], at=AT)
    (found,) = feeds.unmatched(data)
    assert found.rows == [["ward", "Hackney", "Whitechapel", 2]]
    assert any(
        "2 offences are counted in 1 places" in f for f in feeds.faults(data, "offences_by_place")
    )


def test_units_and_boroughs_without_an_area_are_listed(data, tmp_path):
    rows = [
        invented.place("Moon", "Hackney", "Dalston", "2024-01", None, 1),
        invented.place("South", "Croydon", "Waddon", "2024-01", None, 2),
        *[invented.place("South", "Sutton", f"Ward {n}", "2024-01", None, 1) for n in range(3)],
    ]
    path = invented.parquet(tmp_path / "o.parquet", rows, invented.OFFENCE_COLUMNS)
    load(data, invented.geojson(tmp_path / "w.geojson", WARDS))
    feeds.load(data, "mps-vawg", [path], at=AT)
    (found,) = feeds.unmatched(data)
    assert [row[:3] for row in found.rows[:2]] == [
        ["bcu", None, "Moon"],
        ["borough", None, "Croydon"],
    ]
    assert "and 2 more" in found.sentence


def test_a_mark_before_geojson_is_read(data, tmp_path):
    path = tmp_path / "w.geojson"
    content = json.dumps({"type": "FeatureCollection", "features": WARDS})
    path.write_text(content, encoding="utf-8-sig")
    assert load(data, path).tables[0].rows_loaded == 4
