"""Facts in a data folder of their own, and proposals made through the real actions."""

from collections.abc import Callable

import pytest

from avow import charts
from avow.analysis import measures
from avow.analysis.engine import Facts
from avow.web.releases.actions import propose, release, review, submit
from avow.web.releases.content import plain_rows
from avow.web.releases.models import Proposal, Release
from tests.web.releases import city


@pytest.fixture(scope="session", autouse=True)
def engine_is_warm(tmp_path_factory) -> None:
    """Run a measure and draw a chart once, so that no test is charged for importing the engine."""
    folder = tmp_path_factory.mktemp("warm")
    city.write(folder)
    result = measures.run(Facts(folder), "recorded-offences", by="borough", period="year")
    charts.svg(charts.of_rows(plain_rows(result.table), unit="offences"))


@pytest.fixture
def facts(tmp_path, settings):
    """Return the data folder of the test, with the facts of a tiny city in it."""
    settings.DATA_FOLDER = tmp_path
    city.write(tmp_path)
    return tmp_path


@pytest.fixture
def analyst(person):
    """Return somebody who may propose."""
    return person("analyst", 1)


@pytest.fixture
def proposed(facts, analyst) -> Callable[..., Proposal]:
    """Return a function that proposes a table of boroughs by year, or what is asked."""

    def make(**asked) -> Proposal:
        wanted = {
            "by": analyst,
            "title": "Recorded offences by borough",
            "summary": "How many offences were recorded in each borough.",
            "kind": "table",
            "measure": "recorded-offences",
            "area": "borough",
            "period": "year",
        }
        return propose(**(wanted | asked))

    return make


@pytest.fixture
def in_review(proposed, analyst) -> Callable[..., Proposal]:
    """Return a function that proposes and sends to review."""
    return lambda **asked: submit(by=analyst, proposal=proposed(**asked))


@pytest.fixture
def approvers(person):
    """Return two people who may review."""
    return person("approver", 1), person("approver", 2)


@pytest.fixture
def approved(in_review, approvers) -> Callable[..., Proposal]:
    """Return a function that takes a proposal through two approvals."""

    def make(**asked) -> Proposal:
        proposal = in_review(**asked)
        for approver in approvers:
            review(by=approver, revision=proposal.latest, verdict="approve")
        return Proposal.objects.get(pk=proposal.pk)

    return make


@pytest.fixture
def released(approved, analyst) -> Callable[..., Release]:
    """Return a function that takes a proposal all the way to its release."""
    return lambda **asked: release(by=analyst, proposal=approved(**asked))
