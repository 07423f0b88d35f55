"""Every measure has a specification: example rows in, expected rows out, on every engine.

A specification is ``tests/spec/<measure>.toml``: ``words`` say what it shows, ``given`` holds rows
of contract tables, ``expect`` the rows of the result; "" means empty.
"""

import shutil
import tomllib
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow.analysis.engine import Facts
from avow.analysis.measures import definitions, run, run_many
from tests.analysis.facts import facts_in, rows_of

FOLDER = Path(__file__).parent
SPECS = sorted(path.stem for path in FOLDER.glob("*.toml"))
_OF = " of "


def spark() -> pytest.MarkDecorator:
    lacks = [
        n
        for n, has in (("Java", shutil.which("java")), ("pyspark", find_spec("pyspark")))
        if not has
    ]
    return pytest.mark.skipif(bool(lacks), reason=f"the Spark engine needs {' and '.join(lacks)}")


# Spark's Python side leaves sockets open and calls pandas in ways that pandas deprecates.
QUIET = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::DeprecationWarning")


@cache
def specification(measure):
    return tomllib.loads((FOLDER / f"{measure}.toml").read_text(encoding="utf-8"))


def plain(value: object) -> object:
    if isinstance(value, float):
        return pytest.approx(value, abs=1.5e-6)
    return None if value == "" else value


def asked(spec):
    return spec["by"], spec["period"], spec.get("group")


def cells(rows, expected):
    """Return the cells that a specification speaks of."""
    return [
        [
            row[column] or (None if row[column] == "" else row[column])
            for column in expected["columns"]
        ]
        for row in rows
        if row["period_label"] in expected.get("where", [row["period_label"]])
    ]


def table_of(measure, folder):
    spec = specification(measure)
    by, period, group = asked(spec)
    return run(facts_in(folder, spec["given"], "duckdb"), measure, by, period, group=group).table


@pytest.mark.parametrize("measure", SPECS)
def test_specification(measure, tmp_path):
    rows = table_of(measure, tmp_path).to_pylist()

    expected = specification(measure)["expect"]
    assert cells(rows, expected) == [[plain(value) for value in row] for row in expected["rows"]]
    assert all(isinstance(row["period"], date) for row in rows)


def all_of_them(folder):
    """Write the rows of every specification into one set of facts, each as forces of its own."""
    tables = {}
    for measure in SPECS:
        for name, part in specification(measure)["given"].items():
            rows = rows_of(name, part["columns"], part["rows"])
            forces = [f"{measure}{_OF}{force}" for force in rows["force"].to_pylist()]
            at = rows.schema.get_field_index("force")
            rows = rows.set_column(at, rows.schema.field("force"), pa.array(forces))
            tables.setdefault(name, []).append(rows)
    for name, parts in tables.items():
        target = folder / "facts" / name
        target.mkdir(parents=True)
        pq.write_table(pa.concat_tables(parts), target / "given.parquet")


def own(result, measure):
    """Return the rows of a result that are of the measure's own forces, under their own names."""
    mark = f"{measure}{_OF}"
    return [
        {k: v.replace(mark, "") if isinstance(v, str) else v for k, v in row.items()}
        for row in result.table.to_pylist()
        if row["force"].startswith(mark)
    ]


@pytest.fixture(scope="module")
def on_spark(tmp_path_factory):
    """Return the rows of every specification as Spark counts them, in one query a source."""
    folder = tmp_path_factory.mktemp("specifications")
    all_of_them(folder)
    facts = Facts(folder, "spark")
    found = {}
    for by, period, group in sorted({asked(specification(m)) for m in SPECS}, key=str):
        same = [m for m in SPECS if asked(specification(m)) == (by, period, group)]
        for measure, result in run_many(facts, same, by, period, group).items():
            found[measure] = own(result, measure)
    return found


def cell(row):
    return row["period_label"], row["group"]


@pytest.mark.spark
@pytest.mark.slow
@spark()
@QUIET
@pytest.mark.parametrize("measure", SPECS)
def test_specification_on_spark(measure, on_spark, tmp_path):
    # The other specifications lie in other months and groups, in which this one has none.
    own_cells = set(map(cell, table_of(measure, tmp_path).to_pylist()))
    rows = [row for row in on_spark[measure] if cell(row) in own_cells]

    expected = specification(measure)["expect"]
    assert cells(rows, expected) == [[plain(value) for value in row] for row in expected["rows"]]


def test_every_measure_has_a_specification():
    assert [d.id for d in definitions()] == SPECS


@pytest.mark.parametrize("measure", SPECS)
def test_every_specification_says_what_it_shows(measure):
    assert specification(measure)["words"].endswith(".")
