"""What the plan may cite of engagement as evidence: what was held, and nothing that could harm."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.web.core import evidence
from avow.web.engagement import actions

pytestmark = pytest.mark.django_db


def test_what_was_held_is_offered_by_its_day_and_victims_are_not_told_of(person):
    officer, day = person("engagement-officer"), timezone.localdate() - timedelta(days=4)
    for kind, title, held in (
        ("round-table", "Students' round table", True),
        ("victims", "At the refuge in Mill Lane", True),
        ("walk", "Along the canal", False),
    ):
        planned = actions.Planned(title=title, day=day)
        made = actions.plan_occasion(by=officer, kind=kind, planned=planned)
        if held:
            actions.hold_occasion(by=officer, occasion=made, revision=1, people={"students": 3})
    offered = {c.title: c.dated for c in evidence.kinds()["occasion"].source()}
    assert offered == {
        "Students' round table": day,
        "Meeting with victims and survivors": day,
    }
