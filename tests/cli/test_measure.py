"""`avow measure`: what it prints, writes and refuses."""

import json
from datetime import date

import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from avow.analysis.measures import definitions, reference
from avow.cli.measure import app
from tests.analysis.facts import facts_in, offences


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    rows = [("North", "Ashvale", "Mill", date(2024, m, 1), 100 * m) for m in range(1, 13)]
    rows.append(("South", "Brook", "", date(2025, 1, 1), 4))
    facts_in(folder, offences(*rows), "duckdb")
    return str(folder)


def avow(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_list_shows_every_measure():
    shown = avow("list")

    assert shown.exit_code == 0
    assert [line.split()[0] for line in shown.stdout.splitlines()] == [d.id for d in definitions()]


def test_list_as_json():
    listed = {each["id"]: each for each in json.loads(avow("list", "--format", "json").stdout)}

    assert list(listed) == [d.id for d in definitions()]
    assert listed["change-on-year-before"]["better"] == "neither"


def test_show_says_why_it_matters_and_what_to_beware_of():
    shown = avow("show", "share-rape")

    assert shown.exit_code == 0
    assert "**Why it matters.**" in shown.stdout
    assert "never as proof" in shown.stdout


def test_show_as_json_has_the_whole_definition():
    shown = json.loads(avow("show", "share-rape", "--format", "json").stdout)

    assert shown["parameters"]["values"] == ["rape"]
    assert shown["next_review"] == "2026-12-31"


def test_reference_is_the_docs_page():
    assert avow("reference").stdout == reference()


def test_run_as_text_carries_interval_method_faults_and_caution(data):
    shown = avow("run", "recorded-offences", "--by", "borough", "--data", data)

    assert shown.exit_code == 0
    assert "Ashvale" in shown.stdout
    assert "7,800" in shown.stdout
    assert "Covers 1 of 12 months" in shown.stdout
    assert "Known faults of the data:" in shown.stdout
    assert "Garwood" in shown.stdout


def test_run_shows_a_gap_as_a_dash(data):
    shown = avow("run", "change-on-year-before", "--data", data)

    assert " -  Not compared" in " ".join(shown.stdout.split("\n"))


def test_run_as_csv_to_a_file(data, tmp_path):
    target = tmp_path / "out.csv"

    shown = avow(
        "run",
        "recorded-offences",
        "--period",
        "month",
        "--from",
        "2024-11",
        "--to",
        "2024-12-24",
        "--format",
        "csv",
        "--output",
        target,
        "--data",
        data,
    )

    assert (shown.exit_code, shown.stdout) == (0, "")
    assert pc.read_csv(target)["numerator"].to_pylist() == [1100, 1200]


def test_run_as_json(data):
    shown = json.loads(avow("run", "recorded-offences", "--format", "json", "--data", data).stdout)

    assert {"definition", "faults", "method", "caution", "rows"} <= set(shown)
    assert shown["rows"][0]["numerator"] == 7800


def test_run_as_parquet_keeps_the_definition_in_the_file(data, tmp_path):
    target = tmp_path / "out.parquet"

    assert (
        avow(
            "run", "recorded-offences", "--format", "parquet", "--output", target, "--data", data
        ).exit_code
        == 0
    )
    table = pq.read_table(target)
    about = json.loads(table.schema.metadata[b"avow"])
    assert table.num_rows == 2
    assert about["measure"] == "recorded-offences"
    assert "rows" not in about


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "nothing-such"], "No measure is called 'nothing-such'"),
        (["run", "nothing-such"], "No measure is called 'nothing-such'"),
        (["run", "share-rape", "--by", "borough"], "it never crosses class with place"),
        (["run", "share-rape"], "Nothing has been loaded into 'offences_by_class'"),
        (["run", "recorded-offences", "--format", "parquet"], "name a file with --output"),
        (["run", "recorded-offences", "--by", "street"], "Invalid value for '--by'"),
    ],
)
def test_what_cannot_be_answered_ends_with_2_and_the_reason(words, said, data):
    shown = avow(*words, *(["--data", data] if words[0] == "run" else []))

    assert shown.exit_code == 2
    assert said in shown.stderr
    assert shown.stdout == ""


def test_list_of_one_commitment():
    ids = {d.id for d in definitions() if 6 in d.commitments}
    shown = avow("list", "--commitment", 6)

    assert {line.split()[0] for line in shown.stdout.splitlines()} == ids
    assert len(ids) < len(definitions())


