"""`avow text`: themes, codes and duplicates of a CSV file, and what is refused."""

import csv
import json

import pytest
from typer.testing import CliRunner

from avow.cli.main import app
from tests.analysis.text.themes.answers import answers
from tests.shared import shared

run = CliRunner().invoke


def table(path, rows, header=("id", "answer", "codes")):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return str(path)


@pytest.fixture
def coded(tmp_path):
    texts, themes = answers(90)
    rows = [
        (f"r{n}", text, theme) for n, (text, theme) in enumerate(zip(texts, themes, strict=True))
    ]
    rows += [("n1", "No comment", ""), ("n2", "no comment!", ""), ("n3", "", "")]
    return table(tmp_path / "coded.csv", rows)


def test_themes_account_for_every_row(coded):
    result = run(app, ["text", "themes", coded, "--text", "answer", "--format", "json"])
    found = json.loads(result.stdout)
    assert set(found) == {"themes", "set_apart", "unassigned"}
    assert found["set_apart"] == {"n1": "no comment", "n2": "no comment", "n3": "no comment"}
    inside = {name for theme in found["themes"] for name in theme["ids"]}
    assert inside | set(found["set_apart"]) | set(found["unassigned"]) == {
        *(f"r{n}" for n in range(90)), "n1", "n2", "n3",
    }  # fmt: skip
    for theme in found["themes"]:
        assert set(theme) == {"label", "terms", "quotes", "quote_ids", "ids"}
        assert len(theme["quotes"]) == 3
        assert set(theme["quote_ids"]) <= set(theme["ids"])


def test_themes_for_people_add_up(coded):
    result = run(app, ["text", "themes", coded, "--text", "answer", "--count", "3"])
    assert result.exit_code == 0
    assert "93 answers: " in result.stdout
    assert "3 set apart" in result.stdout


def test_codes_are_learnt_from_the_rows_drawn(coded):
    command = ["text", "code", coded, "--text", "answer", "--labels", "codes", "--train", "40"]
    result = run(app, [*command, "--seed", "2", "--format", "json"])
    found = json.loads(result.stdout)
    suggested = [suggestion["id"] for suggestion in found["suggestions"]]
    assert len(found["train_ids"]) == 40
    assert len(suggested) == 53
    assert not set(found["train_ids"]) & set(suggested)
    assert not {"n1", "n2", "n3"} & set(found["train_ids"])
    assert found["micro_f1"] > 0.9
    assert found["macro_f1"] > 0.9
    assert set(found["suggestions"][0]) == {"id", "labels", "confidence"}
    again = run(app, [*command, "--seed", "2", "--format", "json"])
    assert again.stdout == result.stdout


def test_codes_for_people_hold_no_answers(coded):
    command = ["text", "code", coded, "--text", "answer", "--labels", "codes", "--train", "40"]
    result = run(app, [*command, "--seed", "2"])
    assert "Learnt from 40 answers; 53 suggestions" in result.stdout
    assert "micro" in result.stdout
    assert "consent" not in result.stdout


def test_nothing_is_scored_where_no_row_left_has_labels(tmp_path):
    rows = [("a", "bus late", "x|y"), ("b", "kind staff", "z"), ("c", "bus", "")]
    path = table(tmp_path / "few.csv", rows)
    command = ["text", "code", path, "--text", "answer", "--labels", "codes", "--train", "2"]
    found = json.loads(run(app, [*command, "--seed", "1", "--format", "json"]).stdout)
    assert found["micro_f1"] is None
    assert "F1" not in run(app, [*command, "--seed", "1"]).stdout


def test_duplicates_are_grouped_by_id(tmp_path):
    rows = [("a", "Very good."), ("b", "very good"), ("c", "bad")]
    path = table(tmp_path / "few.csv", rows, ("id", "answer"))
    result = run(app, ["text", "duplicates", path, "--text", "answer", "--format", "json"])
    (group,) = json.loads(result.stdout)["groups"]
    assert group == {
        "ids": ["a", "b"], "kind": "exact", "template": "Very good.", "people": 2, "distinct": 1,
    }  # fmt: skip
    told = run(app, ["text", "duplicates", path, "--text", "answer"]).stdout
    assert "1 groups with 2 of 3 answers" in told


def test_a_row_is_named_by_its_number_or_by_another_column(tmp_path):
    path = table(tmp_path / "few.csv", [("x", "a b"), ("y", "a b")], ("ref", "answer"))
    command = ["text", "duplicates", path, "--text", "answer", "--format", "json"]
    assert json.loads(run(app, command).stdout)["groups"][0]["ids"] == ["1", "2"]
    named = run(app, [*command, "--id", "ref"])
    assert json.loads(named.stdout)["groups"][0]["ids"] == ["x", "y"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        (b"", "no answers"),
        (b"id,answer\n", "no answers"),
        (b"id,other\n1,a\n", "no column 'answer'. Its columns are: id, other"),
        (b"id,answer\n1,caf\xe9\n", "not a text file in UTF-8"),
        (b"id,answer\n1,a,b\n", "row 2 has 3 cells, the header has 2"),
        (b'id,answer\n1,"a\n', "not a CSV file"),
        (b"id,answer\n1,a\n1,b\n", "the id must differ in every row; it is '1', as row 2"),
        (b"id,answer\n,a\n", "the id must differ in every row; it is none"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, words):
    path = tmp_path / "bad.csv"
    if content is not None:
        path.write_bytes(content)
    result = run(app, ["text", "themes", str(path), "--text", "answer"])
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_too_many_rows_to_learn_from_are_refused(coded):
    command = ["text", "code", coded, "--text", "answer", "--labels", "codes", "--seed", "1"]
    result = run(app, [*command, "--train", "91"])
    assert result.exit_code == 2
    assert "90 of 93 rows have labels" in result.stderr


@pytest.mark.slow
def test_real_coded_answers_are_coded_well():
    path = shared("data/text/nhs_comments/labelled_half.csv")
    command = ["text", "code", str(path), "--text", "answer", "--labels", "labels"]
    result = run(app, [*command, "--train", "300", "--seed", "1", "--format", "json"])
    found = json.loads(result.stdout)
    assert found["micro_f1"] > 0.62
    assert found["macro_f1"] > 0.27
