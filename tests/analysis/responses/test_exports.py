import contextlib
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.responses import exports
from avow.analysis.responses.exports import Asked, Column, ExportError, apply, guess, read_export

CSV = """Respondent ID,Status,Where do you live?,How far do you agree?,What is missing?,IP address
r1,completed,Northside,Agree,"Light the towpath,
please",10.0.0.1
r2,completed,Southside,Strongly disagree,,10.0.0.2
r3,abandoned,Northside,Agree,x,10.0.0.3

r4,completed,Northside,Agree,More buses,10.0.0.4
"""


def csv(text, name="answers.csv", **how):
    return read_export(text.encode(), name, **how)


def xlsx(*rows, title="Sheet1"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(export, questions=()):
    columns, new = guess(export, questions)
    return columns, [*questions, *new], apply(export, columns, [*questions, *new])


def test_headers_rows_and_their_numbers_in_the_file():
    export = csv(CSV)
    assert export.headers[:2] == ("Respondent ID", "Status")
    assert export.numbers == (2, 3, 4, 6)
    assert export.rows[0][4] == "Light the towpath,\nplease"


def test_every_row_is_a_response_or_refused_with_the_reason():
    columns, _, done = read(csv(CSV))
    assert [row.key for row in done.rows] == ["r1", "r2", "r4"]
    [refused] = done.refused
    assert (refused.number, refused.column) == (4, "Status")
    assert "abandoned" in refused.reason
    assert columns["IP address"].use == "skip"


def test_kinds_of_questions_are_guessed_from_their_values():
    rows = "\n".join(f"{n},{'Agree' if n % 2 else 'Disagree'},Own words {n},A" for n in range(40))
    export = csv(f"Number,Do you agree?,Why?,Area\n{rows}\n")
    _, new = guess(export)
    assert {asked.wording: asked.kind for asked in new} == {
        "Do you agree?": "agreement",
        "Why?": "text",
        "Area": "single",
    }


def test_a_header_that_is_a_question_answers_it():
    asked = Asked("area", "single", "Where do you live?", (("n", ("Northside",)),))
    columns, new = guess(csv(CSV), [asked])
    assert columns["Where do you live?"] == Column("answer", "area")
    assert "Where do you live?" not in {one.wording for one in new}


def test_a_value_that_a_fixed_question_does_not_have_is_refused_until_it_is_mapped():
    asked = Asked("area", "single", "Where do you live?", (("n", ("Northside",)),))
    export = csv(CSV)
    columns, new = guess(export, [asked])
    refused = apply(export, columns, [asked, *new]).refused
    assert "“Southside” is none of the answers" in refused[0].reason
    mapped = {
        **columns,
        "Where do you live?": Column("answer", "area", values={"Southside": "Northside"}),
    }
    done = apply(export, mapped, [asked, *new])
    assert [row.choices["area"] for row in done.rows] == [("n",)] * 3


def test_two_header_rows_name_the_parts_of_one_question():
    data = xlsx(
        ["Number", "Whom did you tell?", None, None, "Anything else?"],
        [None, "Police", "A friend", "Nobody", "Open-Ended Response"],
        ["a", "Police", "A friend", None, "It took courage"],
        ["b", None, None, "Nobody", None],
    )
    export = read_export(data, "two.xlsx")
    assert export.header_rows == 2
    assert export.headers == (
        "Number",
        "Whom did you tell?: Police",
        "Whom did you tell?: A friend",
        "Whom did you tell?: Nobody",
        "Anything else?",
    )
    _, questions, done = read(export)
    assert [one.kind for one in questions] == ["multiple", "text"]
    assert done.rows[0].choices["whom-did-you-tell"] == ("Police", "A friend")
    assert done.rows[1].choices["whom-did-you-tell"] == ("Nobody",)
    assert export.numbers == (3, 4)


def test_numbers_and_dates_of_a_spreadsheet_read_as_people_wrote_them():
    data = xlsx(["ID", "Completed", "Age"], [7, date(2026, 3, 1), 31.0], [8, "2/3/2026", 40])
    export = read_export(data, "ages.xlsx")
    assert export.rows[0] == ("7", "2026-03-01", "31")
    columns, new = guess(export)
    done = apply(export, columns, new)
    assert [row.day for row in done.rows] == [date(2026, 3, 1), date(2026, 3, 2)]


def test_two_people_who_answer_the_same_are_two_and_the_file_again_adds_nobody():
    text = "Why?,Area\nFear,N\nFear,N\nBuses,S\n"
    keys = [[row.key for row in read(csv(text))[2].rows] for _ in range(2)]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 3


def test_a_key_twice_in_a_file_is_refused_the_second_time():
    _, _, done = read(csv("ID,Why?\n1,Fear\n1,Light\n"))
    assert len(done.rows) == 1
    assert "above already" in done.refused[0].reason


def test_an_answer_changed_at_the_source_has_another_digest_under_the_same_key():
    before, after = (read(csv(f"ID,Why?\n1,{words}\n"))[2].rows[0] for words in ("Fear", "Light"))
    assert before.key == after.key
    assert before.digest != after.digest


def test_one_cell_may_hold_several_choices():
    _, questions, done = read(csv("ID,Where?\n1,Bus|Tram\n2,Bus\n3,Tram|Park|Bus\n4,Bus|Park\n"))
    [where] = questions
    assert where.kind == "multiple"
    assert done.rows[2].choices[where.key] == ("Tram", "Park", "Bus")


def test_headers_alike_are_told_apart_and_empty_ones_named():
    assert csv("Why,Why,\na,b,c\n").headers == ("Why", "Why (2)", "Column 3")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b",,\n\n", "no cell"),
        (b"A,B\n", "no answers under"),
        (b"PK\x03\x04 no real archive", "cannot be read as a spreadsheet"),
        (b"\x89PNG\0\0\0", "neither CSV nor XLSX"),
        (b'A,B\n"open,1\n', "no CSV file"),
    ],
)
def test_files_that_hold_no_answers_are_refused_with_what_to_do(data, words):
    with pytest.raises(ExportError, match=words):
        read_export(data, "file")


def test_a_sheet_that_is_not_there_is_named():
    with pytest.raises(ExportError, match="no sheet “Answers”, only Sheet1"):
        read_export(xlsx(["A"], ["b"]), "book.xlsx", sheet="Answers")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheet_programs_are_read(encoding):
    export = read_export("ID;Why?\n1;Café’s “light”\n".encode(encoding), "a.csv")
    assert export.rows == (("1", "Café’s “light”"),)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=25))
def test_no_row_is_lost_or_counted_twice(rows):
    data = xlsx(["Response ID", "Area", "Why?"], *rows)
    try:
        export = read_export(data, "any.xlsx", header_rows=1)
    except ExportError:
        assert not any(cell.strip() for row in rows for cell in row)
        return
    _, _, done = read(export)
    numbers = [row.number for row in done.rows] + [row.number for row in done.refused]
    assert sorted(numbers) == sorted(export.numbers)
    assert len({row.key for row in done.rows}) == len(done.rows)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data):
    with contextlib.suppress(ExportError):
        export = read_export(data, "any.csv")
        assert len(set(export.headers)) == len(export.headers)
        assert all(len(row) == len(export.headers) for row in export.rows)


def test_what_a_column_is_can_be_kept_and_read_again():
    column = Column("answer", "area", split="|", values={"N": "north"})
    assert Column.of(column.as_data()) == column
    assert exports.Column.of({}) == Column()
