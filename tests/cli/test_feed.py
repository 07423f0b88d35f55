"""`avow feed`: what people type, what they see, and the exit codes."""

import fcntl
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avow.analysis.engine import layout
from avow.cli.feed import app
from tests.analysis.feeds import invented

run = CliRunner().invoke


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "data")]


@pytest.fixture
def offences(tmp_path: Path) -> str:
    path = invented.parquet(tmp_path / "o.parquet", invented.OFFENCES, invented.OFFENCE_COLUMNS)
    return str(path)


def test_load_prints_the_report_and_the_second_time_says_so(data, offences):
    first = run(app, ["load", "mps-vawg", offences, *data])
    assert first.exit_code == 0
    assert "20 of 20" in first.stdout
    assert "Loaded. Facts are in" in first.stderr
    again = run(app, ["load", "mps-vawg", offences, *data])
    assert again.exit_code == 0
    assert "Nothing to do: loaded before" in again.stderr
    assert again.stdout == first.stdout


def test_json_goes_to_stdout_alone(data, offences):
    said = json.loads(run(app, ["load", "mps-vawg", offences, *data, "--format", "json"]).stdout)
    assert said["changed"]
    assert said["report"]["tables"][0]["reconciled"]


def test_quarantined_rows_give_exit_code_3(data, tmp_path):
    rows = [*invented.PLACES, dict(invented.PLACES[0]) | {"count": "x"}]
    path = invented.text(tmp_path / "b.csv", rows, invented.OFFENCE_COLUMNS)
    result = run(app, ["load", "mps-vawg", str(path), *data])
    assert result.exit_code == 3
    assert "1 rows are in quarantine" in result.stderr
    kept = result.stderr.strip().rsplit(" ", 1)[-1]
    assert Path(kept).exists()


def test_an_unusable_file_gives_exit_code_2_and_no_traceback(data, tmp_path):
    result = run(app, ["load", "mps-vawg", str(tmp_path / "none.csv"), *data])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert "does not exist" in result.stderr
    assert result.stdout == ""


def test_a_load_already_running_gives_exit_code_4(data, offences):
    folder = layout.facts_folder(Path(data[1]), "mps-vawg")
    folder.mkdir(parents=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run(app, ["load", "mps-vawg", offences, *data])
    assert result.exit_code == 4
    assert "Wait for it to end" in result.stderr


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path, offences):
    (tmp_path / "file").write_text("in the way")
    result = run(app, ["load", "mps-vawg", offences, "--data", str(tmp_path / "file")])
    assert result.exit_code == 2
    assert "cannot be written: Not a directory" in result.stderr


def test_list_shows_what_each_feed_takes_and_when_it_was_loaded(data, offences):
    assert "loaded  not yet" in run(app, ["list", *data]).stdout
    run(app, ["load", "mps-vawg", offences, *data])
    feeds = json.loads(run(app, ["list", *data, "--format", "json"]).stdout)
    assert [feed["name"] for feed in feeds] == [
        "mps-vawg",
        "boundaries",
        "population",
        "mps-recorded-crime",
        "police-uk-stop-search",
    ]
    assert len(feeds[0]["loaded_at"]) == 1


def test_report_shows_what_is_loaded(data, offences, tmp_path):
    nothing = run(app, ["report", *data])
    assert nothing.exit_code == 2
    assert "Nothing has been loaded" in nothing.stderr
    assert "population has not been loaded" in run(app, ["report", "population", *data]).stderr
    assert run(app, ["report", "x", *data]).exit_code == 2
    run(app, ["load", "mps-vawg", offences, *data])
    wards = invented.geojson(tmp_path / "w.geojson", [invented.ward("Dalston", "Hackney", 0, 51)])
    run(app, ["load", "boundaries", str(wards), *data])
    text = run(app, ["report", *data])
    assert text.exit_code == 0
    assert "without a boundary" in text.stdout
    loads = json.loads(run(app, ["report", "mps-vawg", *data, "--format", "json"]).stdout)
    assert loads["loads"][0]["feed"] == "mps-vawg"
    assert loads["unmatched"][0]["tables"] == ["offences_by_place"]


def test_the_data_folder_comes_from_the_environment(tmp_path, offences):
    result = run(app, ["load", "mps-vawg", offences], env={"AVOW_DATA": str(tmp_path / "env")})
    assert result.exit_code == 0
    assert (tmp_path / "env" / "facts" / "mps-vawg" / "current.json").exists()


@pytest.mark.parametrize("command", ["load", "list", "report"])
def test_help_gives_an_example(command):
    result = run(app, [command, "--help"])
    assert result.exit_code == 0
    assert "avow feed" in result.stdout


def test_help_of_load_names_the_exit_codes():
    text = " ".join(run(app, ["load", "--help"]).stdout.replace("│", " ").split())
    assert "3 loaded, but some rows are in quarantine" in text
