"""`avow site post`: what waits is sent, and what cannot be is told by the exit code."""

import json

import pytest
from django.core import mail
from typer.testing import CliRunner

from avow.cli.main import app
from avow.web.consultation import posting
from avow.web.consultation.models import Message
from tests.web.conftest import person  # noqa: F401 — fixtures of the site
from tests.web.consultation.conftest import (  # noqa: F401 — fixtures of the site
    adopted,
    answer,
    candidate,
    lead,
    make_public,
    owner,
    sign,
    submission,
    version,
)
from tests.web.consultation.test_telling import ADDRESS, contact, told  # noqa: F401

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(app, ["site", "post", *words])


def test_what_waits_is_sent(told):  # noqa: F811
    done = run("--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"sent": 1, "later": 0, "failed": 0})
    assert [m.to for m in mail.outbox] == [[ADDRESS]]
    assert run().exit_code == 0


def test_what_cannot_be_sent_waits_and_is_told(told, monkeypatch):  # noqa: F811
    monkeypatch.setattr(posting, "post", lambda: posting.Posted(later=1))
    assert run().exit_code == 3
    assert Message.objects.get().state == "waiting"


def test_the_demo_shows_what_would_be_sent(told):  # noqa: F811
    shown = run("--show")
    assert ADDRESS in shown.stdout
    assert Message.objects.get().state == "waiting"


def test_production_refuses_to_show_addresses_and_to_send_without_a_server(told, settings):  # noqa: F811
    settings.PRODUCTION, settings.MAIL_IS_SET = True, False
    assert run("--show").exit_code == 2
    assert run().exit_code == 2
    assert mail.outbox == []
