"""Answers given elsewhere come in as files: mapped by a person, each row once, or kept with why."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from avow.analysis.responses.exports import Column, ExportError, read_manifest
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, importing
from avow.web.surveys.models import Answer, Concern, Intake, RefusedRow, Response
from avow.web.surveys.models.survey import ELSEWHERE
from tests.analysis.responses.test_manifest import HEAD, LINES, SCALE, book
from tests.web.plan.pages import page

pytestmark = pytest.mark.django_db

CSV = (
    b"Response ID,Status,Which area?,How far do you agree?,What is missing?,IP address\n"
    b'r1,completed,Northbank,Agree,"Light the towpath",10.0.0.1\n'
    b"r2,completed,Southgate,Disagree,More buses,10.0.0.2\n"
    b"r3,partial,Northbank,Agree,,10.0.0.3\n"
    b"r4,completed,Northbank,Disagree,Better lights,10.0.0.4\n"
)
GROWN = CSV + b"r5,completed,Northbank,Agree,Thank you,10.0.0.5\n"


@pytest.fixture
def elsewhere(lead, published):
    return actions.create_survey(
        by=lead, version=published, title="Asked elsewhere", place=ELSEWHERE, filled=False
    )


def held(lead, survey, data=CSV, name="export.csv", **how):
    return actions.hold_file(by=lead, survey=survey, data=data, name=name, **how)


def taken(lead, survey, data=CSV, **how):
    return actions.take_in_responses(by=lead, intake=held(lead, survey, data, **how))


def counts(intake):
    return intake.rows, intake.added, intake.repeated, intake.refused


def test_a_waiting_file_is_encrypted_and_gone_once_it_is_taken_in(lead, elsewhere):
    intake = held(lead, elsewhere)
    assert b"Light the towpath" not in bytes(Intake.objects.get().sealed_file)
    assert intake.data == CSV
    actions.take_in_responses(by=lead, intake=intake)
    assert Intake.objects.get().data == b""
    with pytest.raises(IllegalMoveError):
        actions.take_in_responses(by=lead, intake=intake)


def test_rows_become_responses_with_answers_of_each_kind(lead, elsewhere):
    assert counts(taken(lead, elsewhere)) == (4, 3, 0, 1)
    kinds = dict(elsewhere.questions.values_list("key", "kind"))
    assert kinds == {
        "which-area": "single",
        "how-far-do-you-agree": "agreement",
        "what-is-missing": "text",
    }
    first = Response.objects.get(source_key="r1")
    answers = {a.question.key: a for a in first.answers.select_related("question")}
    assert answers["which-area"].choices == ["Northbank"]
    assert answers["what-is-missing"].text == "Light the towpath"
    assert "towpath" not in answers["what-is-missing"].sealed
    assert ["10.0.0.1"] not in list(Answer.objects.values_list("choices", flat=True))


def test_the_same_file_again_adds_nothing_and_a_grown_one_only_what_is_new(lead, elsewhere):
    taken(lead, elsewhere)
    assert counts(taken(lead, elsewhere)) == (4, 0, 3, 1)
    assert counts(taken(lead, elsewhere, GROWN)) == (5, 1, 3, 1)
    assert Response.objects.count() == 4


def test_a_response_changed_at_its_source_is_refused_and_told(lead, elsewhere):
    taken(lead, elsewhere)
    intake = taken(lead, elsewhere, CSV.replace(b"More buses", b"More trams"))
    assert counts(intake) == (4, 0, 2, 2)
    reasons = [reason for _, _, reason, _ in actions.read_refused(by=lead, intake=intake)]
    assert any("with other answers" in reason for reason in reasons)


def test_a_file_that_fails_half_way_leaves_nothing(lead, elsewhere, monkeypatch):
    intake = held(lead, elsewhere)

    def fail(*_args, **_kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr(RefusedRow.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        actions.take_in_responses(by=lead, intake=intake)
    assert not Response.objects.exists()
    assert not elsewhere.questions.exists()
    monkeypatch.undo()
    assert actions.take_in_responses(by=lead, intake=intake).added == 3


def test_refused_rows_are_kept_sealed_and_reading_them_is_recorded(lead, elsewhere):
    intake = taken(lead, elsewhere)
    assert "partial" not in intake.refused_rows.get().sealed
    [(row, column, reason, cells)] = actions.read_refused(by=lead, intake=intake)
    assert (row, column) == (4, "Status")
    assert "partial" in reason
    assert "r3,partial" in cells
    assert Event.objects.filter(verb="refused-rows.read").exists()


def test_a_survey_asked_here_gets_no_questions_from_a_file(lead, ready_survey):
    keys = set(ready_survey.questions.values_list("key", flat=True))
    area = ready_survey.questions.get(key="area")
    data = CSV.replace(b"Which area?", area.wording["en"].encode())
    intake = taken(lead, ready_survey, data)
    assert intake.added == 3
    assert set(ready_survey.questions.values_list("key", flat=True)) == keys
    chosen = Answer.objects.filter(question=area).values_list("choices", flat=True)
    assert sorted(chosen) == [["Northbank"], ["Northbank"], ["Southgate"]]


def test_a_value_the_question_does_not_have_is_refused_until_it_is_mapped(lead, ready_survey):
    area = ready_survey.questions.get(key="area")
    data = CSV.replace(b"Which area?", area.wording["en"].encode()).replace(b"South", b"Sth ")
    intake = held(lead, ready_survey, data)
    export = importing.export_of(intake)
    assert len(importing.applied(intake, export).refused) == 2
    columns = importing.columns_of(intake)
    header = area.wording["en"]
    columns[header] = Column("answer", "area", values={"Sth gate": "Southgate"})
    intake = actions.map_columns(by=lead, intake=intake, columns=columns, save_as="Monthly")
    assert len(importing.applied(intake, export).refused) == 1
    again = held(lead, ready_survey, data)
    assert importing.columns_of(again)[header].values == {"Sth gate": "Southgate"}


def test_an_answer_that_may_disclose_abuse_waits_for_a_trained_reader(lead, elsewhere):
    taken(lead, elsewhere, CSV.replace(b"More buses", b"He hits me when I go out"))
    [concern] = Concern.objects.all()
    assert concern.answer.text == "He hits me when I go out"
    assert concern.answer not in Answer.objects.readable()
    assert Answer.objects.readable().filter(question__key="what-is-missing").count() == 2


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"a": Column("key"), "b": Column("key")}, "Only one column"),
        ({"a": Column("key")}, "at least one column"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(lead, elsewhere, columns, words):
    with pytest.raises(IllegalMoveError, match=words):
        actions.map_columns(by=lead, intake=held(lead, elsewhere), columns=columns)


def test_linked_exports_answer_the_same_questions(lead, elsewhere):
    manifest = read_manifest(book(all=[HEAD, *LINES], scale=SCALE))
    main = b"Who are you?,Do you agree?,Why?,Response ID,Started\nStaff,Agree,W,1,9am\n"
    easy = b"Good idea?,Tell us more,Response ID,Started\nNo,T,2,9am\n"
    for data in (main, easy):
        assert taken(lead, elsewhere, data, manifest=manifest).added == 1
    assert elsewhere.questions.count() == 3
    languages = Response.objects.order_by("source_key").values_list("language", flat=True)
    assert list(languages) == ["en", "en-x-easyread"]
    agreed = Answer.objects.filter(question__key="do-you-agree").values_list("choices", flat=True)
    assert sorted(agreed) == [["Agree"], ["Disagree"]]


def test_a_file_can_be_thrown_away_before_but_not_after(lead, elsewhere):
    intake = held(lead, elsewhere)
    actions.throw_away_file(by=lead, intake=intake)
    assert not Intake.objects.exists()
    done = taken(lead, elsewhere)
    with pytest.raises(IllegalMoveError):
        actions.throw_away_file(by=lead, intake=done)


def test_the_database_holds_that_rows_add_up_and_that_no_file_stays(lead, elsewhere):
    intake = taken(lead, elsewhere)
    for wrong in ({"rows": 9}, {"sealed_file": b"x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Intake.objects.filter(pk=intake.pk).update(**wrong)


def test_a_file_without_answers_is_refused_and_not_kept(lead, elsewhere):
    with pytest.raises(ExportError):
        held(lead, elsewhere, b"A,B\n")
    assert not Intake.objects.exists()


# Pages


def send(desk, survey, *files, **fields):
    wanted = {"header_rows": "0", "given": "online", **fields}
    uploads = [SimpleUploadedFile(f"part-{n}.csv", data) for n, data in enumerate(files)]
    return desk.post(f"/staff/surveys/{survey.pk}/files/", {**wanted, "exports": uploads})


def test_from_a_file_to_answers_on_the_pages(desk, elsewhere):
    assert "No file yet" in page(desk, "surveys:import", elsewhere.pk)
    sent = send(desk, elsewhere, CSV)
    intake = Intake.objects.get()
    assert sent.url == f"/staff/surveys/file/{intake.pk}/"
    text = page(desk, "surveys:file", intake.pk)
    assert "3 rows are responses" in text
    assert "1 cannot be taken in" in text
    assert "“Northbank”" in text
    assert "Light the towpath" not in text
    uses = {f"use-{n}": "skip" for n in range(6)} | {"use-0": "key", "use-4": "new:text"}
    desk.post(sent.url, uses)
    intake.refresh_from_db()
    assert [q["key"] for q in intake.new_questions] == ["what-is-missing"]
    # Without the column on whether it was completed, the row that has no words is refused.
    assert desk.post(f"{sent.url}take-in/").status_code == 302
    done = page(desk, "surveys:file", intake.pk)
    assert "The file itself was deleted" in done
    rows = desk.get(f"{sent.url}refused.csv").content.decode()
    assert "No question is answered in this row." in rows
    assert "r3" in rows


def test_several_files_at_once_and_one_that_cannot_be_read(desk, elsewhere):
    response = send(desk, elsewhere, CSV, b"\x89PNG\0")
    assert "neither CSV nor XLSX" in response.content.decode()
    assert Intake.objects.count() == 1


def test_a_mapping_without_any_answer_is_shown_again_with_the_problem(desk, elsewhere):
    send(desk, elsewhere, CSV)
    address = f"/staff/surveys/file/{Intake.objects.get().pk}/"
    response = desk.post(address, {f"use-{n}": "skip" for n in range(6)})
    assert response.status_code == 422
    assert "at least one column" in response.content.decode()


def test_opening_a_file_is_recorded_and_only_for_those_who_import(
    desk, elsewhere, person, signed_in
):
    send(desk, elsewhere, CSV)
    address = f"/staff/surveys/file/{Intake.objects.get().pk}/"
    before = Event.objects.filter(verb="answers-file.opened").count()
    desk.get(address)
    assert Event.objects.filter(verb="answers-file.opened").count() == before + 1
    assert signed_in(person("data-entry")).get(address).status_code == 403


def test_a_manifest_that_cannot_be_read_is_told(desk, elsewhere):
    manifest = SimpleUploadedFile("manifest.xlsx", b"no workbook")
    response = send(desk, elsewhere, CSV, manifest=manifest)
    assert "cannot be read as a manifest" in response.content.decode()
    assert not Intake.objects.exists()


def test_a_file_is_thrown_away_on_its_page(desk, elsewhere):
    send(desk, elsewhere, CSV)
    intake = Intake.objects.get()
    assert desk.post(f"/staff/surveys/file/{intake.pk}/throw-away/").status_code == 302
    assert not Intake.objects.exists()
