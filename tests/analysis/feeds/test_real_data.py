"""The Metropolitan Police's own files, where they are at hand."""

import pytest

from avow.analysis import feeds
from avow.analysis.engine import Facts
from avow.analysis.feeds import classes
from tests.analysis.feeds.invented import AT
from tests.shared import shared

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def london(tmp_path_factory):
    data = tmp_path_factory.mktemp("london")
    files = [shared("data/mps/vawg-offences.parquet"), shared("data/mps/vawg-victims.parquet")]
    maps = [shared(f"data/geography/{n}") for n in
            ("wards_2025.geojson", "boroughs.geojson", "bcu_boroughs.csv")]  # fmt: skip
    return data, [
        feeds.load(data, "mps-vawg", files, at=AT).report,
        feeds.load(data, "boundaries", maps, at=AT).report,
    ]


def found(report: feeds.Report, key: str) -> feeds.Finding:
    return next(f for f in report.findings if f.key == key)


def test_nothing_is_lost_and_nothing_counted_twice(london):
    _, (report, areas) = london
    totals = {table.table: table.total_loaded for table in report.tables}
    assert totals["offences_by_place"] == totals["offences_by_class"] == 1_612_003
    assert set(list(totals.values())[2:]) == {1_527_047}
    assert sum(table.rows_read for table in report.tables) == 411_341 + 410_576
    assert all(table.reconciled for table in (*report.tables, *areas.tables))
    assert report.rows_quarantined == 0


def test_the_oddities_are_found(london):
    _, (report, _) = london
    assert found(report, "outside_classes").sentence.startswith("339,847 of 1,612,003 offences")
    assert sum(row[1] for row in found(report, "placeholder_dates_offences").rows) == 55
    assert len(found(report, "shared_ward_names").rows) == 13
    assert len(found(report, "title_variants").rows) == 38
    assert found(report, "months").rows[0][1:4] == ["2014-01", "2026-02", 146]
    years = {row[0]: row[3] for row in found(report, "victims_by_year").rows}
    assert years[2014] < 0 < years[2024]


def test_every_title_has_a_group(london):
    data, (report, _) = london
    groups = found(report, "groups")
    assert groups.sentence.startswith("437 titles")
    assert "unclassified" not in {group for group, *_ in groups.rows}
    assert not any(f.key == "unclassified" for f in report.findings)
    table = Facts(data).table("offences_by_class")
    known = {group.id for group in classes.groups()}
    used = table.select("offence_group").distinct().to_pyarrow()["offence_group"].to_pylist()
    assert set(used) <= known


def test_places_join_to_areas(london):
    data, (_, areas) = london
    assert "12 command units, 32 boroughs, 679 wards" in found(areas, "areas").sentence
    facts = Facts(data)
    key = ["force", "bcu", "borough", "ward"]
    wards = facts.table("areas").filter(lambda t: t.kind == "ward").select(key)
    places = facts.table("offences_by_place").filter(lambda t: t.ward.notnull())
    assert places.select(key).distinct().join(wards, key).count().to_pyarrow().as_py() == 679
    offences, victims = feeds.unmatched(data)
    assert (len(offences.rows), len(victims.rows)) == (10, 10)
    assert {row[0] for row in offences.rows} == {"ward"}
    assert sum(row[-1] for row in offences.rows) == 1_733


def test_the_population_file_loads(tmp_path):
    path = shared("data/geography/borough_population_2019_2024.csv")
    report = feeds.load(tmp_path, "population", [path], at=AT).report
    assert report.tables[0].rows_loaded == 198
    assert report.rows_quarantined == 0
