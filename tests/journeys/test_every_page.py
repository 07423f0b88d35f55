"""Every page of the site, by somebody who may open it: axe finds nothing, on desktop and phone.

The list of pages is the address table itself; the table of roles says who opens which.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import addresses
from tests.journeys.axe import expect_no_findings
from tests.journeys.moulds import DEMO
from tests.journeys.site import Site
from tests.web.test_url_matrix import ALL, ANALYST, APPROVER, AUDITOR, LEAD, OWNER, STAFF

WHO = {
    LEAD: "lead@demo.example",
    ANALYST: "analyst@demo.example",
    APPROVER: "approver@demo.example",
    AUDITOR: "auditor@demo.example",
    OWNER: "owner@demo.example",
    "trained-reader": "reader@demo.example",
    "data-entry": "paper@demo.example",
    "equality-lead": "equality@demo.example",
    "unit-commander": "commander@demo.example",
}
# Addresses that only take a form: nothing to look at.
ACTS = {
    "plan:start-draft",
    "plan:pillar-remove",
    "plan:commitment-move",
    "plan:unchanged",
    "plan:undo",
    "plan:proof-remove",
    "consultation:decide",
    "consultation:take-out",
    "consultation:hand-in",
    "consultation:message",
    "consultation:decide-reply",
    "consultation:publish-response",
    "releases:submit",
    "releases:withdraw",
    "measures:remove",
    "measures:store",
    "evaluations:register",
    "evaluations:run",
    "evaluations:words",
    "themes:propose",
    "themes:learn",
    "themes:sample",
    "themes:decide",
    "themes:merge",
    "themes:take-back",
    "themes:withdraw",
    "engagement:again",
    "engagement:note",
    "engagement:take-out",
    "initiatives:assess",
    "initiatives:hand-in",
    "initiatives:take-back",
    "initiatives:figure-take-out",
    "initiatives:mitigation",
    "initiatives:mitigation-take-out",
    "initiatives:mitigation-done",
    "initiatives:mitigation-undone",
    "profiles:start",
    "profiles:restore",
    "profiles:fix",
    "profiles:discard",
    "profiles:read-reply",
    "profiles:end-command",
    "surveys:copy",
    "surveys:language-remove",
    "surveys:question-move",
    "surveys:section-move",
    "surveys:strings-upload",
    "surveys:take-in",
    "surveys:throw-away",
}
# Addresses that answer with a file, or with a part of a page.
FILES = {
    "plan:download",
    "plan:commitments-file",
    "releases:file",
    "themes:crosstab-file",
    "themes:work",
    "consultation:original-file",
    "consultation:recommendations-file",
    "engagement:coverage-file",
    "engagement:picture",
    "initiatives:document",
    "initiatives:disparity-chart",
    "initiatives:disparity-file",
    "measures:download",
    "evaluations:download",
    "evaluations:work",
    "loads:gaps-file",
    "loads:quarantine-file",
    "profiles:file",
    "profiles:work",
    "measures:work",
    "surveys:poster",
    "surveys:refused",
    "surveys:strings",
    "consultation:response-file",
    "publication:response-file",
    "publication:answers-file",
    "publication:release-file",
    "publication:changes",
    "publication:robots",
}
# Steps of signing in, looked at on their way below, and pages that lead elsewhere by now.
ON_THE_WAY = {
    "profiles:compare",
    "account_login",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_download_recovery_codes",
    "have-your-say:answer",
}
# Forms sent empty show every error they can.
IN_ERROR = {
    "plan:import": "Read the plan",
    "plan:commitment-add": "Save",
    "plan:progress": "Add the report",
    "plan:milestone-add": "Add the milestone",
    "plan:proof-add": "Attach",
    "profiles:commanders": "Assign",
    "profiles:reply": "Give this reply",
    "consultation:import": "Take it in",
    "consultation:add": "Add it",
    "consultation:answer": "Save the answer",
    "measures:attach": "Attach",
    "initiatives:new": "Save",
    "initiatives:send-back": "Save",
    "themes:add": "Save",
    "themes:population": "Save",
    "releases:propose": "Compute and protect",
    "releases:review": "Give this verdict",
}


def names() -> list[str]:
    """Return the names of all pages."""
    return [n for n, _, _ in ALL if n not in ACTS | FILES | ON_THE_WAY]


def email(name: str) -> str:
    """Return who opens a page; nobody in particular for a public one."""
    if name.startswith(("publication:", "have-your-say:", "answers:")):
        return ""
    allowed = STAFF.get(name, set(WHO))
    return next(WHO[role] for role in WHO if role in allowed)


@pytest.fixture(scope="module")
def walked(new_site: Callable[..., Site]) -> Site:
    """Return a demo site of its own, for the examples take it a step on."""
    return new_site("walked", like=DEMO)


@pytest.fixture(scope="module")
def examples(walked: Site) -> dict[str, str]:
    """Return an address for every name, each with a record behind it."""
    return walked.call(addresses.examples)


def test_every_address_has_an_example(examples):
    assert set(examples) == {name for name, _, _ in ALL}


@pytest.mark.parametrize("name", names())
def test_a_page_has_no_fault(name, walked: Site, examples, visit: Callable[..., Page]):
    page = visit(walked, email(name))
    answer = page.goto(examples[name])
    assert answer
    assert answer.status == 200
    assert page.url.split("?")[0] == walked.url + examples[name]
    expect_no_findings(page)


@pytest.mark.parametrize("name", IN_ERROR)
def test_a_form_in_error_has_no_fault(name, walked: Site, examples, visit: Callable[..., Page]):
    page = visit(walked, email(name))
    page.goto(examples[name])
    page.get_by_role("main").get_by_role("button", name=IN_ERROR[name]).click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert page.title().startswith("Error:")
    expect_no_findings(page)


@pytest.mark.parametrize(
    ("address", "who", "status"),
    [
        ("/no-such-page/", "", 404),
        ("/staff/no-such-page/", WHO[LEAD], 404),
        ("/staff/audit/", WHO[APPROVER], 403),
    ],
)
def test_a_page_that_says_no_has_no_fault(address, who, status, walked: Site, visit):
    page = visit(walked, who)
    answer = page.goto(address)
    assert answer
    assert answer.status == status
    expect_no_findings(page)
