"""The tiny city's facts, invented records with their runs, and a small plan in force."""

from datetime import UTC, date, datetime

import pytest

from avow.analysis.measures.storing import store_all
from avow.analysis.synthetic import records
from avow.web.core import units
from avow.web.plan.actions import import_plan, publish_version
from avow.web.plan.models import Action
from tests.web.measures.invented import MEASURES
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


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """Return a folder with invented records and the runs of a few measures."""
    folder = tmp_path_factory.mktemp("records")
    span = {"start": date(2022, 1, 1), "end": date(2025, 12, 31)}
    records.write(folder, offences=6000, seed=4, **span)
    made = {"by": ("force", "bcu"), "periods": ("quarter", "year"), "group": [None]}
    store_all(folder, datetime(2026, 3, 2, tzinfo=UTC), ids=MEASURES, **made)
    return folder


@pytest.fixture
def figures(invented, settings):
    """Let the site stand on those records."""
    settings.DATA_FOLDER = invented
    return invented


@pytest.fixture
def commander_of(person, signed_in, monkeypatch):
    """Return a function that signs in whoever commands a unit."""

    def make(unit):
        monkeypatch.setattr(units, "_commands", {"here": lambda who: [unit]})
        return signed_in(person("unit-commander"))

    return make


@pytest.fixture
def staff(analyst, signed_in):  # noqa: F811 — the fixture of that name
    return signed_in(analyst)


@pytest.fixture
def partner(person, signed_in):
    return signed_in(person("partner"))
