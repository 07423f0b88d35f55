import io

import openpyxl
import pytest

from avow.analysis.responses.exports import ManifestError, apply, read_export, read_manifest
from tests.shared import shared

HEAD = ["question", "type", "col_id", "question_easy", "type_easy", "col_id_easy"]
HEAD += ["assumed_easy", "omit", "custom_map"]
LINES = [
    ["Who are you?", "Multi-choice coded", 1, None, None, None, "A person", False, None],
    ["Do you agree?", "Multi-choice coded", 2, "Good idea?", "", 1, None, False, "scale"],
    ["Why?", "Long text", 3, "Tell us more", "Long text", 2, None, False, None],
    ["Response ID", None, 4, None, None, 3, None, False, None],
    ["Started", None, 5, None, None, 4, None, True, None],
]
SCALE = [
    ["main", "easy", "final"],
    ["Agree", "Yes", "Agree"],
    ["Disagree", "No", "Disagree"],
    ["NA", "NA", "NA"],
]


def book(**sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def manifest():
    return read_manifest(book(all=[HEAD, *LINES], scale=SCALE))


def csv(text, name):
    return read_export(text.encode(), name)


def applied(manifest, export):
    return apply(
        export,
        manifest.columns(export),
        manifest.questions,
        source=export.name,
        assumed=manifest.assumed(export),
    )


def test_both_versions_answer_the_same_questions(manifest):
    main = csv("Who are you?,Do you agree?,Why?,Response ID,Started\nStaff,Agree,W,1,9am\n", "main")
    easy = csv("Good idea?,Tell us more,Response ID,Started\nNo,T,2,9am\n", "easy")
    assert not manifest.is_easy(main)
    assert manifest.is_easy(easy)
    [row] = applied(manifest, main).rows
    assert row.choices == {"who-are-you": ("Staff",), "do-you-agree": ("Agree",)}
    assert (row.key, row.texts) == ("1", {"why": "W"})
    [row] = applied(manifest, easy).rows
    assert row.choices == {"who-are-you": ("A person",), "do-you-agree": ("Disagree",)}
    assert row.texts == {"why": "T"}


def test_a_scale_of_agreement_is_known_as_one(manifest):
    assert {asked.key: asked.kind for asked in manifest.questions} == {
        "who-are-you": "single",
        "do-you-agree": "agreement",
        "why": "text",
    }


def test_an_export_of_another_survey_is_refused(manifest):
    with pytest.raises(ManifestError, match="no column that the manifest names"):
        manifest.columns(csv("Colour\nred\n", "paint.csv"))


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ({"other": [["a"], ["b"]]}, "has no column question"),
        ({"all": [HEAD, ["Q", "Essay", 1]]}, "row 2: “Essay” is no type"),
        ({"all": [HEAD, LINES[1]]}, "no sheet “scale”"),
        ({"all": [HEAD, LINES[1]], "scale": [["a"], ["b"]]}, "needs the columns main"),
    ],
)
def test_manifests_that_do_not_say_enough_are_refused(sheets, words):
    with pytest.raises(ManifestError, match=words):
        read_manifest(book(**sheets))


def test_what_is_no_spreadsheet_is_no_manifest():
    with pytest.raises(ManifestError, match="cannot be read as a manifest"):
        read_manifest(b"not a workbook")


@pytest.mark.slow
def test_the_four_linked_exports_of_the_example_come_to_every_row():
    folder = shared("data/text/dhsc_example_exports")
    manifest = read_manifest((folder / "manifest" / "manifest.xlsx").read_bytes())
    rows = {}
    for file in sorted((folder / "responses").iterdir()):
        export = read_export(file.read_bytes(), file.name)
        done = applied(manifest, export)
        assert not done.refused
        rows[file.name] = len(done.rows)
        agreed = {value for row in done.rows for value in row.choices.get(_AGREES, ())}
        assert agreed <= {"Strongly agree", "Agree", "Disagree", "Strongly disagree"}
    assert sorted(rows.values()) == [3, 3, 20, 20]


_AGREES = "to-what-extent-do-you-agree-with-thing-a"
