"""Facts in a data folder of their own, and proposals made through the real actions."""

from collections.abc import Callable

import pytest

from avow.web.releases.actions import propose, release, review, submit
from avow.web.releases.models import Proposal, Release

from . import city


@pytest.fixture
def facts(tmp_path, settings):
    """Return the data folder of the test, with the facts of a tiny city in it."""
    settings.DATA_FOLDER = tmp_path
    city.write(tmp_path)
    return tmp_path


@pytest.fixture
def proposed(facts, person) -> Callable[..., Proposal]:
    """Return a function that proposes a table of boroughs by year, or what is asked."""
    people = {}

    def make(**asked) -> Proposal:
        by = asked.pop("by", None) or people.setdefault("analyst", None) or person("analyst")
        people["analyst"] = by
        wanted = {
            "title": "Recorded offences by borough",
            "summary": "How many offences were recorded in each borough.",
            "kind": "table",
            "measure": "recorded-offences",
            "area": "borough",
            "period": "year",
        }
        return propose(by=by, **(wanted | asked))

    return make


@pytest.fixture
def approvers(person):
    """Return two people who may review."""
    return person("approver", 1), person("approver", 2)


@pytest.fixture
def approved(proposed, approvers) -> Callable[..., Proposal]:
    """Return a function that takes a proposal through two approvals."""

    def make(**asked) -> Proposal:
        proposal = submit(by=(made := proposed(**asked)).proposed_by, proposal=made)
        for approver in approvers:
            review(by=approver, revision=proposal.latest, verdict="approve")
        return Proposal.objects.get(pk=proposal.pk)

    return make


@pytest.fixture
def released(approved) -> Callable[..., Release]:
    """Return a function that takes a proposal all the way to its release."""

    def make(**asked) -> Release:
        proposal = approved(**asked)
        return release(by=proposal.proposed_by, proposal=proposal)

    return make
