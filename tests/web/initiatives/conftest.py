"""Initiatives proposed, assessed and signed through the real actions."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from avow.web.initiatives import actions
from avow.web.initiatives.actions import Proposed
from avow.web.initiatives.questions import questions
from avow.web.plan.models import Commitment
from tests.analysis.facts import facts_in
from tests.web.surveys.conftest import published  # noqa: F401 — the plan an initiative serves

VICTIMS = ("offence", "victim", "bcu", "borough", "recorded_on", "offence_group",
           "ethnicity_self", "ethnicity_officer", "sex")  # fmt: skip


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def lead(person):
    return person("plan-lead")


@pytest.fixture
def owner(person):
    return person("action-owner")


@pytest.fixture
def signer(person):
    return person("equality-lead")


@pytest.fixture
def desk(lead, signed_in):
    return signed_in(lead)


@pytest.fixture
def proposed(published):  # noqa: F811 — the fixture
    """Return a function that says what is proposed."""
    lineage = Commitment.objects.filter(pillar__version=published).first().lineage

    def make(**said):
        plain = {
            "title": "Evidence by video",
            "tried": "Victims give their first account by video.",
            "lineages": [lineage],
            "starts_on": days(-1),
            "ends_on": days(90),
            "owner_post": "Superintendent, Public Protection",
        }
        return Proposed(**plain | said)

    return make


@pytest.fixture
def initiative(lead, proposed):
    return actions.propose_initiative(by=lead, proposed=proposed())


@pytest.fixture
def draft(lead, initiative):
    return actions.start_assessment(by=lead, initiative=initiative)


WORDS = "We asked those it may concern, and heard."
REMARK = "There is no figure of this, and the survivors’ group was asked."


def said_to_all(words=WORDS):
    """Return an answer to every question, each its own."""
    return {asked.key: f"{words} {asked.question}" for asked in questions("default")}


def answer_all(by, assessment, review_on=None, words=WORDS):
    """Answer every question of a draft."""
    assessment.refresh_from_db()
    said = said_to_all(words)
    return actions.write_assessment(
        by=by,
        assessment=assessment,
        revision=assessment.revision,
        answers=said,
        review_on=review_on or days(180),
    )


@pytest.fixture
def ready(lead, draft):
    answer_all(lead, draft)
    return actions.hand_in_assessment(by=lead, assessment=draft)


@pytest.fixture
def signed(ready, signer):
    return actions.sign_assessment(by=signer, assessment=ready, remark=REMARK)


@pytest.fixture
def live(lead, initiative, signed):
    return actions.mark_live(by=lead, initiative=initiative)


@pytest.fixture
def facts(tmp_path, settings):
    """Return a data folder with the records of 1,213 cases of the whole of 2024."""
    settings.DATA_FOLDER = tmp_path
    rows, steps = [], []
    for n in range(1213):
        group = "White" if n % 3 else "Black"
        day = date(2024, 1 + n % 12, 31 if n % 12 == 11 else 3)
        place = ("North", "Ashvale") if n % 2 else ("South", "Brook")
        ethnic = "" if n % 40 == 0 else group
        rows.append((n, n, *place, day, "rape", ethnic, "Black", "female"))
        if n % 2 == 0:
            steps.append((n, day, "suspect-arrested", day, 0))
        if n % 4 == 0 and (group == "White" or (n % 12 == 0 and n % 5 == 0)):
            steps.append((n, day, "charge", day, 30))
    columns = ("offence", "recorded_on", "step", "reached_on", "days")
    facts_in(
        tmp_path,
        {
            "victims": {"columns": VICTIMS, "rows": rows},
            "steps": {"columns": columns, "rows": steps},
            "suspects": {"columns": ("offence", "suspect", "recorded_on"), "rows": [
                (1, 1, date(2024, 1, 3))]},
            "outcomes": {"columns": ("offence", "recorded_on", "outcome_type", "outcome_group"),
                         "rows": [(1, date(2024, 1, 3), 1, "charged-summonsed")]},
        },
        "duckdb",
    )  # fmt: skip
    return tmp_path
