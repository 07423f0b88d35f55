"""Whoever looks up where victims meet leaves a trace."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from avow.analysis.disclosure import policy
from avow.web.audit.models import Event
from avow.web.engagement import actions, queries
from avow.web.engagement.actions import Planned

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["occasion", "edit"])
def test_the_place_where_victims_meet_is_not_read_untraced(desk, officer, name):
    day = timezone.localdate() + timedelta(days=9)
    planned = Planned(title="Meeting", day=day, venue="The quiet room, 4 Mill Lane")
    made = actions.plan_occasion(by=officer, kind="victims", planned=planned)
    shown = desk.get(reverse(f"engagement:{name}", args=[made.pk])).content.decode()
    assert "4 Mill Lane" in shown
    assert Event.objects.filter(verb="occasion.read", subject=str(made.pk)).exists()
    assert "Mill Lane" not in desk.get(reverse("engagement:index")).content.decode()


def test_no_verdict_on_a_borough_gives_a_hidden_number_away(monkeypatch):
    monkeypatch.setattr(queries, "_residents", lambda: {"Northbank": 10_000, "Southgate": 90_000})
    told = set()
    for few in range(1, policy().threshold):
        answers = Counter({"Northbank": few, "Southgate": 300})
        monkeypatch.setattr(queries, "_answers_by_area", lambda _known, answers=answers: answers)
        told.add(str(queries.by_borough()))
    assert len(told) == 1
