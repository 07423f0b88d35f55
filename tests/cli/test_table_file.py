"""Any CSV or Parquet file is read as it is; what cannot be read is told with file and row."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from avow.cli.table_file import line_of, read_columns

ROWS = [["Bryn Môn", "2024-01", "12"], ["Castell", "2024-02", ""]]


def written(path, rows=ROWS, head=("unit", "month", "n"), mark=",", encoding="utf-8"):
    lines = [mark.join(cells) for cells in (head, *rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_form_of_csv_is_read(tmp_path, mark, encoding):
    file = written(tmp_path / "a.csv", mark=mark, encoding=encoding)
    found = read_columns(file, ["unit", "n", "unit"])
    assert found.to_pydict() == {"unit": ["Bryn Môn", "Castell"], "n": ["12", None]}


def test_commas_in_names_do_not_hide_semicolons(tmp_path):
    head = ("unit, as now", "month, from", "n")
    file = written(tmp_path / "a.csv", head=head, mark=";")
    assert read_columns(file, ["n"]).to_pydict() == {"n": ["12", None]}


def test_parquet_is_known_by_its_bytes(tmp_path):
    pq.write_table(pa.table({"a": [1], "b": [2]}), tmp_path / "a.csv")
    assert read_columns(tmp_path / "a.csv", ["b"]).to_pydict() == {"b": [2]}
    assert line_of(tmp_path / "a.csv", 1) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is nothing in it"),
        (b"\n \n", "there is nothing in it"),
        (b"PK\x03\x04...", "save the sheet as CSV first"),
        (b"a,b\x00c", "neither CSV nor Parquet"),
        (b"PAR1 and no more", "cannot be read as a table"),
        (b"a,b\n1,2\n", "there is no column “n”. Its columns are a, b."),
        (b"n,n\n1,2\n", "the column “n” stands there more than once"),
        (b"n,b\n1,2\n3\n4,5\n6,7,8\n", "row 3: it has 1 cells, where the head has 2. So have 1 m"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, capsys, content, said):
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(typer.Exit) as ended:
        read_columns(file, ["n"])
    assert ended.value.exit_code == 2
    told = capsys.readouterr().err
    assert said in told
    assert str(file) in told


def test_two_missing_columns_and_a_missing_file(tmp_path, capsys):
    with pytest.raises(typer.Exit):
        read_columns(written(tmp_path / "a.csv"), ["x", "y", "n"])
    with pytest.raises(typer.Exit):
        read_columns(tmp_path / "none.csv", ["n"])
    with pytest.raises(typer.Exit):
        read_columns(tmp_path, ["n"])
    told = capsys.readouterr().err
    assert "there is no columns “x”, “y”" not in told
    assert "there are no columns “x”, “y”" in told
    assert "There is no file" in told
    assert "cannot be read as a table" in told


def test_a_row_of_the_table_is_found_in_the_file(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('\nn;b\n1;2\n\n3;"4\n5"\n6;7\n', encoding="utf-8")
    assert [line_of(file, row) for row in (1, 2, 3)] == [3, 5, 6]


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1), min_size=1
    )
)
def test_no_row_is_lost_and_no_cell_changed(tmp_path_factory, cells):
    import csv

    file = tmp_path_factory.mktemp("any") / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["n", "m"], *([cell, "1"] for cell in cells)])
    assert read_columns(file, ["n"])["n"].to_pylist() == cells
