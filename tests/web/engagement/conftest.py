"""Occasions planned and held through the real actions, in a city whose facts are loaded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.web.engagement import actions
from avow.web.engagement.actions import Planned
from tests.web.releases import city
from tests.web.surveys.conftest import published  # noqa: F401 — the plan that surveys ask about


@pytest.fixture
def facts(tmp_path, settings):
    """Return the data folder of the test, with the facts of a tiny city in it."""
    settings.DATA_FOLDER = tmp_path
    city.write(tmp_path)
    return tmp_path


@pytest.fixture
def lead(person):
    return person("plan-lead")


@pytest.fixture
def officer(person):
    return person("engagement-officer")


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def plan(officer):
    """Return a function that plans an occasion, for yesterday unless it is told otherwise."""

    def make(kind="round-table", days=-1, **asked):
        day = timezone.localdate() + timedelta(days=days)
        wanted = {"title": "Students’ round table", "day": day, **asked}
        return actions.plan_occasion(by=officer, kind=kind, planned=Planned(**wanted))

    return make


@pytest.fixture
def held(officer, plan):
    """Return a function that plans an occasion and records that it was held."""

    def make(people=None, notes="", **asked):
        occasion = plan(**asked)
        return actions.hold_occasion(
            by=officer,
            occasion=occasion,
            revision=occasion.revision,
            people=people or {"students": 12},
            notes=notes,
        )

    return make
