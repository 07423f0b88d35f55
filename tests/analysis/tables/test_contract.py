"""The contract says what each column is, and rows that break it are refused."""

import pyarrow as pa
import pytest

from avow.analysis.feeds.contract import ContractError, checked
from avow.analysis.tables import TABLES
from avow.analysis.tables.places import Areas, Population

GOOD = {"force": ["F"], "bcu": [None], "borough": ["B"], "year": [2024], "residents": [5]}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_is_documented(table):
    columns = table.columns()
    assert table.meaning().endswith(".")
    assert set(table.key) <= set(columns)
    assert all(column.meaning.endswith(".") for column in columns.values())
    assert table.schema().names == list(columns)
    assert all(fault.endswith(".") for fault in table.faults)


def test_a_column_that_may_be_empty_says_what_empty_means():
    for table in TABLES.values():
        for column in table.columns().values():
            assert not column.nullable or "empty" in column.meaning


def test_good_rows_come_back_in_the_schema():
    rows = pa.table(dict(reversed(GOOD.items())))
    assert checked(Population, rows).schema == Population.schema()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"force": [None]}, "population.force: 1 cells are empty"),
        ({"residents": [-1]}, "a count is negative"),
        ({"extra": [1]}, "columns are"),
    ],
)
def test_rows_that_break_the_contract_are_refused(change, said):
    with pytest.raises(ContractError, match=said):
        checked(Population, pa.table(GOOD | change))


def test_a_value_that_is_not_allowed_and_a_repeated_key():
    row = {"kind": "planet", "code": "E", "force": "F", "bcu": "U", "borough": "B", "ward": "W"}
    with pytest.raises(ContractError, match=r"areas.kind: \['planet'\] are not allowed"):
        checked(Areas, pa.Table.from_pylist([row]))
    twice = [row | {"kind": "ward"}] * 2
    with pytest.raises(ContractError, match="1 rows repeat a key"):
        checked(Areas, pa.Table.from_pylist(twice))
