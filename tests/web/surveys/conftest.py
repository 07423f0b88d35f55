"""A survey made from a plan, as a draft and taking answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.web.plan.actions import import_plan, publish_version
from avow.web.surveys import actions
from tests.web.plan.texts import PLAN

AREAS = ["Northbank", "Old Harbour", "Southgate"]


@pytest.fixture
def lead(person):
    return person("plan-lead")


@pytest.fixture
def desk(lead, signed_in):
    return signed_in(lead)


@pytest.fixture
def published(lead):
    draft = import_plan(by=lead, text=PLAN, source_name="plan.txt", force="Thornhaven Police")
    return publish_version(by=lead, version=draft)


@pytest.fixture
def survey(lead, published):
    """Return a draft about the published plan."""
    return actions.create_survey(by=lead, version=published, areas=AREAS)


@pytest.fixture
def ready_survey(lead, survey):
    """Return a survey that takes answers now, for two weeks more."""
    now = timezone.now()
    actions.set_dates(
        by=lead,
        survey=survey,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=14),
    )
    return actions.make_ready(by=lead, survey=survey)
