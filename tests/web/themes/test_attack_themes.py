"""What a coder with bad intent, or somebody after a withdrawal, could still find in themes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions as surveys
from avow.web.surveys.disclosing import watch
from avow.web.surveys.models import Answer
from avow.web.themes import actions, texts
from avow.web.themes.models import Family, Frame, Standing
from tests.web.themes.asked import say
from tests.web.themes.conftest import propose_groups
from tests.web.themes.test_pages import page, plain
from tests.web.themes.test_tabulating import area, tabulated  # noqa: F401 — fixtures
from tests.web.themes.voices import CAMPAIGN

ADDED = "Ask at flat twelve in Elm Road."


@pytest.fixture
def campaign(question, frame, analyst, at_once, monkeypatch):
    """Return the campaign of a frame in which one member added words of their own."""
    say(question, [f"{CAMPAIGN} {ADDED}"])
    propose_groups(monkeypatch)
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    return Family.objects.get()


def members(family):
    return [
        row.answer
        for row in Standing.objects.filter(family=family).select_related("answer__response__survey")
    ]


def pages(desk, question, family):
    shown = page(desk, "campaigns", question.pk)
    one = desk.get(reverse("themes:campaign", args=[family.pk]))
    return shown + one.content.decode()


def test_a_campaign_is_shown_while_people_say_it(desk, question, campaign):
    shown = plain(pages(desk, question, campaign))
    assert " ".join(CAMPAIGN.split()[:4]) in shown
    assert "Elm Road" in shown


def test_no_template_stays_of_what_was_withdrawn(desk, question, campaign):
    words = " ".join(CAMPAIGN.split()[:4])
    for answer in members(campaign)[1:]:
        surveys.withdraw(response=answer.response, now=timezone.now())
    assert words not in plain(pages(desk, question, campaign))
    assert not Family.objects.exists()


def test_no_template_is_shown_of_what_is_held_back(desk, question, campaign):
    words = " ".join(CAMPAIGN.split()[:4])
    for answer in members(campaign):
        answer.text = "He hits me and I am scared to go home."
        answer.save()
        watch(answer, "en")
    assert words not in plain(pages(desk, question, campaign))
    assert desk.get(reverse("themes:campaign", args=[campaign.pk])).status_code == 404


def test_words_that_an_author_took_out_are_gone_from_the_campaign(desk, question, campaign):
    answer = next(one for one in members(campaign) if "Elm Road" in one.text)
    answer.text = CAMPAIGN
    answer.save()
    assert "Elm Road" not in pages(desk, question, campaign)


def test_the_machine_is_given_no_words_that_nobody_may_read(question, frame):
    row = Standing.objects.filter(frame=frame, machine_reason="").first()
    answer = Answer.objects.get(pk=row.answer_id)
    answer.text = "He hits me and I am scared to go home."
    answer.save()
    watch(answer, "en")
    assert texts.words_of([row]) == [""]


def test_nobody_learns_who_wrote_a_text_by_a_theme_of_its_own(
    frame,
    analyst,
    desk,
    question,
    area,  # noqa: F811
):
    mark = actions.add_theme(by=analyst, frame=frame, label="Mark")
    row = Standing.objects.filter(frame=frame, machine_reason="").first()
    actions.code_text(by=analyst, standing=row, themes=[mark.pk])
    shown = plain(page(desk, "crosstab", question.pk, by=area.key))
    assert "1 of" not in shown
    assert "Exact" not in shown
    assert "Small counts are withheld" in plain(page(desk, "who", question.survey_id))


def test_an_answer_to_another_question_is_no_quote(frame, themes, lead, question):
    other = question.survey.questions.filter(kind="text").exclude(pk=question.pk).first()
    [stranger, *_rest] = say(other, ["A word on something else."])
    surveys.close_survey(by=lead, survey=question.survey)
    summary = actions.publish_summary(
        by=lead, frame=frame, quotes={themes["Schools"].pk: [stranger.pk]}
    )
    assert "something else" not in str(summary.content)


def test_no_quote_is_public_while_its_author_may_take_it_back(
    frame, themes, lead, question, signed_in
):
    shown = page(signed_in(lead), "publish", question.pk)
    assert "once the survey has closed" in shown
    assert "None of its quotes" not in shown
    row = Standing.objects.filter(frame=frame, machine_reason="").first()
    with pytest.raises(IllegalMoveError, match="closed"):
        actions.publish_summary(
            by=lead, frame=frame, quotes={themes["Schools"].pk: [row.answer_id]}
        )
    assert actions.publish_summary(by=lead, frame=frame, quotes={}).content["themes"]


def test_a_frame_keeps_counting_right_when_a_campaign_is_gone(desk, question, campaign):
    for answer in members(campaign):
        surveys.withdraw(response=answer.response, now=timezone.now())
    page(desk, "campaigns", question.pk)
    assert Frame.objects.get(question=question).counts["people"]
