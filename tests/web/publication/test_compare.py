"""What changed between published versions, for everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from avow.web.core import published
from avow.web.core.published import PublishedEvidence
from avow.web.plan.actions import import_plan, publish_version, set_origins, start_draft
from avow.web.plan.models import Action, Commitment, Version
from avow.web.publication.exchanges import concerning
from avow.web.publication.queries import public_plan
from tests.web.publication.conftest import an_answer

pytestmark = pytest.mark.django_db

FIRST = """Quiet streets

Commitment 1: Listen

- We will hold a meeting in each borough every year.
- We will write to everybody who asked for something.

Commitment 2: Light

- We will repair each lamp within a week.

Commitment 3: Lamps near schools

- We will repair lamps near schools within a day.
"""
SECOND = """Quiet streets

Commitment 1: Listen

- We will hold a meeting in each borough twice a year, with interpreters.
- We will write to everybody who asked for something.

Commitment 2: Light

- We will repair each lamp within a week.
- We will repair lamps near schools within a day.
"""


@pytest.fixture
def versions(person):
    lead = person("plan-lead")
    first = import_plan(by=lead, text=FIRST, force="Thornhaven Police")
    publish_version(by=lead, version=first, stage="consultation")
    second = import_plan(by=lead, text=SECOND, plan=first.plan)
    light = Commitment.objects.get(pillar__version=second, number="2")
    schools = Commitment.objects.get(pillar__version=first, number="3")
    set_origins(by=lead, part=light, origins=[light.lineage, schools.lineage])
    publish_version(by=lead, version=second, stage="final")
    first.refresh_from_db()
    return first, second


def text_of(name, *args, **asked):
    response = Client().get(reverse(f"publication:{name}", args=args), asked)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_both_versions_are_named_and_can_be_read(versions):
    text = text_of("compare")
    assert "The plan we consulted on" in text
    assert "The final plan" in text
    old = text_of("version", 1)
    assert "every year" in old
    assert "Read the plan as it is now" in old
    assert "Read the plan as it is now" not in text_of("version", 2)
    assert "The final plan" in text_of("plan")
    assert reverse("publication:compare") in text_of("plan")


def test_a_change_names_the_recommendation_that_led_to_it(versions, monkeypatch):
    meeting = Action.objects.get(commitment__pillar__version=versions[1], number="1.1")
    answer = an_answer(
        7, quote="Twice a year at least.", changed_lineages=(meeting.lineage,), version_number=2
    )
    monkeypatch.setitem(published._sources, published.ANSWERS, lambda: (answer,))
    text = text_of("compare", view="side")
    assert "twice" in text
    assert "Twice a year at least." in text
    assert f"{reverse('publication:answers')}?answer={answer.id}" in text
    assert "Correct what" not in text


def test_a_draft_is_never_compared_in_public(versions, person):
    lead = person("plan-lead", 2)
    draft = start_draft(by=lead, plan=versions[0].plan)
    Commitment.objects.filter(pillar__version=draft).update(title="A secret plan")
    for asked in ({}, {"from": "2", "to": "3"}, {"from": "3", "to": "1", "show": "all"}):
        assert "A secret plan" not in text_of("compare", **asked)
    assert Client().get(reverse("publication:version", args=[3])).status_code == 404


def test_one_version_waits_for_a_second(person):
    lead = person("plan-lead")
    publish_version(by=lead, version=import_plan(by=lead, text=FIRST, force="x"))
    assert "One version is published" in text_of("compare")


def test_answers_and_evidence_follow_a_merged_commitment(versions, monkeypatch):
    first, _second = versions
    schools = Commitment.objects.get(pillar__version=first, number="3")
    lamps = Action.objects.get(commitment=schools)
    monkeypatch.setitem(
        published._sources, published.ANSWERS, lambda: (an_answer(8, schools, quote="Lamps!"),)
    )
    piece = PublishedEvidence(lamps.lineage, "recorded-offences", "force", "year", "")
    monkeypatch.setitem(published._sources, published.EVIDENCE, lambda: (piece,))
    assert "Lamps!" in text_of("commitment", "2")
    plan = public_plan(published.answers())
    assert plan.find(str(schools.lineage)).key == "2"
    assert [a.evidence for a in plan.find("2").actions] == [[], [piece]]


def test_an_answer_finds_its_change_in_what_it_was_merged_into(versions, person):
    lead = person("plan-lead", 3)
    third = start_draft(by=lead, plan=versions[0].plan)
    parts = Action.objects.filter(commitment__pillar__version=third, commitment__number="2")
    gone, kept = parts.order_by("position")
    line = gone.lineage
    set_origins(by=lead, part=gone, origins=[])
    set_origins(by=lead, part=kept, origins=[kept.lineage, line])
    publish_version(by=lead, version=third, stage="update")
    [told] = concerning([an_answer(9, changed_lineages=(line,), version_number=2)], public_plan())
    assert [name for name, _url in told.changed] == ["Action 2.2"]


def test_the_queries_do_not_grow_with_the_plan(versions, django_assert_max_num_queries):
    assert Version.objects.count() == 2
    with django_assert_max_num_queries(9):
        text_of("compare", show="all")
