"""A silent change at the source is found by a rule and told in words; no change says nothing."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis import feeds
from avow.analysis.feeds.changes import Limits, changes_between
from avow.analysis.feeds.report import Profile, Report, TableSummary
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT, OFFENCE_COLUMNS

MONTHS = {f"2024-{m:02d}": 100 for m in range(1, 13)}
HALF = {"2024-03": 50}
BEFORE = Profile(
    "victims",
    1200,
    {"ward": 0.9, "sex": 0.5},
    MONTHS,
    {
        "sex": {"female": 900, "male": 295, "another": 5},
        "disabled": {"yes": 12},
        "borough": {"Ashvale": 1190, "City": 10},
    },
)


def after(**changes) -> Profile:
    return Profile(**{**vars(BEFORE), **changes})


def kinds(profile: Profile, **limits) -> list[tuple[str, str]]:
    found = changes_between(BEFORE, profile, "2026-03-01", Limits(**limits))
    return [(change.kind, change.column) for change in found]


def test_the_same_again_says_nothing():
    assert kinds(BEFORE) == []


@pytest.mark.parametrize(
    ("changes", "found", "said"),
    [
        ({"rows": 599}, ("rows", ""), "599 rows, 50% of the 1,200"),
        ({"months": dict(list(MONTHS.items())[1:])}, ("months", ""), "2024-01 of victims is no"),
        ({"months": MONTHS | {"2024-03": 80}}, ("revised", ""), "2024-03, from 100 to 80"),
        ({"filled": {"ward": 0.8, "sex": 0.5}}, ("filled", "ward"), "80% of victims fills ward"),
        ({"filled": {"ward": 0.9, "sex": 0.55}}, ("filled", "sex"), "it was 50%"),
        (
            {"words": BEFORE.words | {"sex": {"female": 900, "male": 300}}},
            None,
            "rare words come and go",
        ),
        (
            {"words": BEFORE.words | {"sex": {"female": 1200, "another": 5}}},
            ("word", "sex"),
            "“male” no longer stands in victims.sex; at the load before 295 rows had it",
        ),
        (
            {"words": BEFORE.words | {"sex": BEFORE.words["sex"] | {"unknown": 40}}},
            ("word", "sex"),
            "“unknown” is new in victims.sex, in 40 rows",
        ),
        (
            {"months": MONTHS | {"2024-12": 80}},
            ("revised", ""),
            "1 published month of victims was revised by more than 5% (2024-12)",
        ),
        (
            {"months": MONTHS | {"2025-01": 55, "2025-02": 20}},
            ("thin", ""),
            "2025-01 of victims is new and holds 55, where months before it held about 100",
        ),
        (
            {"words": BEFORE.words | {"borough": {"Ashvale": 1195}}},
            ("word", "borough"),
            "“City” no longer stands in victims.borough; at the load before 10 rows had it: a part",
        ),
        (
            {"words": BEFORE.words | {"borough": {"Ashvale": 500, "City": 10}}},
            ("rows", "borough"),
            "“Ashvale” stands in 500 rows of victims.borough, 42% of the 1,190",
        ),
    ],
)
def test_each_rule_finds_its_change(changes, found, said):
    told = changes_between(BEFORE, after(**changes), "2026-03-01")
    assert [(change.kind, change.column) for change in told] == ([found] if found else [])
    if found:
        assert said in told[0].sentence


def test_newest_months_still_fill_up_and_small_tables_are_left_alone():
    assert kinds(after(months=MONTHS | {"2024-11": 300, "2024-12": 300})) == []
    assert kinds(after(months=MONTHS | {"2024-12": 300}), settling=0) == [("revised", "")]
    assert kinds(after(rows=1), least=2000) == []


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_column_is_told_of_exactly_when_it_moves_by_the_limit(old, new):
    before = after(filled={"ward": old})
    told = changes_between(before, after(filled={"ward": new}), "x")
    assert bool(told) == (abs(new - old) >= Limits().filled)


def vawg(path, offences: int, ward: str | None):
    rows = [
        invented.place("Central East", "Hackney", ward, f"2024-{m:02d}", f"2024-{m:02d}", offences)
        | {"borough_name": borough}
        for m in range(1, 13)
        for borough in ("Hackney", "Tower Hamlets")
    ]
    return invented.parquet(path, rows, OFFENCE_COLUMNS)


def test_loads_over_time(data, tmp_path):
    first = vawg(tmp_path / "a.parquet", 5, "Dalston")
    feeds.load(data, "mps-vawg", [first], at=AT)
    second = vawg(tmp_path / "b.parquet", 9, None)
    later = AT + dt.timedelta(days=30)
    feeds.load(data, "mps-vawg", [second], at=later)
    found = feeds.history(data, "mps-vawg", Limits(least=10))
    loads = found.tables["offences_by_place"]
    assert [(load.rows, load.total, load.newest) for load in loads] == [
        (24, 120, "2024-12"),
        (24, 216, "2024-12"),
    ]
    assert [load.filled["ward"] for load in loads] == [1.0, 0.0]
    assert {change.kind for change in found.latest()} == {"revised", "filled"}
    assert all(change.loaded_at == later.isoformat() for change in found.changes)


def test_a_feed_that_was_never_loaded_has_no_history(data):
    found = feeds.history(data, "mps-vawg")
    assert (found.reports, found.changes, found.latest()) == ([], [], [])


def reported(day: int, *tables: TableSummary, findings=(), profiles=(BEFORE,)) -> Report:
    """Return the report of a load on a day in March 2026."""
    return Report(
        feed="x",
        version="1",
        load_id=str(day),
        loaded_at=f"2026-03-0{day}",
        sources=[],
        tables=tables,
        quarantined=[],
        findings=findings,
        profiles=profiles,
    )


def keep(data, *reports: Report) -> None:
    folder = data / "reports" / "x"
    folder.mkdir(parents=True)
    for one in reports:
        (folder / f"{one.load_id}.json").write_text(json.dumps(one.to_dict()))


VICTIMS = TableSummary("victims", 1200, 1200, 0, 0)
WORKFORCE = TableSummary("workforce", 400, 400, 0, 0)


def test_a_table_that_a_load_leaves_out_is_told(data):
    keep(data, reported(1, VICTIMS, WORKFORCE), reported(2, VICTIMS))
    (change,) = feeds.history(data, "x").latest()
    assert (change.kind, change.table) == ("left out", "workforce")
    assert "its 400 rows are still those of 2026-03-01" in change.sentence


def test_what_a_map_says_of_files_that_were_not_given_is_not_said_again(data):
    said = feeds.Finding("not_given", "", "No file was given.", ("workforce",))
    keep(data, reported(1, VICTIMS, WORKFORCE), reported(2, VICTIMS, findings=[said]))
    assert feeds.history(data, "x").latest() == []


def test_a_load_that_was_not_made_is_held_against_the_newest(data):
    wanted = reported(3, VICTIMS, profiles=[after(filled={"ward": 0.1, "sex": 0.5})])
    assert feeds.would_change(data, wanted) == []
    keep(data, reported(1, VICTIMS))
    (change,) = feeds.would_change(data, wanted)
    assert "10% of victims fills ward" in change.sentence
    assert feeds.history(data, "x").changes == []


def test_a_borough_gone_from_posts_is_told_though_offences_lost_it_too(data):
    def profiles(*boroughs):
        words = {"borough": dict.fromkeys(boroughs, 300)}
        return [Profile(t, 900, {}, {}, words) for t in ("offences", "victims", "workforce")]

    tables = [TableSummary(name, 900, 900, 0, 0) for name in ("offences", "victims", "workforce")]
    keep(
        data,
        reported(1, *tables, profiles=profiles("A", "B")),
        reported(2, *tables, profiles=profiles("A")),
    )
    told = [(c.table, c.kind) for c in feeds.history(data, "x").latest()]
    assert told == [("offences", "word"), ("workforce", "word")]


def test_more_in_quarantine_is_told(data):
    refused = TableSummary("victims", 1400, 1200, 0, 200)
    keep(data, reported(1, VICTIMS), reported(2, refused))
    (change,) = feeds.history(data, "x").changes
    assert change.kind == "quarantine"
    assert "200 rows of victims (14.3%) are in quarantine" in change.sentence


def test_a_report_from_before_profiles_is_read(data):
    folder = data / "reports" / "x"
    folder.mkdir(parents=True)
    report = Report("x", "1", "a", "2026-03-01", [], [TableSummary("victims", 9, 9, 0, 0)], [], [])
    old = {k: v for k, v in report.to_dict().items() if k not in ("profiles", "title")}
    old["tables"] = [
        {k: v for k, v in t.items() if "superseded" not in k} for t in report.to_dict()["tables"]
    ]
    (folder / "a.json").write_text(json.dumps(old))
    (load,) = feeds.history(data, "x").tables["victims"]
    assert (load.rows, load.total, load.profile) == (9, 9, None)


def test_months_that_were_revised_in_every_table_are_told_once(data):
    tables = ("offences", "victims", "workforce")
    before, now = ([Profile(t, 1200, {}, m, {}) for t in tables] for m in (MONTHS, MONTHS | HALF))
    summaries = [TableSummary(name, 1200, 1200, 0, 0) for name in tables]
    keep(data, *(reported(at, *summaries, profiles=p) for at, p in ((1, before), (2, now))))
    first, second = feeds.history(data, "x").latest()
    assert first.sentence.endswith("So it is with victims.")
    assert (first.table, second.table) == ("offences", "workforce")
