from datetime import date
from functools import partial

import pytest

from avow.web.consultation import actions
from avow.web.plan.actions import import_plan, publish_version
from tests.web.consultation.acts import signed
from tests.web.consultation.texts import SUBMISSION
from tests.web.plan.texts import PLAN


@pytest.fixture
def lead(person):
    return person("plan-lead")


@pytest.fixture
def version(lead):
    return publish_version(by=lead, version=import_plan(by=lead, text=PLAN))


@pytest.fixture
def submission(lead, version):
    return actions.import_submission(
        by=lead,
        text=SUBMISSION,
        organisation="Lanternside",
        title="Response of Lanternside",
        received_on=date(2026, 3, 2),
        version=version,
        document="lanternside.txt",
    )


@pytest.fixture
def candidate(submission):
    return submission.recommendations.first()


@pytest.fixture
def adopted(lead, candidate):
    return actions.adopt(by=lead, recommendation=candidate)


@pytest.fixture
def answer(lead, adopted):
    return actions.write_answer(
        by=lead,
        ask=adopted.ask,
        decision="accepted",
        reason="You are right.",
        change="Action 3.1 now covers every officer.",
        no_change="The commitment says it already.",
    )


@pytest.fixture
def owner(person):
    return person("action-owner")


@pytest.fixture
def sign(lead, owner):
    return partial(signed, lead, owner)


@pytest.fixture
def make_public(lead, sign):
    """Return a function that takes an answer through sign-off and publishes it."""

    def publish(*answers):
        return actions.publish_answers(by=lead, answers=[sign(answer) for answer in answers])

    return publish


@pytest.fixture
def desk(lead, signed_in):
    return signed_in(lead)
