"""Answers on paper, typed in by staff: marked, and seen again by whoever typed, that day."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from lxml import html

from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, states
from avow.web.surveys.models import Answer, Concern, Response, Survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def typist(person):
    return person("data-entry")


@pytest.fixture
def desk(typist, signed_in):
    return signed_in(typist)


def address(survey):
    return f"/staff/surveys/{survey.pk}/paper/"


def test_a_paper_is_typed_in_and_marked(desk, typist, ready_survey):
    lineage = ready_survey.questions.filter(lineage__isnull=False).first().lineage
    answer = desk.post(
        address(ready_survey),
        {"q-agree-1": "agree", "q-words-1": "More.", f"plan.{lineage}": "By when?"},
    )
    assert answer.url == address(ready_survey)
    response = Response.objects.get()
    assert (response.way, response.state, response.entered_by) == ("paper", "sent", typist)
    assert sorted((a.choices, a.text) for a in response.answers.all()) == [
        ([], "By when?"),
        ([], "More."),
        (["agree"], ""),
    ]
    event = Event.objects.get(verb="response.typed-in")
    assert event.detail["response"] == str(response.pk)
    page = desk.get(address(ready_survey)).content.decode()
    assert "1 typed in by you today" in page


def test_what_the_typist_sees_again_is_their_own_of_today(
    desk, ready_survey, person, signed_in, typist
):
    desk.post(address(ready_survey), {"q-words-1": "Mine to correct."})
    response = Response.objects.get()
    again = f"/staff/surveys/paper/{response.pk}/"
    assert "Mine to correct." in desk.get(again).content.decode()
    other = signed_in(person("data-entry", 2))
    assert other.get(again).status_code == 302
    other.post(again, {"q-words-1": "Not mine."})
    desk.post(again, {"q-words-1": "Corrected.", "q-agree-1": "disagree"})
    assert response.answers.get(question__key="words-1").text == "Corrected."
    Response.objects.update(created_at=timezone.localdate() - timedelta(days=1))
    assert desk.get(again).status_code == 302
    desk.post(again, {"q-words-1": "Too late."})
    assert response.answers.get(question__key="words-1").text == "Corrected."
    assert Event.objects.filter(verb="response.corrected").count() == 1


def test_a_disclosure_on_paper_is_held_and_not_shown_again(desk, ready_survey):
    desk.post(address(ready_survey), {"q-words-1": "He hits me.", "q-agree-1": "agree"})
    assert Concern.objects.exists()
    assert not Answer.objects.readable().filter(question__key="words-1").exists()
    again = f"/staff/surveys/paper/{Response.objects.get().pk}/"
    page = desk.get(again).content.decode()
    assert "He hits me" not in page
    assert "waits for a trained reader" in page
    desk.post(again, {"q-agree-1": "disagree"})
    assert Answer.objects.get(question__key="words-1").text == "He hits me."


def test_a_mistake_is_shown_and_nothing_is_lost(desk, ready_survey):
    page = desk.post(address(ready_survey), {"q-agree-1": "nonsense", "q-words-1": "Kept."})
    assert "There is a problem" in page.content.decode()
    assert "Kept." in page.content.decode()
    assert not Response.objects.exists()


def test_an_empty_paper_is_not_saved(desk, ready_survey):
    desk.post(address(ready_survey), {})
    assert not Response.objects.exists()


def test_all_questions_stand_on_one_page(desk, ready_survey):
    tree = html.fromstring(desk.get(address(ready_survey)).content)
    shown = {node.get("data-av-question") for node in tree.xpath("//*[@data-av-question]")}
    keys = set(ready_survey.questions.exclude(kind="passage").values_list("key", flat=True))
    assert shown == keys


def test_paper_is_typed_in_for_four_weeks_after_the_close(desk, ready_survey):
    now = timezone.now()
    Survey.objects.filter(pk=ready_survey.pk).update(closes_at=now - timedelta(hours=1))
    desk.post(address(ready_survey), {"q-agree-1": "agree"})
    assert Response.objects.count() == 1
    assert str(ready_survey) in desk.get("/staff/surveys/paper/").content.decode()
    Survey.objects.filter(pk=ready_survey.pk).update(closes_at=now - timedelta(hours=1))
    ready_survey.closes_at = now - timedelta(days=40)
    with pytest.raises(IllegalMoveError, match="typed in from the day"):
        actions.enter_paper_response(
            by=Response.objects.get().entered_by,
            survey=ready_survey,
            language="en",
            given={},
            comments={},
        )


def test_the_database_refuses_paper_that_nobody_typed_in(ready_survey):
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.create(
            survey=ready_survey, way="paper", state=states.SENT, sent_on=timezone.localdate()
        )


def test_the_database_refuses_a_code_on_what_was_withdrawn(ready_survey):
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.create(survey=ready_survey, state=states.WITHDRAWN, code_digest="x")
