"""`avow site post` also queues and sends the reminders of the monthly update."""

import json

import pytest
from django.core import mail
from typer.testing import CliRunner

from avow.cli.main import app
from avow.web.plan import actions
from tests.web.conftest import person  # noqa: F401 — fixtures of the site
from tests.web.plan.conftest import draft, lead, published  # noqa: F401 — fixtures of the site
from tests.web.plan.workspace import action_of, ago

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(app, ["site", "post", *words])


@pytest.fixture
def owner(lead, person, published):  # noqa: F811
    """Return somebody who is asked about an action since long."""
    who = person("action-owner")
    terms = actions.Terms(since=ago(200))
    actions.assign_action(
        by=lead, action=action_of(published), post="Head", person=who, terms=terms
    )
    return who


def test_who_has_not_answered_is_reminded_once(owner):
    done = run("--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"sent": 1, "later": 0, "failed": 0})
    assert [m.to for m in mail.outbox] == [[owner.email]]
    assert json.loads(run("--format", "json").stdout)["sent"] == 0


def test_what_waits_is_shown_in_the_demo(owner):
    told = run("--show").stdout
    assert f"To: {owner.email}" in told
    assert "Subject: Your monthly update on the plan" in told
    assert not mail.outbox
