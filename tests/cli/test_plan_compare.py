"""`avow plan compare` for people and for programs, and its refusals."""

import json

import pytest
from typer.testing import CliRunner

from avow.cli.plan import app
from tests.analysis.revisions.texts import DRAFT, FINAL

run = CliRunner().invoke


@pytest.fixture
def files(tmp_path):
    for name, text in (("draft.txt", DRAFT), ("final.txt", FINAL)):
        (tmp_path / name).write_text(text)
    return [str(tmp_path / "draft.txt"), str(tmp_path / "final.txt")]


def test_json_holds_totals_and_changes(files):
    result = run(app, ["compare", *files])
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["totals"]["commitment"]["moved"] == {"changes": 2, "before": 2, "after": 2}
    assert {c["status"] for c in found["changes"] if c["kind"] == "action"} == {
        "same",
        "reworded",
        "merged",
        "split",
        "added",
        "dropped",
    }


def test_text_marks_words_and_says_what_became_of_each_part(files):
    result = run(app, ["compare", *files, "--format", "text"])
    assert "Actions:     3 same, 1 reworded, 1 merged, 1 split, 1 added, 1 dropped" in result.stdout
    assert "Action 2.2, 2.3 → 3.1: merged" in result.stdout
    assert "Commitment 3 → 2: renumbered" in result.stdout
    assert "Commitment 2 → 3: moved, renumbered" in result.stdout
    assert "We will deal firmly [+and openly+] with officers" in result.stdout
    assert all(len(line) <= 100 for line in result.stdout.splitlines())


def test_a_plan_and_itself_differ_in_nothing(files):
    result = run(app, ["compare", files[0], files[0], "--format", "text"])
    assert result.stdout.splitlines() == [
        "Pillars:     2 same",
        "Commitments: 3 same",
        "Actions:     8 same",
    ]


def test_what_is_no_plan_is_refused(files, tmp_path):
    (tmp_path / "note.txt").write_text("Hello.")
    result = run(app, ["compare", files[0], str(tmp_path / "note.txt")])
    assert result.exit_code == 2
    assert "No plan" in result.stderr
    assert result.stdout == ""
