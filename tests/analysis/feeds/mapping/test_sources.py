"""An extract reads alike from CSV of any kind, a workbook, Parquet and a database."""

import sqlite3
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from avow.analysis import feeds
from avow.analysis.feeds.mapping import chunks, database
from avow.analysis.feeds.mapping.chunks import Extract, opened
from tests.analysis.feeds.mapping.northshire import MAP, crime, load, mapped, written

WANTED = ("b", "a")


def read(path: Path, sheet: str = "", skip: int = 0, wanted=WANTED):
    """Return (row number, values) of every row, and the numbers left out."""
    found = list(chunks.chunks(opened(path), wanted, sheet, skip))
    rows = [
        (number, tuple(row.values()))
        for chunk in found
        for number, row in zip(chunk.numbers.to_pylist(), chunk.rows.to_pylist(), strict=True)
    ]
    return rows, [number for chunk in found for number, _ in chunk.gone]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_any_kind(tmp_path, encoding, delimiter):
    text = f"A{delimiter}B\n1{delimiter}José\n2{delimiter}x\n".replace("\n", "\r\n")
    path = tmp_path / "e.csv"
    path.write_bytes(text.encode(encoding))
    assert read(path) == ([(2, ("José", "1")), (3, ("x", "2"))], [])


def test_rows_keep_the_numbers_that_a_person_sees(tmp_path):
    path = tmp_path / "e.csv"
    path.write_text('Extract of May\nA,B\n1,"x\ny"\n2\n3,z,w\n4,u\n', encoding="utf-8")
    assert read(path, skip=1) == ([(3, ("x\ny", "1")), (6, ("u", "4"))], [4, 5])


def test_a_file_larger_than_a_block(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "BLOCK", 1 << 12)
    path = tmp_path / "e.csv"
    lines = [f"{n},{'x' * 50}" if n % 100 else f"{n}" for n in range(1, 1001)]
    path.write_text("A,B\n" + "\n".join(lines) + "\n", encoding="utf-8")
    rows, gone = read(path)
    assert gone == [n + 1 for n in range(100, 1001, 100)]
    assert [(number, int(a)) for number, (_, a) in rows] == [
        (n + 1, n) for n in range(1, 1001) if n % 100
    ]


@pytest.mark.slow
def test_a_workbook_and_its_sheets(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Crimes")
    for row in (["Title"], ["A", "B"], [1, "x"], [None, None], [2, "y"]):
        sheet.append(row)
    book.save(tmp_path / "e.xlsx")
    assert read(tmp_path / "e.xlsx", "Crimes", 1) == ([(3, ("x", "1")), (5, ("y", "2"))], [])
    with pytest.raises(feeds.FeedError, match="Notes, Crimes"):
        read(tmp_path / "e.xlsx", "Other")
    with pytest.raises(feeds.FeedError, match="no header"):
        read(tmp_path / "e.xlsx", "Crimes", 9)
    assert chunks.header(opened(tmp_path / "e.xlsx"), "Crimes", 1) == ["a", "b"]


def test_parquet_keeps_its_types(tmp_path):
    pq.write_table(pa.table({"A": [1, 2], "B": ["x", "y"], "C": [0, 0]}), tmp_path / "e.parquet")
    assert read(tmp_path / "e.parquet") == ([(1, ("x", 1)), (2, ("y", 2))], [])
    assert chunks.header(opened(tmp_path / "e.parquet"), "", 0) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "no header"),
        (b"A,C\n1,2\n", "has no column b. Columns found, as the map knows them: a, c"),
        (b"A,B,b\n1,2,3\n", "column b more than once"),
        (b"PAR1 but no more", "damaged or cut-off Parquet"),
        (b"PK\x03\x04 but no more", "damaged"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, content, said):
    path = tmp_path / "e.csv"
    path.write_bytes(content)
    with pytest.raises(feeds.FeedError, match=said):
        read(path)


def test_no_file_and_a_folder(tmp_path):
    with pytest.raises(feeds.FeedError, match="does not exist"):
        opened(tmp_path / "none.csv")
    with pytest.raises(feeds.FeedError, match="is a folder"):
        opened(tmp_path)


