"""What a member of staff could work out of counts, and what a public form could bring in."""

import pytest
from django.db import connection
from django.utils import timezone

from avow.web.surveys import actions, gate, texts, waiting
from avow.web.surveys.models import Answer, Concern, Response
from tests.web.surveys.answering import Somebody

pytestmark = pytest.mark.django_db

DISCLOSED = "He hits me and I am scared to go home."


@pytest.fixture(autouse=True)
def easy_gate(monkeypatch):
    monkeypatch.setattr(gate, "BITS", 2)
    gate.gate.clear()


def running(client, survey):
    return client.get(f"/staff/surveys/{survey.pk}/").content.decode()


def test_nobody_learns_that_somebody_is_writing_a_disclosure(ready_survey):
    Somebody(ready_survey).start().press("next", **{"q-words-1": DISCLOSED})
    assert Concern.objects.exists()
    assert waiting.due(ready_survey, timezone.localdate()) == (0, 0)


def test_one_answer_in_a_language_is_not_told(lead, desk, ready_survey):
    for nonce, language in [*((str(n), "en") for n in range(20)), ("x", "pl")]:
        begun = actions.start_response(
            survey=ready_survey, language="en", nonce=nonce, now=timezone.now()
        )
        actions.send_response(response=begun, now=timezone.now())
        Response.objects.filter(pk=begun.pk).update(language=language)
    shown = running(desk, ready_survey)
    assert "Polish" in shown
    assert "not shown" in shown.partition("Polish")[2][:200]


def test_marks_that_turn_a_line_around_are_not_stored(ready_survey):
    somebody = Somebody(ready_survey).start()
    somebody.press("next", **{"q-words-1": "Fewer\u202e stops\u200b at\u2066 night"})
    assert Answer.objects.get(question__key="words-1").text == "Fewer stops at night"


def test_a_mangled_name_in_the_form_for_paper_is_no_fault_of_ours(person, signed_in, ready_survey):
    desk = signed_in(person("data-entry"))
    answer = desk.post(f"/staff/surveys/{ready_survey.pk}/paper/", {"plan.x": "words"})
    assert answer.status_code == 200
    assert not Response.objects.exists()


def test_no_key_opens_what_belongs_to_another_survey(lead, ready_survey):
    other = actions.copy_survey(by=lead, survey=ready_survey)
    actions.set_dates(
        by=lead,
        survey=other,
        opens_at=ready_survey.opens_at,
        closes_at=ready_survey.closes_at,
    )
    other = actions.make_ready(by=lead, survey=other)
    mine = Somebody(ready_survey).start()
    mine.press("next", **{"q-words-1": "More buses"})
    form = {"key": mine.key, "do": "check"}
    page = mine.client.post(f"/have-your-say/{other.slug}/answer/", form).content.decode()
    assert "More buses" not in page
    section = other.sections.first()
    form = {**mine.form("next"), "section": str(section.pk), "shown": "words-1", "q-words-1": "X"}
    mine.send_form(form)
    assert {answer.question.survey_id for answer in Answer.objects.all()} == {ready_survey.pk}


def test_of_two_translators_none_loses_work_unawares(lead, desk, survey):
    actions.set_languages(by=lead, survey=survey, languages=["pl"])
    address = f"/staff/surveys/{survey.pk}/languages/pl/"
    seen = desk.get(address).context["seen"]
    key = next(text.key for text in texts.texts(survey) if not text.gaps)
    desk.post(address, {"seen": seen, f"t-{key}": "Pierwszy"})
    again = desk.post(address, {"seen": seen, f"t-{key}": "Drugi"})
    assert "Somebody else saved translations meanwhile" in again.content.decode()
    survey.refresh_from_db()
    said = {text.key: text.translations.get("pl") for text in texts.texts(survey)}
    assert said[key] == "Pierwszy"
    assert "Drugi" in again.content.decode()


def test_nothing_is_shared_without_the_text_that_was_read(ready_survey, person, signed_in):
    somebody = Somebody(ready_survey).start()
    somebody.press("next", **{"q-words-1": DISCLOSED})
    somebody.to_check().press("send")
    concern = Concern.objects.get()
    address = f"/staff/surveys/concerns/{concern.pk}/"
    signed_in(person("trained-reader")).post(address, {"do": "share", "note": ""})
    concern.refresh_from_db()
    assert concern.state == "open"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite")
def test_what_is_erased_is_overwritten():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
