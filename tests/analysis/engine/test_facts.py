"""Facts are read from each feed's current load, by either engine."""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow.analysis.engine import ENGINES, Facts, NoFactsError, layout
from avow.analysis.tables.places import Population

ROWS = pa.Table.from_pylist(
    [
        {"force": "F", "bcu": "U", "borough": "B", "year": 2023, "residents": 10},
        {"force": "F", "bcu": None, "borough": "C", "year": 2023, "residents": 5},
    ],
    Population.schema(),
)


def put(folder: Path, feed: str, load: str, rows: pa.Table, *, current: bool = True) -> None:
    home = layout.facts_folder(folder, feed)
    (home / load).mkdir(parents=True)
    pq.write_table(rows, home / load / "population.parquet")
    if current:
        (home / layout.CURRENT).write_text(json.dumps({"tables": {"population": load}}))


def total(facts: Facts) -> int:
    return facts.table("population").residents.sum().to_pyarrow().as_py()


@pytest.fixture(
    params=[
        "duckdb",
        pytest.param(
            "spark",
            marks=[
                pytest.mark.spark,
                pytest.mark.slow,
                pytest.mark.skipif(shutil.which("java") is None, reason="needs Java"),
                pytest.mark.skipif(find_spec("pyspark") is None, reason="needs the extra spark"),
                pytest.mark.filterwarnings("ignore"),
                pytest.mark.enable_socket,
            ],
        ),
    ]
)
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


def test_a_loaded_table_is_read(tmp_path, engine):
    put(tmp_path, "one", "a", ROWS)
    put(tmp_path, "two", "b", ROWS.slice(0, 1))
    facts = Facts(tmp_path, engine)
    assert facts.has("population")
    assert total(facts) == 25
    missing = facts.table("population").filter(lambda t: t.bcu.isnull())
    assert missing.count().to_pyarrow().as_py() == 1


def test_only_current_loads_are_seen(tmp_path):
    put(tmp_path, "one", "old", ROWS)
    put(tmp_path, "one", "new", ROWS.slice(1))
    put(tmp_path, "two", "unfinished", ROWS, current=False)
    assert total(Facts(tmp_path)) == 5
    (file,) = Facts(tmp_path).files("population")
    assert file.parent.name == "new"
    assert layout.feeds_with(tmp_path, "population") == {"one": "new"}
    assert layout.feeds_with(tmp_path, "areas") == {}
    assert layout.current(tmp_path, "two") == {}


def test_rows_put_there_by_hand_count_too(tmp_path):
    folder = tmp_path / "facts" / "population"
    folder.mkdir(parents=True)
    pq.write_table(ROWS, folder / "mine.parquet")
    assert total(Facts(tmp_path)) == 15


def test_facts_in_memory(engine):
    facts = Facts.of({"population": ROWS}, engine)
    assert facts.has("population")
    assert total(facts) == 15
    assert not facts.has("areas")


def test_what_is_not_there_is_said(tmp_path):
    facts = Facts(tmp_path)
    assert not facts.has("population")
    with pytest.raises(NoFactsError, match="Nothing has been loaded into 'population'"):
        facts.table("population")
    with pytest.raises(KeyError, match="No fact table is called 'weather'"):
        facts.table("weather")
    assert ENGINES == ("duckdb", "spark")
    with pytest.raises(ValueError, match="No engine is called 'abacus'"):
        Facts(tmp_path, "abacus")
