"""The commands that need the site, run in this process on the test database."""

import json

import pytest
from typer.testing import CliRunner

from avow.cli import audit, person, site

pytestmark = pytest.mark.django_db
run = CliRunner().invoke


def test_somebody_is_added_with_a_first_password_and_listed():
    added = run(person.app, ["add", "a@force.example", "--name", "A", "--role", "analyst"])
    assert added.exit_code == 0
    assert len(added.stdout.strip()) >= 12
    listed = json.loads(run(person.app, ["list", "--format", "json"]).stdout)
    assert listed == [
        {"email": "a@force.example", "name": "A", "active": True, "roles": ["analyst"]}
    ]


def test_adding_twice_is_refused():
    run(person.app, ["add", "a@force.example", "--name", "A"])
    again = run(person.app, ["add", "a@force.example", "--name", "A"])
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


def test_an_unknown_role_is_refused_with_the_known_ones():
    done = run(person.app, ["add", "a@force.example", "--name", "A", "--role", "chief"])
    assert done.exit_code == 2
    assert "plan-lead" in done.stderr


def test_roles_are_given_and_taken_and_people_stopped():
    run(person.app, ["add", "a@force.example", "--name", "A"])
    assert run(person.app, ["grant", "a@force.example", "auditor"]).exit_code == 0
    assert "auditor" in run(person.app, ["list"]).stdout
    assert run(person.app, ["revoke", "a@force.example", "auditor"]).exit_code == 0
    assert run(person.app, ["deactivate", "a@force.example"]).exit_code == 0
    assert "cannot sign in" in run(person.app, ["list"]).stdout


@pytest.mark.parametrize("command", [["grant", "x@y.z", "auditor"], ["deactivate", "x@y.z"]])
def test_a_stranger_is_refused(command):
    done = run(person.app, command)
    assert done.exit_code == 2
    assert "avow person list" in done.stderr


def test_granting_an_unknown_role_is_refused():
    run(person.app, ["add", "a@force.example", "--name", "A"])
    assert run(person.app, ["grant", "a@force.example", "chief"]).exit_code == 2


def test_an_empty_list_says_what_to_do():
    assert "avow person add" in run(person.app, ["list"]).stderr


def test_a_whole_chain_verifies_and_its_head_can_be_held():
    run(person.app, ["add", "a@force.example", "--name", "A"])
    head = run(audit.app, ["head"]).stdout.strip()
    done = run(audit.app, ["verify", "--head", head, "--format", "json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"events": 1, "head": head, "faults": []}


def test_a_broken_chain_ends_with_1_and_says_where():
    from avow.web.audit.models import Event
    from tests.web.audit.test_chain import untie

    run(person.app, ["add", "a@force.example", "--name", "A"])
    untie()
    Event.objects.update(verb="other")
    done = run(audit.app, ["verify"])
    assert done.exit_code == 1
    assert "FAULT: Event 1 was changed" in done.stdout


@pytest.mark.parametrize("options", [["--format", "xml"], ["--head", "nonsense"]])
def test_wrong_use_of_verify_is_refused(options):
    assert run(audit.app, ["verify", *options]).exit_code == 2


def test_the_head_of_an_empty_chain_is_zero():
    assert run(audit.app, ["head"]).stdout.startswith("0:000")


def test_a_key_is_32_random_bytes():
    import base64

    one, two = (run(site.app, ["key"]).stdout.strip() for _ in range(2))
    assert one != two
    assert len(base64.b64decode(one)) == 32


def test_codes_are_for_the_demo_only(settings):
    assert run(site.app, ["code", "x@y.z"]).exit_code == 2
    settings.PRODUCTION = True
    assert "demo only" in run(site.app, ["code", "x@y.z"]).stderr
