"""`avow synthetic`: writes records, prints what was put in, refuses what it cannot do."""

import json

import pytest
from typer.testing import CliRunner

from avow.analysis.engine import layout
from avow.analysis.synthetic import records
from avow.cli.synthetic import app


def avow(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("facts")
    said = avow(
        "facts", folder, "--offences", 700, "--seed", 5, "--from", "2024-03", "--to", "2025-02"
    )
    assert said.exit_code == 0, said.output
    return folder, said


def test_facts_says_what_was_written_and_where_the_truths_are(written):
    folder, said = written
    assert "offences" in said.stdout
    assert "700" in said.stdout
    assert f"avow synthetic truths {folder}" in said.stdout
    truths = records.read_truths(folder)
    assert (truths.seed, truths.offences) == (5, 700)
    assert (str(truths.first_day), str(truths.last_day)) == ("2024-03-01", "2025-02-28")


@pytest.mark.slow
def test_facts_as_json_counts_the_rows_of_every_table(tmp_path):
    said = avow("facts", tmp_path, "--offences", 30, "--format", "json")
    found = json.loads(said.stdout)
    assert found["folder"] == str(tmp_path)
    assert found["rows"] == records.rows(tmp_path)
    assert found["rows"]["offences"] == 30


def test_truths_for_people_and_for_programs(written):
    folder, _ = written
    text = avow("truths", folder)
    assert text.exit_code == 0
    assert "charge_outlier = Outer West\n" in text.stdout
    assert "SOIT 16.0, IDVA 25.0, ISVA 30.0" in text.stdout
    found = json.loads(avow("truths", folder, "--format", "json").stdout)
    assert found == json.loads((folder / "truths.json").read_text())
    assert found["pilot_effect"]["value"] == -0.18
    assert found["pilot_effect"]["words"].startswith("What it did")


def test_a_folder_without_records_is_named(tmp_path):
    said = avow("truths", tmp_path)
    assert said.exit_code == 2
    assert f"avow synthetic facts {tmp_path}" in said.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--from", "2025-03", "--to", "2024-01"), "lies before the start"),
        (("--offences", 0), "--offences"),
        (("--offences", 60_000_000), "--offences"),
        (("--from", "March"), "does not match"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path, words, message):
    said = avow("facts", tmp_path, *words)
    assert said.exit_code == 2
    assert message in said.stderr
    assert not (tmp_path / "facts").exists()


def test_loaded_facts_are_left_alone(tmp_path):
    load = tmp_path / "facts" / "mps-vawg"
    load.mkdir(parents=True)
    (load / layout.CURRENT).write_text('{"tables": {"offences_by_place": "a"}}')
    said = avow("facts", tmp_path, "--offences", 10)
    assert said.exit_code == 2
    assert "loaded by mps-vawg" in said.stderr


@pytest.mark.slow
def test_extract_says_how_to_load_what_it_wrote(tmp_path):
    said = avow("extract", tmp_path / "out", "--offences", 20)
    assert said.exit_code == 0
    assert f"avow feed load --map {tmp_path}/out/extract-map.toml" in said.stdout
    assert (tmp_path / "out" / "crimes.csv").read_text().count("\n") == 21
    assert avow("extract", tmp_path, "--from", "2025-03", "--to", "2024-01").exit_code == 2
