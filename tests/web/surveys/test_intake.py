"""Answering a survey: from the start page to the thanks, and back with a code."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.web.surveys import actions, gate, texts
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


def test_a_survey_to_come_says_when(lead, survey):
    now = timezone.now()
    opens = now + timedelta(days=3)
    actions.set_dates(by=lead, survey=survey, opens_at=opens, closes_at=opens + timedelta(days=9))
    somebody = Somebody(actions.make_ready(by=lead, survey=survey))
    somebody.get()
    assert f"opens on {timezone.localdate(opens):%-d %B %Y}" in somebody.text
    assert not somebody.tree.xpath("//button")
    listed = somebody.client.get("/have-your-say/").content.decode()
    assert "To come" in listed


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


@pytest.fixture
def of_every_kind(lead, survey):
    """Return somebody in front of a survey that also ranks, and asks depending on an answer."""
    section = actions.add_section(by=lead, survey=survey, title="More")
    asking = actions.Asking(wording="Where?", options=["Home", "Bus"])
    where = actions.add_question(by=lead, section=section, kind="multiple", asking=asking)
    asking = actions.Asking(wording="Which line?")
    line = actions.add_question(by=lead, section=section, kind="text", asking=asking)
    actions.set_condition(
        by=lead,
        part=line,
        revision=line.revision,
        condition={"question": where.key, "any_of": ["bus"]},
    )
    asking = actions.Asking(wording="First?", options=["Light", "Staff", "Money"])
    actions.add_question(by=lead, section=section, kind="ranking", asking=asking)
    now = timezone.now()
    actions.set_dates(
        by=lead,
        survey=survey,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=14),
    )
    somebody = Somebody(actions.make_ready(by=lead, survey=survey)).start()
    while somebody.heading != "More":
        somebody.press("next")
    return somebody


def test_a_question_that_hangs_on_an_answer_is_asked_before_one_goes_on(of_every_kind):
    somebody = of_every_kind
    assert somebody.tree.xpath("//*[@data-av-question='which-line' and @hidden]")
    somebody.press("next", **{"q-where": ["home", "bus"]})
    assert somebody.heading == "More"
    assert somebody.tree.xpath("//*[@data-av-question='which-line' and not(@hidden)]")
    somebody.press("next", **{"q-which-line": "The 43."})
    assert somebody.heading == "Check your answers"
    assert "The 43." in somebody.text


def test_an_answer_that_is_no_longer_asked_for_is_erased_when_sent(of_every_kind):
    somebody = of_every_kind
    somebody.press("next", **{"q-where": "bus"}).press("next", **{"q-which-line": "The 43."})
    change = [b for b in somebody.tree.xpath("//button/@value") if b.startswith("change:")][-1]
    somebody.press(change)
    somebody.press("next", **{"q-where": "home", "shown": ["where", "first"]})
    assert "The 43." not in somebody.text
    somebody.press("send")
    assert {a.question.key for a in Answer.objects.all()} == {"where"}


def test_things_are_put_in_order_by_numbers(of_every_kind):
    somebody = of_every_kind
    twice = {"q-first.light": "2", "q-first.staff": "2", "q-first.money": ""}
    somebody.press("next", **twice)
    assert "Give each place only once." in somebody.text
    chosen = somebody.tree.xpath("//select/option[@selected]/@value")
    assert chosen == ["2", "2"]
    assert not Answer.objects.exists()
    somebody.press("next", **{"q-first.light": "3", "q-first.staff": "1"})
    assert Answer.objects.get().choices == ["staff", "light"]
    assert "1. Staff" in somebody.text


def test_language_and_direction_are_those_of_the_survey(lead, survey):
    actions.set_languages(by=lead, survey=survey, languages=["ar", "en-x-easyread"])
    survey.refresh_from_db()
    for tag in ("ar", "en-x-easyread"):
        said = {text.key: f"{tag} {text.source}" for text in texts.texts(survey)}
        actions.set_translation(by=lead, survey=survey, language=tag, said=said)
    now = timezone.now()
    actions.set_dates(
        by=lead, survey=survey, opens_at=now - timedelta(1), closes_at=now + timedelta(9)
    )
    somebody = Somebody(actions.make_ready(by=lead, survey=survey))
    somebody.get(language="ar")
    assert somebody.tree.get("dir") == "rtl"
    assert somebody.tree.get("lang") == "ar"
    somebody.start("ar")
    assert somebody.heading == "ar Trust"
    assert Response.objects.get().language == "ar"
    somebody.press("next", **{"q-words-1": "نعم"}).to_check(said="ar Check your answers")
    somebody.get(language="xx")
    assert somebody.tree.get("lang") == "en"
