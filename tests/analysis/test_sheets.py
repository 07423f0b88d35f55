"""Spreadsheets are read in a process of their own, and a hostile one ends that process only."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from avow.analysis.responses.exports import ExportError, ManifestError, read_export, read_manifest
from avow.analysis.sheets import NoSheetError, SheetError, read_sheet, worker


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.title = "Answers"
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def far_out():
    """Return a workbook of a kilobyte or so with a cell in the last corner of the grid."""
    whole = workbook(["key", "where"], ["a", "b"])
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            data = old.read(part)
            if part.endswith("sheet1.xml"):
                corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", corner)
            new.writestr(part, data)
    return out.getvalue()


def test_cells_come_as_text():
    rows = read_sheet(workbook(["A", 7.0], [date(2026, 3, 1), None], [True, 1.5])).rows
    assert rows == [["A", "7"], ["2026-03-01", ""], ["Yes", "1.5"]]
    assert worker.text_of(datetime(2026, 3, 1, 9, 30, tzinfo=UTC)).startswith("2026-03-01 09:30")


@pytest.mark.slow
def test_a_cell_far_out_ends_the_reader_and_nothing_else():
    data = far_out()
    assert len(data) < 20_000
    with pytest.raises(SheetError, match="too large"):
        read_sheet(data, memory=600_000_000)
    with pytest.raises(ExportError, match="Save it as CSV"):
        read_export(data, "answers.xlsx")
    with pytest.raises(ManifestError):
        read_manifest(data)


def test_damaged_workbooks_are_refused():
    for data in (b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 no book", workbook(["a"])[:500]):
        with pytest.raises(SheetError, match="damaged"):
            read_sheet(data)


def test_a_sheet_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(NoSheetError, match="Answers"):
        read_sheet(workbook(["a"]), wanted="Other")
    assert worker.answer_to(workbook(["a"], ["b"]), "Answers", 1)["rows"] == [["a"]]
    assert worker.answer_to(b"nothing", "", None) == {"refused": True}
