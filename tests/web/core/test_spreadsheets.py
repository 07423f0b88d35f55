import csv
import io

import pytest

from avow.web.core.spreadsheets import as_csv


def read(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_cells_come_back_as_they_were():
    rows = [["plain", 'with "quotes", and commas'], ["two\nlines", ""]]
    assert read(as_csv(["a", "b"], rows)) == [["a", "b"], *rows]


def test_excel_is_told_that_it_is_utf_8():
    assert as_csv(["a"], []).encode()[:3] == b"\xef\xbb\xbf"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_nothing_runs_as_a_formula(start):
    assert read(as_csv(["a"], [[f"{start}1+1"]]))[1] == [f"'{start}1+1"]
