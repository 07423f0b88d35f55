"""`avow consultation read` in each format, and its refusals."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avow.cli.consultation import app
from tests.analysis.text.marked import submission

PLANS = Path(__file__).parents[1] / "analysis" / "documents" / "plans"
run = CliRunner().invoke


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text(submission("letter")[0], encoding="utf-8")
    return path


def test_json_has_the_shape_of_a_reading(letter):
    result = run(app, ["read", str(letter), "--plan", str(PLANS / "objectives.txt")])
    found = json.loads(result.stdout)
    assert set(found) == {"submitter", "recommendations"}
    first = found["recommendations"][0]
    keys = {"quote", "start", "end", "section", "strength", "links", "gap", "page", "line",
            "confidence", "reason"}  # fmt: skip
    assert set(first) == keys
    text = letter.read_text(encoding="utf-8")
    for one in found["recommendations"]:
        assert text[one["start"] : one["end"]] == one["quote"]
        assert one["line"] == text.count("\n", 0, one["start"]) + 1
        assert one["strength"] in {"explicit", "implied"}
        assert one["gap"] == (not one["links"])
        assert all(set(link) == {"commitment", "score", "why"} for link in one["links"])
        assert one["links"] == sorted(one["links"], key=lambda link: -link["score"])


def test_text_is_for_people_and_can_show_what_was_left(letter):
    arguments = ["read", str(letter), "--plan", str(PLANS / "objectives.txt"), "--format", "text"]
    short = run(app, [*arguments, "--submitter", "Northmoor Women's Aid"])
    assert "Northmoor Women's Aid: 9 recommendations" in short.stdout
    assert "→ commitment 1.1" in short.stdout
    assert "→ a gap" in short.stdout
    assert "Thank you for sending" not in short.stdout
    full = run(app, [*arguments, "--every-sentence"])
    assert "Not taken for recommendations" in full.stdout
    assert "Thank you for sending" in full.stdout


def test_headings_are_shown(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(submission("report")[0], encoding="utf-8")
    plan = str(PLANS / "markdown.txt")
    result = run(app, ["read", str(path), "--plan", plan, "--format", "text"])
    assert "\nWhat needs to change\n" in result.stdout


def test_refusals_exit_with_2(tmp_path, letter, monkeypatch):
    plan = str(PLANS / "objectives.txt")
    absent = run(app, ["read", str(tmp_path / "none.txt"), "--plan", plan])
    assert (absent.exit_code, "does not exist" in absent.stderr) == (2, True)
    no_plan = run(app, ["read", str(letter), "--plan", str(letter)])
    assert (no_plan.exit_code, no_plan.stdout) == (2, "")
    model = run(app, ["read", str(letter), "--plan", plan, "--model", str(tmp_path / "none")])
    assert model.exit_code == 2
    assert "model" in model.stderr or "avow[semantic]" in model.stderr


def test_a_model_is_asked_when_given(letter, monkeypatch):
    class Same:
        def scores(self, passages, commitments):
            return [[0.9 if i == 0 else 0.0 for i in range(len(commitments))] for _ in passages]

    monkeypatch.setattr(
        "avow.analysis.text.semantic.SentenceEmbeddings.load", lambda _model, _expected: Same()
    )
    plan = str(PLANS / "objectives.txt")
    result = run(app, ["read", str(letter), "--plan", plan, "--model", "m"])
    found = json.loads(result.stdout)["recommendations"]
    assert sum(one["links"][0]["commitment"] == "1.1" for one in found if one["links"]) > 4


def test_json_accounts_for_every_sentence_when_asked(letter):
    arguments = ["read", str(letter), "--plan", str(PLANS / "objectives.txt"), "--every-sentence"]
    found = json.loads(run(app, arguments).stdout)
    asked = [s for s in found["sentences"] if s["recommendation"]]
    assert [(s["start"], s["end"]) for s in asked] == [
        (r["start"], r["end"]) for r in found["recommendations"]
    ]
    assert all(s["reason"] and 0.5 <= s["confidence"] <= 1 for s in found["sentences"])
