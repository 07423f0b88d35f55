"""The Metropolitan Police's VAWG files become five tables that are never added up."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow.analysis import feeds
from avow.analysis.engine import layout
from avow.analysis.feeds.vawg_shape import CLASS, COMMITTED, COUNT, PLACE, RECORDED
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT, CLASSES, OFFENCE_COLUMNS, OFFENCES, PLACES


def load(data: Path, *files: Path) -> feeds.Loaded:
    return feeds.load(data, "mps-vawg", files, at=AT)


def rows(data: Path, table: str) -> list[dict]:
    (file,) = layout.files(data, table)
    return pq.read_table(file).to_pylist()


def finding(report: feeds.Report, key: str) -> feeds.Finding:
    return next(f for f in report.findings if f.key == key)


def test_each_stacked_table_goes_to_its_own(data, offences, victims):
    report = load(data, offences, victims).report
    totals = {t.table: (t.total_loaded, t.rows_loaded, t.rows_merged) for t in report.tables}
    assert totals == {
        "offences_by_place": (20, 6, 3),
        "offences_by_class": (20, 6, 0),
        "victims_by_place": (18, 6, 1),
        "victims_by_age": (18, 2, 0),
        "victims_by_ethnic_group": (18, 2, 0),
    }
    assert all(t.reconciled for t in report.tables)
    assert "2 times over, each time 20" in finding(report, "stacked_offences").sentence
    assert "3 times over, each time 18" in finding(report, "stacked_victims").sentence


def test_places_get_one_spelling_and_odd_ones_none(data, offences):
    load(data, offences)
    found = [
        (r["bcu"], r["borough"], r["ward"], r["offences"]) for r in rows(data, "offences_by_place")
    ]
    assert found == [
        ("Central East", "Hackney", "Dalston", 5),
        ("Central East", "Hackney", "Whitechapel", 2),
        ("Central East", "Tower Hamlets", "Whitechapel", 7),
        ("South", "Sutton", None, 1),
        ("South", "Sutton", None, 1),
        (None, None, None, 4),
    ]


def test_a_placeholder_date_is_emptied_and_counted(data, offences):
    report = load(data, offences).report
    whitechapel = [r for r in rows(data, "offences_by_place") if r["borough"] == "Tower Hamlets"]
    assert [(r["month_committed"], r["offences"]) for r in whitechapel] == [(None, 7)]
    assert finding(report, "placeholder_dates_offences").rows == [["offences_by_place", 1, 3, 20]]
    assert finding(report, "unlikely_dates_offences").rows == [["offences_by_place", 1, 1, 20]]
    assert finding(report, "empty_dates_offences").rows == [["offences_by_place", 1, 4, 20]]
    assert (
        "1 of 20 offences were committed in a later"
        in finding(report, "committed_later_offences").sentence
    )


def test_missing_and_odd_wards_are_named(data, offences):
    report = load(data, offences).report
    odd = finding(report, "odd_places_offences")
    assert odd.sentence == "6 of 20 offences have no ward, 4 of them no borough either."
    assert ["ward not known (N/K); borough given as Other", 1, 2] in odd.rows
    assert ["ward named, but no borough; borough given as Other", 1, 1] in odd.rows
    assert finding(report, "shared_ward_names").rows == [["Whitechapel", "Hackney, Tower Hamlets"]]


def test_missing_months_are_named(data, offences):
    months = finding(load(data, offences).report, "months")
    assert months.is_fault
    assert "missing in part or whole: 2024-03" in months.sentence


def test_titles_and_groups(data, offences):
    report = load(data, offences).report
    groups = {r["title"]: r["offence_group"] for r in rows(data, "offences_by_class")}
    assert groups["Exposure."] == groups["Exposure"] == "other-sexual-offences"
    assert groups["Non-Vawg Crime"] == "outside-vawg-classes"
    assert finding(report, "title_variants").rows == [[2, "Exposure | Exposure."]]
    assert finding(report, "outside_classes").sentence.startswith("4 of 20 offences lie outside")
    (row,) = finding(report, "disagreements").rows
    assert row[0] == "Threaten to share intimate photograph or film"
    assert row[-1] == 2


def test_an_unknown_title_is_reported_as_unclassified(data, tmp_path):
    strange = invented.offence("New group", "New class", "New", "Something new", "2024-01", 3)
    path = invented.parquet(tmp_path / "n.parquet", [strange], OFFENCE_COLUMNS)
    report = load(data, path).report
    assert finding(report, "unclassified").rows == [["Something new", "New", 3]]
    assert rows(data, "offences_by_class")[0]["offence_group"] == "unclassified"


def test_victims_are_set_against_offences_by_year(data, offences, victims):
    report = load(data, offences, victims).report
    assert finding(report, "victims_by_year").rows == [[2024, 20, 18, -2]]
    assert "8 of 18 victims (44%)" in finding(report, "unknown_ethnic_group").sentence


def test_tables_that_should_agree_and_do_not_are_a_fault(data, tmp_path):
    short = [*PLACES, *CLASSES[1:]]
    path = invented.parquet(tmp_path / "s.parquet", short, OFFENCE_COLUMNS)
    found = finding(load(data, path).report, "stacked_offences")
    assert found.is_fault
    assert "do not agree: 20 offences_by_place, 14 offences_by_class" in found.sentence


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_gives_the_same_tables_as_parquet(tmp_path, offences, delimiter, encoding):
    path = invented.text(tmp_path / "o.csv", OFFENCES, OFFENCE_COLUMNS, delimiter, encoding)
    load(tmp_path / "a", offences)
    load(tmp_path / "b", path)
    for table in ("offences_by_place", "offences_by_class"):
        assert rows(tmp_path / "a", table) == rows(tmp_path / "b", table)


def test_a_workbook_of_one_sheet_a_table_gives_the_same(tmp_path, offences):
    path = invented.workbook(
        tmp_path / "o.xlsx",
        {
            "Read me": ([], ("About", "this")),
            "Offence count location": (PLACES, (*PLACE, RECORDED, COMMITTED, COUNT)),
            "Offence count classification": (CLASSES, (*CLASS, RECORDED, COMMITTED, COUNT)),
        },
    )
    load(tmp_path / "a", offences)
    load(tmp_path / "b", path)
    for table in ("offences_by_place", "offences_by_class"):
        assert rows(tmp_path / "a", table) == rows(tmp_path / "b", table)


def test_a_workbook_with_one_stacked_sheet_gives_the_same(tmp_path, offences):
    path = invented.workbook(tmp_path / "x.xlsx", {"Data": (OFFENCES, OFFENCE_COLUMNS)})
    load(tmp_path / "a", offences)
    load(tmp_path / "b", path)
    assert rows(tmp_path / "a", "offences_by_class") == rows(tmp_path / "b", "offences_by_class")


def test_large_strings_and_plain_dates_are_read_too(tmp_path, offences):
    table = pq.read_table(offences)
    kinds = {
        pa.timestamp("ms"): pa.date32(),
        pa.string(): pa.large_string(),
        pa.int64(): pa.int32(),
    }
    other = pa.table({n: table[n].cast(kinds[table[n].type]) for n in table.column_names})
    pq.write_table(other, tmp_path / "other.parquet")
    load(tmp_path / "a", offences)
    load(tmp_path / "b", tmp_path / "other.parquet")
    assert rows(tmp_path / "a", "offences_by_place") == rows(tmp_path / "b", "offences_by_place")


MISFIT = "the row's table does not count by it"
BAD = [
    ({COUNT: "three"}, f"{COUNT} is not a whole number"),
    ({COUNT: "2.5"}, f"{COUNT} is not a whole number"),
    ({COUNT: ""}, f"{COUNT} is empty"),
    ({COUNT: "-4"}, f"{COUNT} is negative"),
    ({COUNT: "9999999999999999999999"}, f"{COUNT} is not a whole number"),
    ({RECORDED: ""}, f"{RECORDED} is empty"),
    ({RECORDED: "soon"}, f"{RECORDED} is not a date"),
    ({RECORDED: "2024-13"}, f"{RECORDED} is not a date"),
    ({RECORDED: "1980-01"}, f"{RECORDED} is before 1990"),
    ({RECORDED: "2999-01"}, f"{RECORDED} is after 2100"),
    ({COMMITTED: "???"}, f"{COMMITTED} is not a date"),
    ({COMMITTED: "2999-01"}, f"{COMMITTED} is after 2100"),
    ({"sheet": "Arrests"}, "the sheet named is none of the publisher's tables"),
    ({"crimsec_group": "Rape"}, "crimsec_group is filled, but " + MISFIT),
]  # fmt: skip


@pytest.mark.parametrize(("change", "reason"), BAD)
def test_a_bad_row_is_kept_in_quarantine_with_reason_row_and_values(data, tmp_path, change, reason):
    bad = dict(PLACES[1]) | change
    path = invented.text(tmp_path / "b.csv", [PLACES[0], bad, *CLASSES], OFFENCE_COLUMNS)
    report = load(data, path).report
    (kept,) = pq.read_table(data / "quarantine/mps-vawg" / f"{report.load_id}.parquet").to_pylist()
    assert (kept["file"], kept["row"], kept["reason"]) == ("b.csv", 3, reason)
    assert '"Whitechapel"' in kept["values"]
    assert report.rows_quarantined == 1
    assert report.quarantined[0]["first"] == "b.csv row 3"
    assert all(t.reconciled for t in report.tables)
    assert sum(r["offences"] for r in rows(data, "offences_by_place")) == 5


def test_a_row_read_twice_is_counted_once(data, tmp_path):
    path = invented.text(tmp_path / "t.csv", [*PLACES, PLACES[0]], OFFENCE_COLUMNS)
    report = load(data, path).report
    (summary,) = report.tables
    assert (summary.total_read, summary.total_loaded, summary.total_quarantined) == (25, 20, 5)
    assert report.quarantined[0]["reason"].startswith("an earlier row counts the same")


def test_a_class_row_without_a_title_is_quarantined(data, tmp_path):
    nameless = dict(CLASSES[0]) | {"crimsec_offences": ""}
    path = invented.text(tmp_path / "c.csv", [nameless, *CLASSES[1:]], OFFENCE_COLUMNS)
    assert load(data, path).report.quarantined[0]["reason"] == "crimsec_offences is empty"


def test_a_row_with_too_few_cells_is_quarantined(data, tmp_path):
    path = invented.text(tmp_path / "r.csv", PLACES, OFFENCE_COLUMNS)
    lines = path.read_text().splitlines()
    path.write_text("\n".join(["", lines[0], lines[1], "Central East,Hackney", "", *lines[2:]]))
    report = load(data, path).report
    assert report.quarantined[0]["rows"] == 1
    assert report.quarantined[0]["first"] == "r.csv row 4"
    assert report.tables[0].total_loaded == 20


def test_cells_with_commas_quotes_and_thousands(data, tmp_path):
    title = 'Sharing, or "threatening" to share'
    rows_ = [invented.offence("Rape", "Rape", "Rape", title, "2024-01", "1,234")]
    load(data, invented.text(tmp_path / "q.csv", rows_, OFFENCE_COLUMNS))
    assert rows(data, "offences_by_class")[0]["title"] == title
    assert rows(data, "offences_by_class")[0]["offences"] == 1234


def test_one_file_alone_leaves_the_tables_of_the_other(data, offences, victims, tmp_path):
    load(data, offences, victims)
    newer = invented.parquet(tmp_path / "n.parquet", [*PLACES[:3]], OFFENCE_COLUMNS)
    load(data, newer)
    assert sum(r["offences"] for r in rows(data, "offences_by_place")) == 10
    assert sum(r["victims"] for r in rows(data, "victims_by_age")) == 18
    assert len(feeds.reports(data, "mps-vawg")) == 2


def test_dates_are_the_first_of_the_month(data, tmp_path):
    row = dict(PLACES[0]) | {RECORDED: "17/02/2024", COMMITTED: "Jan-24"}
    load(data, invented.text(tmp_path / "d.csv", [row], OFFENCE_COLUMNS))
    (loaded,) = rows(data, "offences_by_place")
    assert loaded["month_recorded"] == dt.date(2024, 2, 1)
    assert loaded["month_committed"] == dt.date(2024, 1, 1)
