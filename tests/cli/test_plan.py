"""`avow plan read` in each format, and its refusals."""

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avow.cli.plan import app

PLANS = Path(__file__).parents[1] / "analysis" / "documents" / "plans"
run = CliRunner().invoke


def test_json_has_the_shape_of_a_plan():
    result = run(app, ["read", str(PLANS / "objectives.txt")])
    plan = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(plan) == {"title", "pillars"}
    assert set(plan["pillars"][0]) == {"number", "title", "commitments"}
    first = plan["pillars"][0]["commitments"][0]
    assert set(first) == {"number", "title", "text", "actions"}
    assert set(first["actions"][0]) == {"number", "text"}


def test_toml_is_read_back(tmp_path):
    result = run(app, ["read", str(PLANS / "markdown.txt"), "--format", "toml"])
    assert tomllib.loads(result.stdout)["title"].startswith("Fellshire")
    (tmp_path / "plan.toml").write_text(result.stdout)
    again = run(app, ["read", str(tmp_path / "plan.toml"), "--format", "toml"])
    assert again.stdout == result.stdout


@pytest.mark.parametrize(("name", "pillars"), [("objectives", 3), ("lettered", 1)])
def test_text_is_for_people(name, pillars):
    result = run(app, ["read", str(PLANS / f"{name}.txt"), "--format", "text"])
    assert result.exit_code == 0
    assert all(len(line) <= 100 for line in result.stdout.splitlines())
    assert f"{pillars} pillars," in result.stdout
    assert ("Pillar 1 Earn" in result.stdout) == (pillars == 3)


def test_titles_that_the_text_does_not_hold_are_shown():
    result = run(app, ["read", str(PLANS / "markdown.txt"), "--format", "text"])
    assert "(A force free of misogyny)" in result.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "does not exist"),
        (b"", "is empty"),
        (b"\0\1", "not a text file"),
        (b"Hello.", "No plan"),
    ],
)
def test_refusals_exit_with_2(tmp_path, content, words):
    path = tmp_path / "file.txt"
    if content is not None:
        path.write_bytes(content)
    result = run(app, ["read", str(path)])
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
