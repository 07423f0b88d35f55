"""A force's extract loads by its map: whole, once, reconciled, and without its references."""

import datetime as dt
import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from avow.analysis import feeds
from avow.analysis.engine import layout
from avow.analysis.feeds import store
from tests.analysis.feeds.mapping.northshire import (
    AT,
    KEY,
    MAP,
    crime,
    load,
    mapped,
    person,
    written,
)

pytestmark = pytest.mark.slow
OFFENCES = MAP[: MAP.index("[victims]")]
STEPS = MAP[MAP.index("[[steps]]") : MAP.index("[outcomes]")]


def rows(data: Path, table: str) -> list[dict]:
    return [row for file in layout.files(data, table) for row in pq.read_table(file).to_pylist()]


def refused(data: Path) -> list[tuple[str, int, str]]:
    (file,) = (data / "quarantine").rglob("*.parquet")
    return [(r["table"], r["row"], r["reason"]) for r in pq.read_table(file).to_pylist()]


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def extract(tmp_path):
    crimes = [
        crime("NS/1"),
        crime("NS/2", Date_Recorded="31/02/2024"),
        crime("NS/3", DA="maybe", District="Elsewhere"),
        crime("NS/1"),
        crime("NS/4", Date_Recorded="03/02/2024", Ward="N/K", Outcome="0", Charged="")
        | {"Outcome date": "", "Location": "Pier"},
        crime("NS/4", Date_Recorded="04/02/2024", Outcome="99", Charged=""),
    ]
    people = [
        person("NS/1"),
        person("NS/4", Age="17"),
        person("NS/4", Person="S1", Role="Suspect", Gender="M"),
        person("NS/9"),
        person("NS/1", Person="P2", Role="Complainant", Gender="X"),
        person("NS/1", Person="P3", Role="Witness"),
        person("NS/4", Person="P4", First_contact="01/01/2024"),
    ]
    return (
        written(tmp_path / "crimes.csv", crimes),
        written(tmp_path / "people.csv", people),
        mapped(tmp_path),
    )


def test_the_case_reaches_every_table(data, extract):
    *files, known = extract
    load(data, known, *files)
    (first, second) = rows(data, "offences")
    assert first["bcu"] == "Coast"
    assert first["borough"] == "Seaham"
    assert first["offence_group"] == "rape"
    assert first["domestic_abuse"] is True
    assert first["recorded_on"] == dt.date(2024, 2, 1)
    assert (first["place_kind"], second["place_kind"]) == ("home", "other")
    assert second["ward"] is None
    victims = rows(data, "victims")
    assert {v["offence"] for v in victims} == {first["offence"], second["offence"]}
    assert [v["age_band"] for v in victims] == ["25-34", "10-17"]
    assert [v["days_since_last"] for v in victims] == [None, 2]
    assert [v["first_contact_days"] for v in victims] == [4, 2]
    assert [v["borough"] for v in victims] == ["Seaham", "Seaham"]
    assert victims[0]["victim"] == victims[1]["victim"]
    (step,) = rows(data, "steps")
    assert step["days"] == 29
    outcomes = rows(data, "outcomes")
    assert [o["outcome_group"] for o in outcomes] == ["charged-summonsed", "not-yet-assigned"]
    assert [o["days"] for o in outcomes] == [29, None]


def test_nothing_is_lost_and_every_refusal_says_why(data, extract):
    *files, known = extract
    report = load(data, known, *files).report
    assert all(table.reconciled for table in report.tables)
    offences = next(t for t in report.tables if t.table == "offences")
    assert (offences.rows_read, offences.rows_loaded, offences.rows_merged) == (6, 2, 1)
    said = {(t, row): reason for t, row, reason in refused(data)}
    assert "'Date Recorded' is no date in the form %d/%m/%Y" in said["offences", 3]
    assert "'DA' holds a word" in said["offences", 4]
    assert "the same force, offence and says something else" in said["offences", 7]
    assert "no offence of this reference" in said["victims", 5]
    assert "'Gender' holds a word" in said["victims", 6]
    assert "first_contact_days is negative" in said["victims", 8]
    assert "no Home Office outcome type" in said["outcomes", 7]
    passed = next(f for f in report.findings if f.key == "passed_over")
    assert ["victims", 2, 5] in passed.rows


