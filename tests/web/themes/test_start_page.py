"""What waits for whoever codes, and what a survey's page leads to."""

from django.urls import reverse

from avow.web.themes import actions, start_page
from avow.web.themes.models import Standing, Theme
from tests.web.themes.conftest import propose_groups
from tests.web.themes.test_pages import coded as coded  # noqa: PLC0414 — a fixture
from tests.web.themes.test_pages import page
from tests.web.themes.test_publishing import coded as closed  # noqa: F401 — a fixture

TODAY = None


def waits(person):
    return [(one.what, one.url) for one in start_page.waiting(person, TODAY)]


def to(name, *args):
    return reverse(f"themes:{name}", args=args)


def test_a_question_that_nobody_looked_at_waits(
    question, analyst, person, django_assert_max_num_queries
):
    here = to("question", question.pk)
    with django_assert_max_num_queries(5):
        assert waits(analyst) == [("1 question with answers and no themes yet", here)]
    assert waits(person("approver")) == []


def test_candidates_wait_then_what_is_in_no_theme(question, analyst, at_once, monkeypatch):
    propose_groups(monkeypatch, "bus", "light")
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    here = to("question", question.pk)
    assert waits(analyst) == [("2 themes that the machine proposed, to adopt or drop", here)]
    for theme in Theme.objects.all():
        actions.adopt_theme(by=analyst, theme=theme)
    [(said, url)] = waits(analyst)
    assert said.endswith("in no theme and not set apart")
    assert url == to("code", question.pk)


def test_a_sample_waits_for_a_second_person_alone(coded, question, analyst, other):
    assert waits(analyst) == []
    sample = actions.draw_sample(by=analyst, frame=coded, size=5, seed=1)
    assert waits(analyst) == []
    n = len(sample.answers)
    said = f"{n} answers to code a second time, without seeing the first"
    assert waits(other) == [(said, to("second", sample.pk))]


def test_learning_is_offered_once_something_is_coded(desk, frame, themes, question, analyst):
    shown = page(desk, "question", question.pk)
    assert "Learn, and assign the rest" not in shown
    assert "Once you have coded some answers" in shown
    standing = Standing.objects.filter(frame=frame, first=True, machine_reason="").first()
    actions.code_text(by=analyst, standing=standing, themes=[themes["Lighting"].pk])
    assert "Learn, and assign the rest" in page(desk, "question", question.pk)
    actions.drop_theme(by=analyst, theme=themes["Lighting"])
    assert "Learn, and assign the rest" not in page(desk, "question", question.pk)


def test_a_closed_survey_leads_to_what_people_said(desk, closed, question, lead):  # noqa: F811
    url = reverse("surveys:survey", args=[question.survey_id])
    shown = desk.get(url).content.decode()
    assert f'href="{to("index")}"' in shown
    assert reverse("publication:results") not in shown
    actions.publish_summary(by=lead, frame=closed, quotes={})
    assert f'href="{reverse("publication:results")}"' in desk.get(url).content.decode()
