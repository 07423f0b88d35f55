"""Cells become months, counts and names whatever the format gave."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.feeds import cells

MARCH_2024 = 2024 * 12 + 2


@pytest.mark.parametrize(
    "cell",
    ["2024-03-01", "2024-03", "2024/3", "2024-03-01 00:00:00", "2024-03-01T00:00:00Z", "01/03/2024",
     "1-3-2024", "31/03/2024 00:00", "Mar-24", "March 2024", "mar 2024", " 2024-03-09 ",
     dt.date(2024, 3, 31), dt.datetime(2024, 3, 1, 5)],  # noqa: DTZ001
)  # fmt: skip
def test_months_in_many_spellings(cell):
    assert cells.month(cell) == MARCH_2024


@pytest.mark.parametrize(
    "cell", ["", "2024", "2024-13", "2024-00", "13/13/2024", "Foo-24", "x", 45352]
)
def test_what_is_no_month(cell):
    assert cells.month(cell) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [("7", 7), (" 12 ", 12), ("1,234", 1234), ("12,345,678", 12345678), ("3.0", 3), (4.0, 4),
     (5, 5), ("-2", -2), ("+2", 2), ("1,23", None), ("2.5", None), (2.5, None), ("x", None),
     ("", None), ("1e3", None), (float("nan"), None), ("9" * 30, None), (10**10, None)],
)  # fmt: skip
def test_counts(cell, value):
    assert cells.count(cell) == value


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5).map(str), st.sampled_from(["", " ", "x"]))))
def test_every_cell_is_a_number_or_empty_or_unreadable(given):
    found = cells.numbers(pa.chunked_array([given], pa.string()), cells.count)
    for index, cell in enumerate(given):
        assert found.empty[index] == (cell is None or not cell.strip())
        assert found.unreadable[index] == (cell == "x")
        if cell and cell not in (" ", "x"):
            assert found.values[index] == int(cell)


@given(st.lists(st.one_of(st.none(), st.sampled_from(["a", " a ", "b", ""]))), st.booleans())
def test_names_are_told_by_their_codes(given, coded):
    column = pa.chunked_array([given[:2], given[2:]], pa.string())
    column = column.dictionary_encode() if coded else column
    codes, names = cells.names(column)
    assert [names[code] for code in codes] == [(c or "").strip() or None for c in given]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1), st.booleans())
def test_together_gives_one_code_a_combination(pairs, huge):
    left, right = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    size = 2**62 if huge else 4
    codes, first = cells.together([(left, size), (right, 3), (left, 4)])
    assert [pairs[first[code]] for code in codes] == pairs
    assert len(first) == len(set(pairs))


@given(st.lists(st.one_of(st.just(cells.NONE), st.integers(1900 * 12, 2099 * 12))))
def test_first_days(months):
    days = cells.first_days(np.array(months, np.int64)).to_pylist()
    assert [None if d is None else cells.month(d) for d in days] == [
        None if m == cells.NONE else m for m in months
    ]
