"""Rows are held against the contract of their table, and the first breach is named."""

import datetime as dt

import pyarrow as pa
import pytest

from avow.analysis.feeds.contract import ContractError, check_keys, checked, checked_cells
from avow.analysis.tables.force import Capacity

ROW = {
    "force": "F",
    "bcu": None,
    "borough": "A",
    "month": dt.date(2024, 1, 1),
    "role": "IDVA",
    "posts": 100,
    "filled": 50,
    "open_cases": 3,
    "new_cases": 0,
}


def rows(*many: dict) -> pa.Table:
    fields = [pa.field(name, column.dtype) for name, column in Capacity.columns().items()]
    return pa.Table.from_pylist(list(many), pa.schema(fields))


def test_sound_rows_take_the_schema_of_their_table():
    assert checked(Capacity, rows(ROW)).schema == Capacity.schema()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"posts": None}, "capacity.posts: 1 cells are empty"),
        ({"role": "IDVAs"}, "are not allowed"),
        ({"open_cases": -1}, "a count is negative"),
    ],
)
def test_a_cell_that_the_contract_does_not_allow(change, said):
    with pytest.raises(ContractError, match=said):
        checked_cells(Capacity, rows(ROW, ROW | change))


def test_a_missing_column_and_a_repeated_key():
    with pytest.raises(ContractError, match="columns are"):
        checked(Capacity, rows(ROW).drop(["posts"]))
    with pytest.raises(ContractError, match="1 rows repeat a key"):
        check_keys(Capacity, rows(ROW, ROW | {"posts": 200}))
    check_keys(Capacity, rows(ROW, ROW | {"borough": None}))
