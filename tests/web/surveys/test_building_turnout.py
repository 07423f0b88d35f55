"""How a running survey goes: by day, way and language, counted of what was sent."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, by_day, queries
from avow.web.surveys.models import Response, Survey
from tests.web.plan.pages import page

pytestmark = pytest.mark.django_db


def begin(survey, nonce):
    return actions.start_response(survey=survey, language="en", nonce=nonce, now=timezone.now())


def send(survey, nonce, days_ago=0):
    """Send an answer, as if on an earlier day."""
    sent = actions.send_response(response=begin(survey, nonce), now=timezone.now())
    Response.objects.filter(pk=sent.pk).update(
        sent_on=timezone.localdate() - timedelta(days=days_ago)
    )


def test_what_was_sent_is_counted_by_day_way_and_language(ready_survey):
    for nonce, days_ago in (("a", 0), ("b", 3), ("c", 3)):
        send(ready_survey, nonce, days_ago)
    begin(ready_survey, "d")
    turnout = queries.turnout(ready_survey)
    today = timezone.localdate()
    assert (turnout.sent, turnout.started, turnout.withdrawn) == (3, 1, 0)
    assert turnout.by_day == ((today - timedelta(days=3), 2), (today, 1))
    assert turnout.by_way == (("On this site", 3),)
    assert turnout.by_language == (("English", 3),)


def test_the_page_shows_it_and_offers_no_way_back_to_a_draft(desk, ready_survey):
    send(ready_survey, "a", 1)
    text = page(desk, "surveys:survey", ready_survey.pk)
    assert "1 answer from" in text
    assert "Make it a draft again" not in text
    assert "1 has answered" in page(desk, "surveys:index")


def test_days_without_answers_are_drawn_empty():
    drawn = by_day.chart([(date(2026, 3, 1), 4), (date(2026, 3, 5), 1)])
    assert drawn.svg.count("<rect") == 2
    assert 'height="160.0"' in drawn.svg
    assert 'height="40.0"' in drawn.svg
    assert drawn.alt == (
        "5 answers from 01/03/2026 to 05/03/2026; the busiest day was 01/03/2026 with 4."
    )


def test_a_survey_that_somebody_began_to_answer_stays_ready(lead, ready_survey):
    begin(ready_survey, "a")
    with pytest.raises(IllegalMoveError, match="begun to answer"):
        actions.take_back(by=lead, survey=ready_survey)


def test_the_database_keeps_a_survey_ready_that_was_begun(ready_survey):
    begin(ready_survey, "a")
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Survey.objects.filter(pk=ready_survey.pk).update(state="draft")
