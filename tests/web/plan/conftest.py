import pytest

from avow.web.plan.actions import import_plan, publish_version
from tests.web.plan.texts import PLAN


@pytest.fixture
def lead(person):
    return person("plan-lead")


@pytest.fixture
def draft(lead):
    return import_plan(by=lead, text=PLAN, source_name="plan.txt", force="Thornhaven Police")


@pytest.fixture
def published(lead, draft):
    return publish_version(by=lead, version=draft)


@pytest.fixture
def desk(lead, signed_in):
    return signed_in(lead)
