"""The tiny city's facts, and a small plan in force."""

import pytest

from avow.web.plan.actions import import_plan, publish_version
from avow.web.plan.models import Action
from tests.web.releases.conftest import (  # noqa: F401 — fixtures shared by the rooms
    analyst,
    approved,
    approvers,
    engine_is_warm,
    facts,
    in_review,
    proposed,
    released,
)

PLAN = """Safer Together: Action Plan

Pillar 1: Trust

Commitment 1: We will listen

1.1 Ask survivors what happened to their case
1.2 Publish what they say every quarter

Commitment 2: We will act

2.1 Review every case of stalking within a week
"""


@pytest.fixture
def lead(person):
    """Return somebody who runs the plan."""
    return person("plan-lead")


@pytest.fixture
def plan(lead):
    """Return the published version of a small plan."""
    version = import_plan(by=lead, text=PLAN, title="Safer Together", force="Riverside Police")
    return publish_version(by=lead, version=version)


@pytest.fixture
def action(plan):
    """Return action 1.1 of that plan."""
    return Action.objects.get(number="1.1")
