"""Every measure has a specification: example rows in, expected rows out, on every engine.

A specification is ``tests/spec/<measure>.toml``: ``words`` say what it shows, ``given`` holds rows
of contract tables, ``expect`` the rows of the result; "" means empty.
"""

import shutil
import tomllib
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from avow.analysis.measures import definitions, run
from tests.analysis.facts import facts_in

FOLDER = Path(__file__).parent
SPECS = sorted(path.stem for path in FOLDER.glob("*.toml"))


def spark() -> pytest.MarkDecorator:
    lacks = [
        n
        for n, has in (("Java", shutil.which("java")), ("pyspark", find_spec("pyspark")))
        if not has
    ]
    return pytest.mark.skipif(bool(lacks), reason=f"the Spark engine needs {' and '.join(lacks)}")


# Spark's Python side leaves sockets open and calls pandas in ways that pandas deprecates.
QUIET = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::DeprecationWarning")
ENGINES = [
    "duckdb",
    pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.slow, spark(), QUIET]),
]


def plain(value: object) -> object:
    if isinstance(value, float):
        return pytest.approx(value, abs=1.5e-6)
    return None if value == "" else value


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("measure", SPECS)
def test_specification(measure, engine, tmp_path):
    spec = tomllib.loads((FOLDER / f"{measure}.toml").read_text(encoding="utf-8"))
    facts = facts_in(tmp_path, spec["given"], engine)

    table = run(facts, measure, by=spec["by"], period=spec["period"], group=spec.get("group")).table

    expected = spec["expect"]
    found = [
        [
            row[column] or (None if row[column] == "" else row[column])
            for column in expected["columns"]
        ]
        for row in table.to_pylist()
        if row["period_label"] in expected.get("where", [row["period_label"]])
    ]
    assert found == [[plain(value) for value in row] for row in expected["rows"]]
    assert all(isinstance(row["period"], date) for row in table.to_pylist())


def test_every_measure_has_a_specification():
    assert [d.id for d in definitions()] == SPECS


@pytest.mark.parametrize("measure", SPECS)
def test_every_specification_says_what_it_shows(measure):
    spec = tomllib.loads((FOLDER / f"{measure}.toml").read_text(encoding="utf-8"))
    assert spec["words"].endswith(".")
