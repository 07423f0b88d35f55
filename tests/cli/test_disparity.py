"""`avow disparity`: what it prints, writes, draws and refuses."""

import csv
import io
import json

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from avow.cli.disparity import app
from avow.cli.main import app as root


def rows():
    """Return 200 White and 100 Black people, half of them in each of two boroughs, 20 unknown."""
    groups = ["White"] * 200 + ["Black"] * 100 + [""] * 20
    arrested = [i % 2 == 0 for i in range(320)]
    charged = [a and i % (4 if g == "White" else 10) == 0
               for i, (a, g) in enumerate(zip(arrested, groups, strict=True))]  # fmt: skip
    return pa.table(
        {
            "ethnicity_self": groups,
            "ethnicity_officer": groups,
            "sex": ["female" if i % 3 else "male" for i in range(320)],
            "borough": ["Ashvale" if i % 4 < 2 else "Brook" for i in range(320)],
            "arrested": ["yes" if a else "no" for a in arrested],
            "charged": pa.array(charged).cast(pa.int8()),
        }
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "cases.csv"
    pyarrow.csv.write_csv(rows(), path)
    return path


def avow(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def asked(file, *more):
    return avow(file, "--group", "ethnicity_self", "--outcome", "charged", *more)


def test_text_says_the_finding_then_the_figures_then_what_to_beware_of(file):
    shown = asked(file, "--steps", "arrested")

    assert shown.exit_code == 0
    text = " ".join(shown.stdout.split())
    assert text.startswith("5 comparisons with White at 2 steps: ")
    assert "charged, counted from arrested (against White)" in text
    assert "50 of 100 50.0%" in text
    assert "- Recorded figures measure contact with the police too" in text
    assert "The group of 20 of 320 people (6.2%) is not known" in text


def test_json_holds_everything(file):
    shown = json.loads(asked(file, "--format", "json", "--strata", "borough").stdout)

    assert shown["reference"] == "White"
    assert shown["defined_by"] == "self"
    assert {row["group"] for row in shown["rows"]} == {"White", "Black", "Not known"}
    assert shown["adjusted"][0]["group"] == "Black"
    assert shown["cautions"]
    assert "Miettinen" in shown["method"]


def test_csv_has_the_adjusted_ratio_beside_the_raw_one(file):
    shown = list(csv.DictReader(io.StringIO(asked(file, "--format", "csv").stdout)))
    assert [row["group"] for row in shown] == ["Black", "White", "Not known"]
    assert "adjusted" not in shown[0]

    within = asked(file, "--format", "csv", "--strata", "borough").stdout
    shown = list(csv.DictReader(io.StringIO(within)))
    assert float(shown[0]["adjusted"]) < 1
    assert shown[1]["adjusted"] == ""


def test_parquet_and_csv_give_the_same(file, tmp_path):
    other = tmp_path / "cases.parquet"
    pq.write_table(rows(), other)

    assert asked(other).stdout == asked(file).stdout


def test_several_files_are_read_as_one(file):
    twice = json.loads(
        avow(file, file, "--group", "sex", "--outcome", "charged", "--format", "json").stdout
    )
    assert sum(row["of"] for row in twice["rows"]) == 640


def test_the_reference_and_a_second_characteristic_can_be_chosen(file):
    shown = json.loads(asked(file, "--reference", "Black", "--format", "json").stdout)
    assert shown["reference"] == "Black"
    shown = json.loads(asked(file, "--by-two", "sex", "--format", "json").stdout)
    assert shown["reference"] == "White, female"
    assert shown["second"] == "sex"


def test_protected_output_holds_no_small_or_exact_count(file):
    shown = asked(file, "--protected", "--format", "csv")
    rows_shown = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert all(int(row["reached"] or 0) % 5 == 0 for row in rows_shown)

    text = asked(file, "--protected").stdout
    assert "charged, from the rows given: White: 50 of 200, 25.0%" in text
    assert "few of 20, -" in text
    notes = json.loads(asked(file, "--protected", "--format", "json").stdout)["notes"]
    assert any("suppressed" in note for note in notes)


@pytest.mark.slow
def test_the_chart_is_drawn(file, tmp_path):
    pytest.importorskip("vl_convert")
    drawn = tmp_path / "ratios.svg"
    shown = asked(file, "--chart", drawn, "--strata", "borough")

    assert shown.exit_code == 0
    assert f"Drawn into {drawn}" in shown.stderr
    assert "Times as often as White" in drawn.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--outcome", "jailed"], "there is no column “jailed”. Its columns are ethnicity_self"),
        (["--reference", "Green"], "No group is called 'Green'"),
        (["--by-two", "ethnicity_officer"], "never combined"),
        (["--outcome", "borough"], "row 2, column 'borough': 'Ashvale' does not say"),
        (["--protected", "--chart", "x.svg"], "without --protected"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_reason(file, words, said):
    outcome = [] if "--outcome" in words else ["--outcome", "charged"]
    shown = avow(file, "--group", "ethnicity_self", *outcome, *words)

    assert shown.exit_code == 2
    assert said in shown.stderr
    assert not shown.stdout


def test_a_cell_that_says_neither_is_found_in_its_file_past_empty_lines(tmp_path):
    for name, last in (("a", "yes"), ("b", "maybe")):
        text = f'ethnicity_self,charged\n"White",no\n\n"Black",{last}\n'
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    said = asked(tmp_path / "a.csv", tmp_path / "b.csv").stderr

    assert f"{tmp_path / 'b.csv'}, row 4, column 'charged': 'maybe' does not say" in said


def test_files_that_are_no_tables_are_refused(file, tmp_path):
    assert "There is no file" in asked(tmp_path / "lost.csv").stderr
    bad = tmp_path / "bad.parquet"
    bad.write_text("no table")
    assert "cannot be read as a table" in asked(bad).stderr
    bad = tmp_path / "bad.csv"
    bad.write_text("ethnicity_self,charged\nWhite,1\nWhite\n")
    assert "row 3: it has 1 cells, where the head has 2." in asked(bad).stderr
    numbers = tmp_path / "numbers.parquet"
    pq.write_table(pa.table({"ethnicity_self": [[1]], "charged": ["yes"]}), numbers)
    refused = asked(file, numbers)
    assert refused.exit_code == 2
    assert "not have the same columns" in refused.stderr


def test_without_the_extra_charts_are_refused(file, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "avow.charts", None)
    shown = asked(file, "--chart", tmp_path / "x.svg")

    assert shown.exit_code == 2
    assert "pip install 'avow[charts]'" in shown.stderr


def test_it_is_a_command_of_avow(file):
    shown = CliRunner().invoke(root, ["disparity", "--help"])

    assert shown.exit_code == 0
    assert "avow disparity cases.csv --group sex" in " ".join(shown.stdout.split())
