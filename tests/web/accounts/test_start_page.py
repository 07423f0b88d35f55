"""The start page: what waits for the person who signed in, and nothing that they may not do."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from avow.web.consultation import actions as consultation
from avow.web.core.waiting import waiting
from avow.web.engagement import actions as engagement
from avow.web.surveys import gate
from avow.web.surveys.models import Concern
from tests.web.consultation.conftest import (  # noqa: F401 — what is used below
    adopted,
    answer,
    candidate,
    lead,
    owner,
    sign,
    submission,
    version,
)
from tests.web.surveys.answering import Somebody
from tests.web.surveys.conftest import published, ready_survey, survey  # noqa: F401

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def told(client):
    """Return what the start page says waits, with where each line leads."""
    page = html.fromstring(client.get(reverse("staff-home")).content)
    return {
        " ".join(row.text_content().split()): row.xpath("./a/@href")[0]
        for row in page.xpath("//ul[contains(@class, 'av-waiting')]/li")
    }


def test_whoever_has_nothing_to_do_is_told_so(person, signed_in):
    page = signed_in(person("analyst")).get(reverse("staff-home")).content.decode()
    assert "Nothing at the moment." in page


def test_the_lead_sees_what_is_to_be_reviewed_and_answered(lead, adopted, signed_in):  # noqa: F811
    left = adopted.submission.recommendations.filter(state="candidate").count()
    review = f"{left} recommendations found in what was sent in, to adopt or reject"
    found = told(signed_in(lead))
    assert found[review] == reverse("consultation:index")
    assert "answer=none" in found["1 ask without an answer"]


def test_an_answer_goes_from_the_owner_to_whoever_publishes(
    lead,  # noqa: F811
    owner,  # noqa: F811
    answer,  # noqa: F811
    signed_in,
):
    assert "1 answer for you to sign off" not in told(signed_in(owner))
    consultation.hand_in(by=lead, answer=answer)
    assert "answer=in-sign-off" in told(signed_in(owner))["1 answer for you to sign off"]
    assert "1 answer for you to sign off" not in told(signed_in(lead))
    consultation.sign_off(by=owner, answer=answer)
    assert not told(signed_in(owner))
    assert "1 signed-off answer to publish" in told(signed_in(lead))


def test_what_is_late_is_marked_and_comes_first(lead, adopted, signed_in):  # noqa: F811
    later = adopted.ask.due_on + timedelta(days=1)
    first = waiting(lead, later)[0]
    assert (first.what, first.late) == ("1 ask without an answer", "1 late")
    assert not waiting(lead, adopted.ask.due_on)[0].late


def test_only_a_trained_reader_learns_that_an_answer_is_held_back(
    monkeypatch,
    person,
    lead,  # noqa: F811
    ready_survey,  # noqa: F811
    signed_in,
):
    monkeypatch.setattr(gate, "BITS", 2)
    gate.gate.clear()
    somebody = Somebody(ready_survey).start()
    somebody.press("next", **{"q-words-1": "He hits me and I am scared to go home."})
    reader = signed_in(person("trained-reader"))
    assert not told(reader), "nobody reads what was not sent"
    somebody.to_check().press("send")
    assert told(reader) == {"1 answer to read first": reverse("surveys:concerns")}
    assert not any("read first" in line for line in told(signed_in(lead)))
    Concern.objects.update(due_on=date(2020, 1, 1))
    assert list(told(reader)) == ["1 answer to read first 1 late"]


def test_a_meeting_that_passed_waits_for_its_record(person, signed_in):
    officer = person("engagement-officer")
    planned = engagement.Planned(title="Round table", day=TODAY() - timedelta(days=1))
    engagement.plan_occasion(by=officer, kind="round-table", planned=planned)
    line = "1 meeting has passed: say who came and what was asked"
    assert told(signed_in(officer)) == {line: reverse("engagement:index") + "?state=planned"}


@pytest.mark.parametrize("role", ["plan-lead", "analyst", "approver", "action-owner"])
def test_counting_asks_the_database_little(role, person, django_assert_max_num_queries):
    who = person(role)
    # Two or three for each of the rooms in which the person does something, none a row.
    with django_assert_max_num_queries(16):
        waiting(who, TODAY())