def test_a_header_alone_holds_no_rows(tmp_path):
    path = tmp_path / "e.csv"
    path.write_text("A,B\n", encoding="utf-8")
    assert read(path) == ([], [])
    assert isinstance(opened(path), Extract)


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table crimes (ref text, day text, n integer)")
        many = [(f"NS/{i}", "01/02/2024", i) for i in range(5)]
        connection.executemany("insert into crimes values (?, ?, ?)", many)
    connection.close()
    return f"sqlite:///{path}"


@pytest.mark.slow
def test_a_database_answers_in_pieces(records, monkeypatch):
    monkeypatch.setattr(database, "ROWS", 2)
    query = "select ref as B, n as A from crimes order by n"
    found = list(database.asked(records, query, WANTED))
    assert [chunk.rows.num_rows for chunk in found] == [2, 2, 1]
    assert found[1].rows.to_pylist()[0] == {"b": "NS/2", "a": 2}
    assert found[1].numbers.to_pylist() == [3, 4]


@pytest.mark.parametrize(
    ("url", "query", "said"),
    [
        ("nonsense", "select 1", "cannot be used"),
        ("sqlite://", "select * from nowhere", "refused: no such table"),
        ("sqlite://", "select 1 as c", "has no column b, a"),
    ],
)
def test_a_database_that_refuses(url, query, said):
    with pytest.raises(feeds.FeedError, match=said):
        list(database.asked(url, query, WANTED))


def test_a_database_file_that_is_not_there_is_told_and_not_made(tmp_path):
    with pytest.raises(feeds.FeedError, match=r"no database file lost\.db"):
        list(database.asked(f"sqlite:///{tmp_path}/lost.db", "select 1", WANTED))
    assert not list(tmp_path.iterdir())


def test_a_password_is_never_told():
    url = "postgresql+nothing://me:secret@host/records"
    with pytest.raises(feeds.FeedError) as error:
        list(database.asked(url, "select 1", WANTED))
    assert "secret" not in str(error.value)


@pytest.mark.slow
def test_a_map_loads_from_a_database_and_knows_the_same_answer_again(tmp_path, data, records):
    text = MAP[: MAP.index("[offences]")] + (
        '[database]\nurl_from = "NORTHSHIRE_RECORDS"\n[offences]\n'
        'query = "select ref, day from crimes"\n[offences.columns]\noffence = "ref"\n'
        'recorded_on = "day"\noffence_group = { always = "stalking" }\n'
        "precursor = { always = false }\n"
    )
    known = mapped(tmp_path, text)
    with pytest.raises(feeds.FeedError, match="NORTHSHIRE_RECORDS"):
        load(data, known)
    first = load(data, known, database=records)
    assert [t.rows_loaded for t in first.report.tables] == [5]
    assert first.report.sources[0].name == "the database"
    assert not load(data, known, database=records).changed


@pytest.mark.slow
def test_the_same_extract_loads_alike_from_csv_workbook_and_parquet(tmp_path):
    text = MAP[: MAP.index("[victims]")]
    source = written(tmp_path / "crimes.csv", [crime("NS/1"), crime("NS/2", DA="")])
    rows = pa.csv.read_csv(
        source,
        convert_options=pa.csv.ConvertOptions(column_types={"Date Recorded": pa.string()}),
    )
    pq.write_table(rows, tmp_path / "crimes.parquet")
    book = openpyxl.Workbook()
    book.active.append(rows.column_names)
    for row in rows.to_pylist():
        book.active.append(list(row.values()))
    book.save(tmp_path / "crimes.xlsx")
    found = []
    for kind in ("csv", "parquet", "xlsx"):
        data = tmp_path / kind
        load(data, mapped(tmp_path, text), tmp_path / f"crimes.{kind}")
        (file,) = (data / "facts").rglob("offences.parquet")
        found.append(pq.read_table(file))
    assert found[0].num_rows == 2
    assert found[0].equals(found[1])
    assert found[0].equals(found[2])
