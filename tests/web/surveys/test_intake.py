"""Answering a survey: from the start page to the thanks, and back with a code."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.web.surveys import gate
from avow.web.surveys.models import Answer, Response, Survey
from tests.web.surveys.answering import Somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def easy_gate(monkeypatch):
    """Let anybody in at once: what keeps floods out has tests of its own."""
    monkeypatch.setattr(gate, "BITS", 2)
    gate.gate.clear()


@pytest.fixture
def somebody(ready_survey):
    return Somebody(ready_survey)


def test_somebody_answers_checks_and_sends(somebody):
    somebody.start()
    assert somebody.heading == "Trust"
    assert "Page 1 of 5" in somebody.text
    somebody.press("next", **{"q-agree-1": "agree", "q-words-1": "More advisers in Southgate."})
    assert somebody.heading == "Safety"
    somebody.to_check()
    assert "Agree" in somebody.text
    assert "More advisers in Southgate." in somebody.text
    assert Response.objects.get().state == "started"
    somebody.press("send")
    assert "Your answers have been sent" in somebody.heading
    response = Response.objects.get()
    assert (response.state, response.sent_on) == ("sent", timezone.localdate())
    assert {a.question.key: (a.choices, a.text) for a in response.answers.all()} == {
        "agree-1": (["agree"], ""),
        "words-1": ([], "More advisers in Southgate."),
    }


def test_nobody_must_answer_anything(somebody):
    somebody.start().to_check().press("send")
    assert Response.objects.get().state == "sent"
    assert not Answer.objects.exists()


def test_what_was_answered_stands_there_when_one_goes_back(somebody):
    somebody.start()
    somebody.press("next", **{"q-agree-1": "agree"}).press("back")
    assert somebody.heading == "Trust"
    assert somebody.tree.xpath("//input[@name='q-agree-1' and @checked]/@value") == ["agree"]


def test_one_comes_back_with_the_code_changes_and_withdraws(somebody, ready_survey):
    somebody.start().press("next", **{"q-words-1": "First thought."})
    somebody.press("later")
    code = somebody.code
    later = Somebody(ready_survey, "198.51.100.9")
    later.get("return/")
    later.press("resume", code=code.replace("-", " "))
    assert later.heading == "Check your answers"
    assert "First thought." in later.text
    later.press("change")
    later.press("next", **{"q-words-1": "Second thought."})
    assert later.heading == "Check your answers"
    later.press("send").press("check")
    later.press("withdraw")
    assert "cannot be restored" in later.text
    assert Answer.objects.count() == 1
    later.press("withdraw-now")
    assert not Answer.objects.exists()
    response = Response.objects.get()
    assert (response.state, response.code_digest, response.sent_on) == ("withdrawn", "", None)
    later.get("return/").press("resume", code=code)
    assert "We do not know this code" in later.text


def test_a_page_left_behind_opens_nothing(somebody, ready_survey):
    somebody.start()
    old = somebody.key
    somebody.press("next", **{"q-words-1": "For nobody else."})
    stranger = Somebody(ready_survey)
    for do in ("back", "check", "next", "later"):
        stranger.send_form({"key": old, "do": do})
        assert "For nobody else" not in stranger.page
        assert stranger.heading == "Go on with answers you began"


def test_a_lost_page_may_be_asked_for_once_more_by_the_script_only(somebody):
    somebody.start()
    fields = somebody.form("next")
    somebody.press("next")
    somebody.send_form(fields, headers={"HX-Request": "true"})
    assert somebody.heading == "Safety"
    somebody.press("next")
    somebody.send_form(fields, headers={"HX-Request": "true"})
    assert somebody.heading == "Go on with answers you began"


def test_reloading_by_address_shows_nothing(somebody):
    somebody.start()
    answer = somebody.client.get(somebody.home + "answer/")
    assert answer.status_code == 302
    assert answer.url == somebody.home


def test_no_page_is_kept_and_no_cookie_is_set(somebody):
    somebody.start()
    assert somebody.response.headers["Cache-Control"] == "private, no-store"
    assert not somebody.client.cookies


def test_forms_on_other_sites_are_refused(somebody):
    fields = {"do": "start"}
    somebody.send_form(fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert somebody.response.status_code == 403


def test_a_closed_survey_says_so_and_takes_nothing(somebody, ready_survey):
    somebody.start().press("next", **{"q-words-1": "Nearly."})
    Survey.objects.filter(pk=ready_survey.pk).update(closes_at=timezone.now())
    somebody.press("next", **{"q-words-2": "Too late."})
    assert "This survey is closed" in somebody.text
    assert Answer.objects.count() == 1
    assert "Closed" in somebody.client.get("/have-your-say/").content.decode()
    assert not Response.objects.exists()


def test_a_survey_to_come_says_when(lead, survey, somebody):
    Survey.objects.filter(pk=somebody.survey.pk)
    future = Somebody(somebody.survey)
    now = timezone.now()
    assert not somebody.survey.takes_answers(now - timedelta(days=3))
    assert future.get().response.status_code == 200


def test_a_draft_is_not_there(survey):
    assert Somebody(survey).get().response.status_code == 404


def test_text_that_is_too_long_is_kept_on_the_page(somebody):
    somebody.start().press("next", **{"q-words-1": "word " * 1000})
    assert somebody.heading == "Trust"
    assert "Shorten it to 4000 characters" in somebody.text
    assert "word word" in somebody.page
    assert not Answer.objects.exists()


def test_values_that_are_not_offered_are_refused(somebody):
    somebody.start().press("next", **{"q-agree-1": "whatever"})
    assert "Choose from the list" in somebody.text
    assert not Answer.objects.exists()