def test_no_reference_of_the_force_is_on_disk(data, extract):
    *files, known = extract
    load(data, known, *files)
    for path in data.rglob("*.parquet"):
        said = str(pq.read_table(path).to_pylist())
        assert "NS/" not in said, path
        assert "PERSON-77" not in said, path
    for path in data.rglob("*.json"):
        assert "NS/" not in path.read_text(encoding="utf-8")


def test_the_same_files_again_change_nothing(data, extract):
    *files, known = extract
    first = load(data, known, *files)
    before = state(data)
    again = load(data, known, *reversed(files), at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    assert (first.changed, again.changed) == (True, False)
    assert state(data) == before


def test_another_key_makes_another_load(data, extract):
    *files, known = extract
    first = load(data, known, *files).report
    other = load(data, known, *files, key=bytes(64)).report
    assert first.load_id != other.load_id
    assert other.tables == first.tables


def test_offences_that_are_loaded_serve_a_map_without_them(data, tmp_path, extract):
    crimes, people, known = extract
    load(data, known, crimes, people)
    alone = MAP.replace('name = "northshire-records"', 'name = "people-alone"')
    start, end = alone.index("[offences]"), alone.index("[victims]")
    alone = alone[:start] + alone[end : alone.index("[[steps]]")]
    report = load(data, mapped(tmp_path, alone), people).report
    victims = next(t for t in report.tables if t.table == "victims")
    assert victims.rows_loaded == 2
    assert not rows(data / "nothing", "victims")


def test_people_without_any_offences_cannot_be_loaded(data, tmp_path):
    start = MAP.index("[offences]")
    alone = MAP[:start] + MAP[MAP.index("[victims]") : MAP.index("[[steps]]")]
    people = written(tmp_path / "people.csv", [person("NS/1"), person("NS/2", Role="Suspect")])
    with pytest.raises(feeds.FeedError, match=r"No row of people\.csv can be used: no offence"):
        load(data, mapped(tmp_path, alone), people)
    assert not layout.files(data, "victims")


def test_a_wrong_column_is_told_without_its_words(data, tmp_path):
    text = MAP[: MAP.index("[victims]")].replace('"DA"', '"Crime Ref"')
    crimes = [crime(f"NS/{n}") for n in range(40)]
    with pytest.raises(feeds.FeedError, match="'Crime Ref' holds a word"):
        load(data, mapped(tmp_path, text), written(tmp_path / "crimes.csv", crimes))
    nullable = text.replace(
        '"Crime Ref"\nplace', '{ from = "Crime Ref", otherwise = false }\nplace'
    )
    report = load(data, mapped(tmp_path, nullable), tmp_path / "crimes.csv").report
    (row,) = next(f for f in report.findings if f.key == "unmapped_words").rows
    assert row[3:] == ["(40 words: is it the right column?)", 40]
    assert "NS/" not in str(report.to_dict())


def test_blank_rows_and_short_rows_are_told_apart(data, tmp_path):
    path = written(tmp_path / "crimes.csv", [crime("NS/1")])
    path.write_text(path.read_text(encoding="utf-8") + "\nNS/2,short\n", encoding="utf-8")
    report = load(data, mapped(tmp_path, MAP[: MAP.index("[victims]")]), path).report
    assert report.sources[0].rows == 3
    assert [(q["reason"], q["first"]) for q in report.quarantined] == [
        ("the row does not have as many cells as the header", "crimes.csv row 4")
    ]
    blank = next(finding for finding in report.findings if finding.key == "blank")
    assert blank.rows == [["crimes.csv", 1]]


def test_a_geography_among_the_files_serves_a_map_without_one(data, tmp_path):
    text = MAP[: MAP.index("[victims]")].replace('geography = "geography.toml"\n', "")
    known = mapped(tmp_path, text)
    crimes = written(tmp_path / "crimes.csv", [crime("NS/1")])
    load(data, known, crimes)
    assert rows(data, "offences")[0]["bcu"] is None
    load(data, known, crimes, tmp_path / "geography.toml")
    assert rows(data, "offences")[0]["bcu"] == "Coast"
    with pytest.raises(feeds.FeedError, match="Two geographies"):
        load(data, mapped(tmp_path), crimes, tmp_path / "geography.toml")
    again = tmp_path / "crimes-again.csv"
    again.write_bytes(crimes.read_bytes())
    with pytest.raises(feeds.FeedError, match="the same file as"):
        load(data, known, crimes, again)


def test_the_first_step_and_the_last_outcome_stand(data, tmp_path):
    text = MAP.replace(
        'filled = ["Charged"]', 'filled = ["Charged"]\nkeep = { first = "reached_on" }'
    )
    text = text.replace(
        '[outcomes]\nfiles = "crimes*"',
        '[outcomes]\nfiles = "crimes*"\nkeep = { last = "outcome_on" }',
    )
    crimes = [
        crime("NS/1", Charged="05/03/2024", Outcome="14", Outcome_date="05/03/2024"),
        crime("NS/1", Charged="02/03/2024", Outcome="1", Outcome_date="07/03/2024"),
    ]
    report = load(data, mapped(tmp_path, text), written(tmp_path / "crimes.csv", crimes)).report
    assert [row["days"] for row in rows(data, "steps")] == [30]
    assert [row["outcome_type"] for row in rows(data, "outcomes")] == [1]
    assert {t.table: t.rows_merged for t in report.tables} == {
        "offences": 1,
        "steps": 1,
        "outcomes": 1,
    }
    assert report.rows_quarantined == 0


@pytest.mark.parametrize("fails_at", [1, 7, 13, 19])
def test_a_load_that_stops_anywhere_is_repaired_by_the_next(
    tmp_path, extract, fails_at, monkeypatch
):
    *files, known = extract
    older = written(tmp_path / "crimes_old.csv", [crime("NS/1")])
    load(tmp_path / "whole", known, older)
    before = state(tmp_path / "whole")
    load(tmp_path / "whole", known, *files)
    data = tmp_path / "data"
    load(data, known, older)
    steps = iter(range(1, 100))
    flush = store._flush

    def stop(path: Path) -> None:
        if next(steps) == fails_at:
            raise KeyboardInterrupt
        flush(path)

    with monkeypatch.context() as patched:
        patched.setattr(store, "_flush", stop)
        with pytest.raises(KeyboardInterrupt):
            load(data, known, *files)
    assert len(rows(data, "offences")) == 1
    assert {k: v for k, v in state(data).items() if k in before} == before
    load(data, known, *files)
    assert state(data) == state(tmp_path / "whole")


def test_a_check_says_what_a_load_would_and_changes_nothing(data, tmp_path, extract):
    *files, known = extract
    people = [line + f",{'Name' if n == 0 else 'x'}" for n, line in enumerate(lines(files[1]))]
    files[1].write_text("\n".join(people), encoding="utf-8")
    report = feeds.check_map(data, known, files, tmp_path / "work", at=extract_at())
    assert not data.exists()
    unread = next(finding for finding in report.findings if finding.key == "not_read")
    assert unread.rows == [["people.csv", "", "name"]]
    done = load(data, known, *files).report
    assert report.tables == done.tables
    assert report.quarantined == done.quarantined


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def extract_at() -> dt.datetime:
    return dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def test_a_key_must_be_long(data, extract):
    *files, known = extract
    with pytest.raises(feeds.FeedError, match="32 to 64 bytes"):
        load(data, known, *files, key=b"short")
    assert KEY != b"short"


def finding(report, key):
    return next((one for one in report.findings if one.key == key), None)


def test_a_day_that_cannot_be_goes_to_quarantine(data, tmp_path):
    rows = [
        crime("NS/1"),
        crime("NS/2", Date_Recorded="01/02/2042"),
        crime("NS/3", Date_Committed="05/05/2031"),
        crime("NS/4", Date_Committed="01/01/1066"),
        crime("NS/5", Date_Recorded="01/03/2026"),
    ]
    load(data, mapped(tmp_path, OFFENCES), written(tmp_path / "crimes.csv", rows))
    said = {row: reason for _, row, reason in refused(data)}
    assert sorted(said) == [3, 4, 5]
    assert said[3] == (
        "recorded_on (the extract's column 'Date Recorded') lies after the day of the load, or "
        "before 1900"
    )


def test_a_place_that_the_geography_has_not_is_told(data, tmp_path):
    rows = [crime("NS/1"), *(crime(f"NS/2{n}", District="Seahm") for n in range(5))]
    rows += [crime("NS/3", District="Elsewhere"), crime("NS/4", District="Mrs Jones")]
    known = mapped(tmp_path, OFFENCES)
    report = load(data, known, written(tmp_path / "crimes.csv", rows)).report
    said = finding(report, "strange_places")
    assert said.sentence.startswith("6 rows name a place that the geography does not have")
    assert said.rows == [
        ["offences", "borough", "District", "Seahm", 5],
        ["offences", "borough", "District", "(1 word of fewer than 5 rows)", 1],
    ]
    assert said.is_fault


def test_files_that_the_map_names_and_that_were_not_given_are_told(data, tmp_path, extract):
    crimes, people, known = extract
    load(data, known, crimes, people)
    report = load(data, known, crimes).report
    said = finding(report, "not_given")
    assert [row[0] for row in said.rows] == ["victims", "suspects"]
    assert "victims (people*) keeps the rows of an earlier load" in said.sentence
    assert finding(load(data, known, crimes, people).report, "not_given") is None


def test_a_part_of_a_table_without_its_file_is_told(data, tmp_path):
    also = STEPS.replace('"Charged"', '"File sent"').replace("crimes*", "files*")
    text = OFFENCES + STEPS + also.replace('"charge"', '"file-to-prosecutor"')
    report = load(data, mapped(tmp_path, text), written(tmp_path / "crimes.csv", [crime("1")]))
    said = finding(report.report, "not_given")
    assert said.rows == [["steps", "files*", "lacks these rows"]]


def test_a_check_says_what_would_change(data, tmp_path):
    rows = [crime(f"NS/{n}", Date_Recorded=f"{1 + n % 28:02d}/02/2024") for n in range(200)]
    known = mapped(tmp_path, OFFENCES)
    load(data, known, written(tmp_path / "crimes.csv", rows))
    fewer = written(tmp_path / "crimes.csv", rows[:60])
    report = feeds.check_map(data, known, [fewer], tmp_path / "work", at=AT)
    kinds = {change.kind for change in feeds.would_change(data, report)}
    assert kinds == {"rows", "revised"}


def test_a_renamed_column_is_guessed(data, tmp_path):
    rows = [{("Wards" if k == "Ward" else k): v for k, v in crime("NS/1").items()}]
    with pytest.raises(feeds.FeedError, match=r"no column ward\. Was it renamed to wards\?"):
        load(data, mapped(tmp_path, OFFENCES), written(tmp_path / "crimes.csv", rows))


def test_a_load_that_is_refused_leaves_no_rows_lying_about(data, tmp_path):
    rows = [crime("NS/1", Date_Recorded="31/02/2024")]
    with pytest.raises(feeds.FeedError, match="No row of"):
        load(data, mapped(tmp_path, OFFENCES), written(tmp_path / "crimes.csv", rows))
    assert not list(data.rglob("*.parquet"))
