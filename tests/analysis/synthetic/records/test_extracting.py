"""An extract in a force's own words, loaded by its map, gives back what was invented."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from avow.analysis.engine import Facts
from avow.analysis.feeds import mapping
from avow.analysis.synthetic import records
from avow.analysis.tables import TABLES
from tests.analysis.synthetic.records.written import END, START, Written

pytestmark = pytest.mark.slow
OFFENCES, SEED = 1_500, 4
LOADED = ("offences", "victims", "suspects", "steps", "outcomes", "workforce", "training")
NAMED = {"offence", "victim", "suspect", "post"}  # numbers from another hash
ORDERED = {"days_since_last"}  # of two cases on one day, either may come first


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extract")
    records.extract(folder, offences=OFFENCES, seed=SEED, start=START, end=END)
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("written")
    truths = records.write(folder, offences=OFFENCES, seed=SEED, start=START, end=END)
    return Written(folder, truths)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_files_speak_the_force_s_own_words(folder: Path) -> None:
    crime = rows(folder / "crimes.csv")
    assert len(crime) == OFFENCES
    assert {"Crime Ref", "Date Recorded", "DA Marker", "Location Type"} <= set(crime[0])
    assert crime[0]["Crime Ref"].startswith("CR")
    assert crime[0]["Date Recorded"] == "01/03/2022"
    assert {row["DA Marker"] for row in crime} == {"Y", "N", "N/K"}
    people = rows(folder / "people.csv")
    assert {row["Role"] for row in people} == {"VIC", "SUS"}
    assert {row["Arrested On"] for row in people if row["Role"] == "VIC"} == {""}
    assert {row["SDE"] for row in people} == {"A", "B", "M", "W", "O", "N/K"}


def test_the_truths_lie_beside_the_extract(folder: Path, written: Written) -> None:
    assert records.read_truths(folder) == written.truths


@pytest.mark.filterwarnings("ignore:fetch_record_batch:DeprecationWarning")  # of Ibis, not ours
@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
def test_loaded_by_the_map_it_is_what_was_invented(
    folder: Path, written: Written, tmp_path: Path
) -> None:
    known = mapping.read_map(folder / records.MAP)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    loaded = mapping.load_map(tmp_path, known, sorted(folder.glob("*.csv")), key=b"k" * 32, at=at)
    assert not any(one.rows_quarantined for one in loaded.report.tables)
    facts = Facts(tmp_path)
    for name in LOADED:
        found = facts.table(name).to_pyarrow()
        shown = [column for column in TABLES[name].columns() if column not in NAMED | ORDERED]
        own = _sorted(written.table(name), shown)
        assert _sorted(found, shown).cast(own.schema).equals(own), name
        for column in ORDERED & set(found.column_names):
            days = sorted(found[column].drop_null().to_pylist())
            assert days == sorted(written.table(name)[column].drop_null().to_pylist())
        for column in NAMED & set(found.column_names):
            people = written.table(name)[column]
            assert len(found[column].unique()) == len(people.unique()), (name, column)


def _sorted(table: pa.Table, columns: list[str]) -> pa.Table:
    plain = table.select(columns)
    return plain.sort_by([(column, "ascending") for column in columns]).combine_chunks()