def test_several_measures_come_together(data):
    shown = avow(
        "run", "recorded-offences", "recorded-late-share", "--format", "csv", "--data", data
    )

    assert shown.exit_code == 0
    header, first, *rest = shown.stdout.splitlines()
    assert header.startswith('"measure","unit_kind"')
    assert first.startswith('"recorded-offences"')
    assert rest[-1].startswith('"recorded-late-share"')


def test_several_measures_as_json_are_named(data):
    shown = avow("run", "recorded-offences", "share-rape", "--format", "json", "--data", data)

    assert shown.exit_code == 3
    assert list(json.loads(shown.stdout)) == ["recorded-offences"]
    assert shown.stderr.startswith("share-rape: Nothing has been loaded into 'offences_by_class'")


def test_all_measures_that_are_made_like_that(data, tmp_path):
    target = tmp_path / "all.parquet"
    words = ["--all", "--by", "ward", "--period", "month", "--format", "parquet"]
    shown = avow("run", *words, "--output", target, "--data", data)

    assert shown.exit_code == 3
    table = pq.read_table(target)
    assert "recorded-offences" in table["measure"].to_pylist()
    assert {about["measure"] for about in json.loads(table.schema.metadata[b"avow"])} == {
        *table["measure"].to_pylist()
    }


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    columns = ["bcu", "borough", "offence", "victim", "recorded_on", "offence_group", "sex"]
    rows = [
        ["North", "Ashvale", i, i, date(2024, 1, 1), "rape", "female" if i % 3 else ""]
        for i in range(9)
    ]
    facts_in(folder, {"victims": {"columns": columns, "rows": rows}}, "duckdb")
    return str(folder)


def test_a_split_shows_its_groups(cases):
    words = ["victims-ethnicity-not-recorded", "--group", "sex", "--data", cases]
    asked = next(d for d in definitions() if d.tables == ("victims",) and "sex" in d.groups)
    words[0] = asked.id
    shown = avow("run", *words)

    assert shown.exit_code == 0
    assert "split by sex" in shown.stdout
    assert "Not known" in shown.stdout
    assert "Where the group is not recorded" in shown.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run"], "Name measures, or ask for --all"),
        (["run", "share-rape", "--all"], "Name measures, or ask for --all"),
        (["run", "--all", "--group", "colour"], "No measure is made by force and year split by"),
        (["run", "--all", "--group", "judge.sex"], "A case has no 'judge'"),
        (["run", "recorded-offences", "--group", "sex"], "is not split by 'sex'"),
        (["store", "nothing-such"], "No measure is called 'nothing-such'"),
        (["store", "share-rape"], "Nothing has been loaded into 'offences_by_class'"),
    ],
)
def test_what_cannot_be_done_ends_with_2(words, said, data):
    shown = avow(*words, "--data", data)

    assert shown.exit_code == 2
    assert said in shown.stderr


def test_store_keeps_runs_and_the_second_time_holds_them(data):
    words = ["store", "recorded-offences", "--by", "bcu", "--period", "month", "--data", data]

    assert avow(*words).stdout.startswith("1 runs made, 0 still held.")
    again = avow(*words, "--format", "json")
    assert again.exit_code == 0
    assert json.loads(again.stdout) == {"made": 0, "held": 1, "refused": {}}


def test_store_says_which_had_no_facts(data):
    shown = avow("store", "recorded-offences", "share-rape", "--by", "force", "--data", data)

    assert shown.exit_code == 3
    assert shown.stderr.startswith("share-rape: Nothing has been loaded")


def test_a_result_by_force_and_year_says_how_it_stands(tmp_path):
    from avow.analysis.measures import definition, targets

    asked = next(definition(id_) for id_ in targets() if definition(id_).tables == ("victims",))
    columns = ["offence", "victim", "recorded_on", "offence_group", "sex"]
    rows = [[i, i, date(2024, m, 1), "rape", "female"] for i in range(3) for m in range(1, 13)]
    facts_in(tmp_path, {"victims": {"columns": columns, "rows": rows}}, "duckdb")

    shown = avow("run", asked.id, "--data", tmp_path)
    said = json.loads(avow("run", asked.id, "--format", "json", "--data", tmp_path).stdout)

    assert "no full year after 2024 has a figure" in shown.stdout
    assert said["against_target"]["verdict"] == "cannot be told"
