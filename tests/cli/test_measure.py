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
