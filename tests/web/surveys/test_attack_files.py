"""A file of answers in the hands of somebody on the staff who means harm, or takes no care."""

import pytest

from avow.analysis.responses.exports import Column, apply, guess, read_export
from avow.web.surveys import actions, importing
from avow.web.surveys.models import Answer, Question, RefusedRow
from avow.web.surveys.models.survey import ELSEWHERE

pytestmark = pytest.mark.django_db

DISCLOSED = "He hits me when I go out"
HEAD = "Response ID,Which area?,What else?,Email address\n"
ROWS = [
    f"r{n},Northbank,{'Nothing' if n % 2 else 'More buses'},jane{n}@home.example\n"
    for n in range(12)
]
CSV = (HEAD + "".join(ROWS) + f"r90,Northbank,{DISCLOSED},joan@home.example\n").encode()


@pytest.fixture
def elsewhere(lead, published):
    return actions.create_survey(
        by=lead, version=published, title="Asked elsewhere", place=ELSEWHERE, filled=False
    )


@pytest.fixture
def intake(lead, elsewhere):
    return actions.hold_file(by=lead, survey=elsewhere, data=CSV, name="export.csv")


def mapped(lead, intake, kind):
    """Have the words of the file said to be a new question of a kind."""
    export = importing.export_of(intake)
    columns, new = guess(export)
    asked = next(one for one in new if one.wording == "What else?")
    others = tuple(one for one in new if one is not asked)
    opened = type(asked)(asked.key, kind, asked.wording, (), is_open=kind != "text")
    return actions.map_columns(by=lead, intake=intake, columns=columns, new=(*others, opened))


def test_a_disclosure_among_repeated_words_is_taken_for_words(intake):
    assert {one["wording"]: one["kind"] for one in intake.new_questions} == {
        "Which area?": "single",
        "What else?": "text",
    }


def test_a_disclosure_becomes_no_answer_to_choose_from(lead, intake, elsewhere):
    done = actions.take_in_responses(by=lead, intake=mapped(lead, intake, "single"))
    assert (done.added, done.refused) == (12, 1)
    assert "hits" not in str(list(Question.objects.values("options")))
    assert "own words" in RefusedRow.objects.get().reason
    assert DISCLOSED not in str(list(Answer.objects.values_list("choices", flat=True)))


def test_what_many_chose_is_a_choice_whatever_it_speaks_of():
    said = "Yes and I was assaulted"
    rows = "".join(f"{n},{said if n % 2 else 'No'}\n" for n in range(20))
    export = read_export(f"Number,Were you a victim?\n{rows}".encode(), "a.csv")
    columns, new = guess(export)
    assert new[0].kind == "single"
    assert not apply(export, columns, new).refused


def test_the_mapping_page_quotes_choices_and_nothing_else(desk, intake):
    shown = desk.get(f"/staff/surveys/file/{intake.pk}/").content.decode()
    assert "“Northbank”" in shown
    assert "home.example" not in shown
    assert "hits me" not in shown


def test_words_mapped_to_choices_are_not_offered_one_by_one(desk, lead, ready_survey):
    area = ready_survey.questions.get(key="area")
    data = f"{area.wording['en']}\nNorthbank\nNowhere\n{DISCLOSED}\n".encode()
    intake = actions.hold_file(by=lead, survey=ready_survey, data=data, name="a.csv")
    shown = desk.get(f"/staff/surveys/file/{intake.pk}/").content.decode()
    assert "Nowhere" in shown
    assert "hits me" not in shown


def test_no_reason_kept_in_clear_quotes_a_disclosure(lead, ready_survey):
    area = ready_survey.questions.get(key="area")
    data = f"{area.wording['en']},Date\n{DISCLOSED},1/1/2026\nNorthbank,{DISCLOSED}\n".encode()
    intake = actions.hold_file(by=lead, survey=ready_survey, data=data, name="a.csv")
    done = actions.take_in_responses(by=lead, intake=intake)
    reasons = list(RefusedRow.objects.values_list("reason", flat=True))
    assert done.refused == len(reasons) == 2
    assert "hits" not in str(reasons)


@pytest.fixture
def refused(lead, elsewhere):
    """Return a file of which one row was refused: another answer had its key."""
    data = CSV + b"r90,Northbank,He threatens to kill me,\n"
    intake = actions.hold_file(by=lead, survey=elsewhere, data=data, name="export.csv")
    return actions.take_in_responses(by=lead, intake=intake)


def test_a_refused_disclosure_is_not_read_by_others(lead, person, signed_in, refused):
    address = f"/staff/surveys/file/{refused.pk}/refused.csv"
    other = signed_in(person("analyst", 2)).get(address).content.decode()
    assert "kill" not in other
    assert "on a row above already" in other
    assert "trained reader" in other
    assert "kill" in signed_in(lead).get(address).content.decode()


def test_refused_rows_without_a_disclosure_are_mended_by_any_colleague(lead, person, elsewhere):
    data = CSV + b"r1,Northbank,More lights,\n"
    intake = actions.hold_file(by=lead, survey=elsewhere, data=data, name="export.csv")
    actions.take_in_responses(by=lead, intake=intake)
    [(_row, _column, _reason, cells)] = actions.read_refused(by=person("analyst", 2), intake=intake)
    assert "More lights" in cells


def test_no_header_of_a_file_runs_in_a_spreadsheet(lead, elsewhere, desk):
    data = b"Response ID,=1+1,@SUM(A1)\nr1,a,b\nr1,c,d\n"
    intake = actions.hold_file(by=lead, survey=elsewhere, data=data, name="=cmd.csv")
    columns = {"Response ID": Column("key")} | importing.columns_of(intake)
    actions.map_columns(
        by=lead, intake=intake, columns=columns, new=importing.new_questions(intake)
    )
    actions.take_in_responses(by=lead, intake=intake)
    text = desk.get(f"/staff/surveys/file/{intake.pk}/refused.csv").content.decode()
    assert text.startswith("\ufeffResponse ID,'=1+1,'@SUM(A1),")
