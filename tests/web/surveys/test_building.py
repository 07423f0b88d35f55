"""A survey made from a plan, and what may become of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, policies
from avow.web.surveys.conditions import in_order
from avow.web.surveys.models import Question, Section, Survey

pytestmark = pytest.mark.django_db


def test_a_survey_is_made_from_a_plan_in_one_step(survey):
    titles = [str(section) for section in survey.sections.all()]
    assert titles == ["Trust", "Safety", "The words of the plan", "Where you are", "About you"]
    kinds = [question.kind for question in in_order(survey)]
    assert kinds == [
        *("agreement", "agreement", "text", "agreement", "text", "passage", "area"),
        *["equality"] * 8,
    ]
    first = in_order(survey)[0]
    assert str(first) == "How far do you agree with commitment 1: Hold our own people to account?"
    assert first.lineage is not None
    assert len(first.options) == 6


def test_every_equality_question_can_be_declined(survey):
    for question in survey.questions.filter(kind="equality"):
        assert question.options[-1]["value"] == "prefer-not-to-say"


def test_a_ready_survey_takes_answers_between_its_dates(ready_survey):
    now = timezone.now()
    assert ready_survey.takes_answers(now)
    assert policies.phase(ready_survey, now) == "open"
    assert policies.phase(ready_survey, now - timedelta(days=2)) == "waiting"
    assert policies.phase(ready_survey, now + timedelta(days=20)) == "ended"


def test_the_database_refuses_to_change_what_is_asked(ready_survey):
    question = ready_survey.questions.first()
    tries = [
        lambda: Question.objects.filter(pk=question.pk).update(wording={"en": "Other"}),
        lambda: Question.objects.filter(pk=question.pk).delete(),
        lambda: Section.objects.filter(survey=ready_survey).update(title={"en": "Other"}),
        lambda: Section.objects.create(survey=ready_survey, position=9, title={"en": "New"}),
        lambda: Survey.objects.filter(pk=ready_survey.pk).update(title={"en": "Other"}),
        lambda: Survey.objects.filter(pk=ready_survey.pk).update(opens_at=timezone.now()),
        lambda: Survey.objects.filter(pk=ready_survey.pk).delete(),
    ]
    for attempt in tries:
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            attempt()


def test_a_survey_without_dates_is_not_ready_and_says_why(lead, survey):
    with pytest.raises(IllegalMoveError, match="Choose when it opens and closes"):
        actions.make_ready(by=lead, survey=survey)
