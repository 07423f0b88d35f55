"""What the public is told of themes: words for portions, protected figures, chosen quotes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from avow.web.audit.chain import verify
from avow.web.core import published
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions as surveys
from avow.web.surveys.models import Answer
from avow.web.themes import actions, summing
from avow.web.themes.models import Standing, Summary
from tests.web.database import drop
from tests.web.themes.conftest import TEXTS
from tests.web.themes.test_coding import row
from tests.web.themes.test_pages import page, plain


@pytest.fixture
def coded(frame, themes, analyst, lead):
    """Return the frame with all texts in themes, six of ten on transport."""
    for number, standing in enumerate(
        Standing.objects.filter(frame=frame, first=True, machine_reason="").order_by(
            F("family").desc(nulls_last=True), "pk"
        )
    ):
        name = "Transport" if number < 6 else "Schools"
        actions.code_text(by=analyst, standing=standing, themes=[themes[name].pk])
    surveys.close_survey(by=lead, survey=frame.question.survey)
    return frame


def read():
    """Return the public page as a stranger reads it."""
    return plain(Client().get(reverse("publication:results")).content.decode())


def test_the_public_reads_adopted_themes_in_words(coded, themes, lead):
    assert "Nothing is published yet" in read()
    first = row(coded, TEXTS[0])
    actions.publish_summary(
        by=lead, frame=coded, quotes={themes["Transport"].pk: [first.answer_id]}
    )
    shown = read()
    assert "Transport" in shown
    assert "Said by most" in shown or "Said by many" in shown
    assert TEXTS[0] in shown
    assert TEXTS[1] not in shown
    assert "about 10 answers" in shown
    assert verify().faults == ()


def test_only_who_publishes_answers_may(coded, analyst):
    with pytest.raises(PermissionDenied):
        actions.publish_summary(by=analyst, frame=coded, quotes={})


def test_nothing_is_published_without_an_adopted_theme(frame, lead):
    with pytest.raises(IllegalMoveError, match="Adopt a theme first"):
        actions.publish_summary(by=lead, frame=frame, quotes={})


@pytest.mark.parametrize(
    "words",
    [
        "Write to me at jo@mail.example",
        "Call 07700 900123 and ask",
        "I live at N1 9GU near the shop",
        "See https://example.com/me",
        "I am @someone on there",
    ],
)
def test_quotes_that_lead_to_a_person_are_refused(coded, themes, lead, words):
    standing = row(coded, TEXTS[0])
    answer = Answer.objects.get(pk=standing.answer_id)
    answer.text = words
    answer.save()
    with pytest.raises(IllegalMoveError, match="Choose others"):
        actions.publish_summary(by=lead, frame=coded, quotes={themes["Transport"].pk: [answer.pk]})
    assert not Summary.objects.exists()


def test_ordinary_words_lead_to_nobody():
    assert not any(summing.points_at_somebody(text) for text in TEXTS)


def test_publishing_anew_takes_the_place_and_withdrawing_empties(coded, lead):
    first = actions.publish_summary(by=lead, frame=coded, quotes={})
    second = actions.publish_summary(by=lead, frame=coded, quotes={})
    first.refresh_from_db()
    assert first.withdrawn_by == lead
    assert [one.id for one in published.results()] == [second.pk]
    actions.withdraw_summary(by=lead, summary=second)
    assert published.results() == ()
    with pytest.raises(IllegalMoveError, match="withdrawn already"):
        actions.withdraw_summary(by=lead, summary=second)
    assert verify().faults == ()


def test_what_was_published_cannot_change(coded, lead):
    summary = actions.publish_summary(by=lead, frame=coded, quotes={})
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Summary.objects.filter(pk=summary.pk).update(content={})
    drop("themes_summary_no_change")
    Summary.objects.filter(pk=summary.pk).update(content={**summary.content, "answers": "9"})
    assert len(verify().faults) == 1


def test_the_lead_chooses_quotes_and_publishes(coded, themes, lead, signed_in, question):
    desk = signed_in(lead)
    shown = plain(page(desk, "publish", question.pk))
    assert "Publish what people said" in shown
    address = reverse("themes:publish", args=[question.pk])
    mangled = desk.post(address, {"quote": "x"}, follow=True).content.decode()
    assert "Choose quotes from the list" in mangled
    quote = f"{themes['Transport'].pk}:{row(coded, TEXTS[0]).answer_id}"
    told = desk.post(address, {"quote": quote}, follow=True).content.decode()
    assert "The public can read it now." in told
    assert TEXTS[0] in read()
    summary = Summary.objects.get()
    desk.post(reverse("themes:withdraw", args=[summary.pk]))
    desk.post(reverse("themes:withdraw", args=[summary.pk]))
    assert "Nothing is published yet" in read()


@pytest.mark.slow
def test_the_table_is_protected(coded, lead, question):
    scales = question.survey.questions.filter(kind="agreement", section=question.section)
    scale = scales.first()
    Answer.objects.filter(question=scale).delete()
    for answer in Answer.objects.filter(question=question):
        Answer.objects.create(response=answer.response, question=scale, choices=["agree"])
    summary = actions.publish_summary(by=lead, frame=coded, quotes={})
    table = summary.content["table"]
    assert table["by"] == str(scale)
    assert table["groups"] == ["Agree"]
    assert "withheld" in {cell for cells in table["rows"] for cell in cells}
    assert "withheld" in read()
