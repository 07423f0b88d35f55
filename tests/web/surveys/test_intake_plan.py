"""Comments on the plan: on a commitment or a passage, by their author alone, until the close."""

from uuid import uuid4

import pytest
from django.utils import timezone
from lxml import html

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, answering, gate
from avow.web.surveys.models import Answer, Concern, Response
from avow.web.surveys.plan_text import readable
from tests.web.surveys.answering import Somebody, solve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def easy_gate(monkeypatch):
    monkeypatch.setattr(gate, "BITS", 2)
    gate.gate.clear()


@pytest.fixture
def plan(ready_survey):
    return readable(ready_survey.version)


@pytest.fixture
def reading(ready_survey):
    """Return somebody who has begun and reads the plan."""
    somebody = Somebody(ready_survey).start()
    while "The words of the plan" not in somebody.heading:
        somebody.press("next")
    return somebody.press("plan")


def say(somebody, commitment, text, start="", end=""):
    return somebody.press(
        "comment", lineage=str(commitment.lineage), text=text, start=str(start), end=str(end)
    )


def test_the_pieces_of_the_plan_are_its_text(plan):
    for commitment in plan:
        every = [*commitment.title, *(p for para in commitment.paragraphs for p in para.pieces)]
        assert all(commitment.text[p.start : p.end] == p.text for p in every)
        assert every[-1].end == len(commitment.text)
    assert plan[0].text.startswith("Hold our own people to account\n\nWe will deal firmly")


def test_the_page_shows_the_places_that_are_stored(reading, plan):
    piece = html.fromstring(reading.page).xpath("//p/span[@data-start]")[0]
    start, end = int(piece.get("data-start")), int(piece.get("data-end"))
    assert plan[0].text[start:end] == piece.text_content()
    say(reading, plan[0], "By when?", start, end)
    answer = Answer.objects.get()
    assert (answer.quote, answer.lineage) == (plan[0].text[start:end], plan[0].lineage)


def test_a_commitment_as_a_whole_is_commented_on_without_scripts(reading, plan):
    say(reading, plan[1], "Good.")
    answer = Answer.objects.get()
    assert (answer.text, answer.quote, answer.start) == ("Good.", "", None)
    assert "Good." in reading.text


def test_the_page_goes_on_where_the_comment_was_made(reading, plan):
    say(reading, plan[1], "By when?")
    (here,) = html.fromstring(reading.page).xpath("//*[@data-av-stay]")
    assert here.get("id") == f"c-{plan[1].lineage}"


def test_an_empty_comment_is_said_to_be_empty_where_it_stands(reading, plan):
    say(reading, plan[1], "  ")
    page = html.fromstring(reading.page)
    (said,) = page.xpath("//p[@class='govuk-error-message']")
    assert (said.get("id"), said.text) == (
        f"error-{plan[1].lineage}",
        "Select words of the plan, or choose a commitment, and write what you think of it.",
    )
    assert said.xpath("ancestor::details/@open")


def test_several_comments_are_changed_and_removed(reading, plan):
    say(reading, plan[0], "One.")
    say(reading, plan[0], "Two.", 0, 4)
    reading.press("comment-save", text="One and a half.")
    assert sorted(a.text for a in Answer.objects.all()) == ["One and a half.", "Two."]
    reading.press("comment-remove")
    assert [a.text for a in Answer.objects.all()] == ["Two."]
    reading.press("check")
    assert "Two." in reading.text
    assert plan[0].text[0:4] in reading.text


def test_a_first_comment_on_the_open_page_begins_a_response(ready_survey, plan):
    somebody = Somebody(ready_survey)
    somebody.get("plan/")
    form = somebody.form("comment")
    ticket = somebody.tree.xpath("//input[@name='ticket']")[0]
    form["work"] = solve(ticket.get("value"), int(ticket.get("data-av-bits")))
    somebody.send_form({**form, "text": "From here."})
    assert "From here." in somebody.text
    assert Answer.objects.get().response == Response.objects.get()


def test_words_are_not_lost_when_one_must_wait(ready_survey):
    somebody = Somebody(ready_survey)
    somebody.get("plan/")
    somebody.send_form({**somebody.form("comment"), "text": "Keep this."})
    assert "Please wait" in somebody.text
    assert "Keep this." in somebody.page
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("start", "end"), [("5", "2"), ("0", "99999"), ("x", "3"), ("-1", "3"), ("3", ""), ("3", "3")]
)
def test_places_that_are_not_there_are_refused(reading, plan, start, end):
    say(reading, plan[0], "Nowhere.", start, end)
    assert "Nowhere." in reading.page
    assert not Answer.objects.exists()


def test_a_commitment_of_no_plan_is_refused(reading, plan):
    reading.press("comment", lineage=str(uuid4()), text="Nowhere.")
    reading.press("comment", lineage="nonsense", text="Nowhere.")
    assert not Answer.objects.exists()


def test_nobody_changes_a_comment_of_another(reading, plan, ready_survey):
    say(reading, plan[0], "Mine.")
    comment = Answer.objects.get()
    other = Somebody(ready_survey, "198.51.100.1").start()
    fields = {"key": other.key, "do": "comment-save", "comment": str(comment.pk), "text": "Yours."}
    other.send_form(fields)
    other.send_form({**fields, "key": other.key, "do": "comment-remove"})
    assert Answer.objects.get().text == "Mine."
    with pytest.raises(Answer.DoesNotExist):
        actions.change_comment(
            response=Response.objects.exclude(pk=comment.response_id).get(),
            comment=comment,
            text="Yours.",
            now=timezone.now(),
        )


def test_a_comment_that_discloses_is_held_and_help_shown(reading, plan):
    say(reading, plan[0], "My husband is an officer and he hits me.")
    assert Concern.objects.exists()
    assert reading.tree.xpath("//*[contains(@class, 'av-care')]")


def test_there_is_an_end_to_comments(reading, plan, monkeypatch):
    monkeypatch.setattr(answering, "MOST_COMMENTS", 1)
    say(reading, plan[0], "One.")
    response, question = Response.objects.get(), Answer.objects.get().question
    with pytest.raises(IllegalMoveError):
        actions.comment_on_plan(
            response=response,
            question=question,
            lineage=plan[0].lineage,
            text="Two.",
            passage=None,
            now=timezone.now(),
        )


def test_everybody_reads_the_plan_and_after_the_close_nobody_comments(ready_survey, lead):
    somebody = Somebody(ready_survey)
    assert somebody.get("plan/").tree.xpath("//button[@value='comment']")
    actions.close_survey(by=lead, survey=ready_survey)
    assert not somebody.get("plan/").tree.xpath("//button[@value='comment']")
    assert "We will deal firmly" in somebody.text
