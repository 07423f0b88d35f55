"""`avow feed` with a column map: check, load, history, and the key that is made once."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avow.cli.feed import app
from tests.analysis.feeds.mapping.northshire import GEOGRAPHY, MAP, crime, written

pytestmark = pytest.mark.slow
run = CliRunner().invoke


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "data")]


@pytest.fixture
def column_map(tmp_path: Path) -> str:
    (tmp_path / "geography.toml").write_text(GEOGRAPHY, encoding="utf-8")
    path = tmp_path / "northshire.toml"
    path.write_text(MAP[: MAP.index("[victims]")], encoding="utf-8")
    return str(path)


@pytest.fixture
def crimes(tmp_path: Path) -> str:
    return str(written(tmp_path / "crimes.csv", [crime("NS/1"), crime("NS/2", DA="?")]))


def test_check_says_what_would_happen_and_load_does_it(data, column_map, crimes, tmp_path):
    checked = run(app, ["check", "--map", column_map, crimes, *data])
    assert checked.exit_code == 3
    assert "1 rows would be loaded. Nothing was changed." in checked.stderr
    assert not (tmp_path / "data").exists()
    loaded = run(app, ["load", "--map", column_map, crimes, *data, "--format", "json"])
    assert loaded.exit_code == 3
    assert json.loads(loaded.stdout)["report"]["title"].startswith("Northshire")
    assert "Made a key for references" in loaded.stderr
    again = run(app, ["load", "--map", column_map, crimes, *data])
    assert "Nothing to do" in again.stderr
    assert "Made a key" not in again.stderr


def test_the_key_is_for_its_owner_alone(data, column_map, crimes, tmp_path):
    run(app, ["load", "--map", column_map, crimes, *data])
    key = tmp_path / "data" / "keys" / "references.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    assert len(key.read_bytes()) == 32
    key.chmod(0o644)
    open_to_all = run(app, ["load", "--map", column_map, crimes, *data])
    assert open_to_all.exit_code == 2
    assert "chmod 600" in open_to_all.stderr
    key.chmod(0o600)
    key.write_bytes(b"short")
    lost = run(app, ["load", "--map", column_map, crimes, *data])
    assert lost.exit_code == 2
    assert "bring it back from the backup" in lost.stderr


def test_history_and_list_know_what_a_map_brought_in(data, column_map, crimes):
    assert run(app, ["history", "northshire-records", *data]).exit_code == 2
    run(app, ["load", "--map", column_map, crimes, *data])
    shown = run(app, ["history", "northshire-records", *data])
    assert shown.exit_code == 0
    assert "No load differs from the one before." in shown.stdout
    told = json.loads(run(app, ["history", "northshire-records", *data, "--format", "json"]).stdout)
    assert told["tables"]["offences"][0]["rows"] == 1
    listed = json.loads(run(app, ["list", *data, "--format", "json"]).stdout)
    assert listed[-1]["name"] == "northshire-records"
    assert "northshire-records" in run(app, ["list", *data]).stdout
    assert run(app, ["report", "northshire-records", *data]).exit_code == 0


def test_a_map_that_cannot_be_used(data, tmp_path, crimes):
    path = tmp_path / "m.toml"
    path.write_text("name = 3", encoding="utf-8")
    for command in ("load", "check"):
        refused = run(app, [command, "--map", str(path), crimes, *data])
        assert refused.exit_code == 2
        assert "m.toml: name is missing" in refused.stderr


def test_a_template_is_printed(data):
    assert "[offences.columns]" in run(app, ["map-template", "offences"]).stdout
    assert run(app, ["map-template", "boundaries"]).exit_code == 2


def test_a_database_by_its_environment_variable(data, tmp_path, column_map):
    base = tmp_path / "records.sqlite"
    with sqlite3.connect(base) as connection:
        connection.execute("create table c (ref text, day text)")
        connection.execute("insert into c values ('NS/1', '01/02/2024')")
    connection.close()
    path = tmp_path / "db.toml"
    path.write_text(
        MAP[: MAP.index("[offences]")]
        + '[database]\nurl_from = "RECORDS_URL"\n[offences]\nquery = "select ref, day from c"\n'
        + '[offences.columns]\noffence = "ref"\nrecorded_on = "day"\n'
        + 'offence_group = { always = "rape" }\nprecursor = { always = false }\n',
        encoding="utf-8",
    )
    unset = run(app, ["check", "--map", str(path), *data])
    assert unset.exit_code == 2
    assert "RECORDS_URL" in unset.stderr
    env = {"RECORDS_URL": f"sqlite:///{base}"}
    assert run(app, ["check", "--map", str(path), *data], env=env).exit_code == 0
