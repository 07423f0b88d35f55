"""Every address by every role: who gets in is written here, and anything else is refused.

A page that is not in the table fails the test, so nobody adds one without saying who may open it.
"""

import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from avow.web.accounts.roles import roles
from tests.web.conftest import make_person

LEAD, ANALYST, APPROVER, AUDITOR, PARTNER = "plan-lead", "analyst", "approver", "auditor", "partner"
OWNER = "action-owner"
EVERYBODY = {*roles(), ""}
COMMANDER = "unit-commander"
READS_PLAN = {
    COMMANDER,
    *(LEAD, ANALYST, APPROVER, AUDITOR, PARTNER, OWNER),
    *("engagement-officer", "equality-lead"),
}
READS_MEASURES = {COMMANDER, LEAD, ANALYST, APPROVER, PARTNER, OWNER, "equality-lead"}
READS_INITIATIVES = {COMMANDER, LEAD, ANALYST, PARTNER, OWNER, "equality-lead"}
READS_SURVEYS = {LEAD, ANALYST, "engagement-officer"}
READS_RELEASES = {LEAD, ANALYST, APPROVER, AUDITOR}


def pages(names, allowed):
    """Return the names as keys, each with the same roles."""
    return {name: set(allowed) for name in names}


STAFF: dict[str, set[str]] = {
    "staff-home": EVERYBODY,
    **pages(
        (
            "evaluations:index",
            "evaluations:evaluation",
            "evaluations:work",
            "evaluations:download",
        ),
        {LEAD, ANALYST, APPROVER, COMMANDER, PARTNER},
    ),
    **pages(
        (
            "evaluations:new",
            "evaluations:change",
            "evaluations:register",
            "evaluations:run",
            "evaluations:words",
        ),
        {ANALYST},
    ),
    "audit:events": {AUDITOR},
    **pages(
        (
            "plan:index",
            "plan:version",
            "plan:download",
            "plan:progress",
            "plan:compare",
            "plan:commitments",
            "plan:commitments-file",
            "plan:workspace",
        ),
        READS_PLAN,
    ),
    **pages(
        (
            "plan:unchanged",
            "plan:undo",
            "plan:milestone-add",
            "plan:milestone",
            "plan:update",
        ),
        {LEAD, OWNER},
    ),
    "plan:units": {LEAD, OWNER, COMMANDER},
    **pages(("plan:proof-add", "plan:proof-remove"), {LEAD, OWNER, ANALYST}),
    **pages(("plan:assign", "plan:reminders"), {LEAD}),
    **pages(
        (
            "plan:import",
            "plan:start-draft",
            "plan:discard",
            "plan:publish",
            "plan:pillar-add",
            "plan:pillar",
            "plan:pillar-remove",
            "plan:commitment-add",
            "plan:commitment",
            "plan:commitment-move",
            "plan:commitment-remove",
            "plan:commitment-origins",
            "plan:action-origins",
            "consultation:index",
            "consultation:import",
            "consultation:review",
            "consultation:describe",
            "consultation:add",
            "consultation:original",
            "consultation:original-file",
            "consultation:publish-answers",
            "consultation:decide",
            "consultation:quote",
            "consultation:links",
            "consultation:answer",
            "consultation:publish-answer",
            "consultation:withdraw-answer",
            "consultation:alike",
            "consultation:take-out",
            "consultation:hand-in",
            "consultation:outbox",
            "consultation:message",
            "consultation:address",
            "consultation:replies",
            "consultation:decide-reply",
            "consultation:invite-reply",
            "consultation:responses",
            "consultation:publish-response",
            "consultation:response-file",
        ),
        {LEAD},
    ),
    **pages(("consultation:recommendations", "consultation:recommendations-file"), {LEAD, OWNER}),
    "consultation:sign-off": {OWNER},
    **pages(
        (
            "surveys:import",
            "surveys:file",
            "surveys:take-in",
            "surveys:throw-away",
            "surveys:refused",
        ),
        {LEAD, ANALYST},
    ),
    **pages(
        (
            "engagement:index",
            "engagement:occasion",
            "engagement:coverage",
            "engagement:picture",
            "engagement:coverage-file",
        ),
        READS_SURVEYS,
    ),
    **pages(
        (
            "engagement:new",
            "engagement:edit",
            "engagement:cancel",
            "engagement:again",
            "engagement:held",
            "engagement:note",
            "engagement:take-out",
        ),
        {LEAD, "engagement-officer"},
    ),
    **pages(("surveys:responses", "surveys:answers"), {LEAD, ANALYST}),
    **pages(("surveys:concerns", "surveys:concern"), {"trained-reader"}),
    **pages(("surveys:paper-surveys", "surveys:paper", "surveys:paper-again"), {"data-entry"}),
    **pages(
        (
            "surveys:index",
            "surveys:survey",
            "surveys:preview",
            "surveys:share",
            "surveys:poster",
        ),
        READS_SURVEYS,
    ),
    **pages(
        (
            "surveys:new",
            "surveys:edit",
            "surveys:dates",
            "surveys:ready",
            "surveys:take-back",
            "surveys:close",
            "surveys:copy",
            "surveys:discard",
            "surveys:languages",
            "surveys:translation",
            "surveys:language-remove",
            "surveys:strings",
            "surveys:strings-upload",
            "surveys:section-add",
            "surveys:section",
            "surveys:section-move",
            "surveys:section-remove",
            "surveys:section-condition",
            "surveys:question-add",
            "surveys:question",
            "surveys:question-move",
            "surveys:question-remove",
            "surveys:question-condition",
        ),
        {LEAD},
    ),
    **pages(
        (
            "loads:index",
            "loads:feed",
            "loads:gaps",
            "loads:gaps-file",
            "loads:quarantine-file",
        ),
        {LEAD, ANALYST, APPROVER},
    ),
    **pages(("releases:index", "releases:proposal", "releases:file"), READS_RELEASES),
    **pages(
        (
            "releases:propose",
            "releases:revise",
            "releases:submit",
            "releases:withdraw",
            "releases:release",
        ),
        {ANALYST},
    ),
    "releases:review": {APPROVER},
    **pages(
        (
            "measures:index",
            "measures:measure",
            "measures:compare",
            "measures:evidence",
            "measures:commitment",
            "measures:download",
            "measures:units",
            "measures:unit",
            "measures:work",
        ),
        READS_MEASURES,
    ),
    **pages(
        (
            "themes:index",
            "themes:question",
            "themes:work",
            "themes:answers",
            "themes:campaigns",
            "themes:campaign",
            "themes:agreement",
            "themes:crosstab",
            "themes:crosstab-file",
            "themes:theme",
            "themes:who",
            "themes:propose",
            "themes:learn",
            "themes:add",
            "themes:code",
            "themes:take-back",
            "themes:sample",
            "themes:second",
            "themes:decide",
            "themes:describe",
            "themes:merge",
            "themes:split",
            "themes:population",
        ),
        {LEAD, ANALYST},
    ),
    **pages(("themes:publish", "themes:withdraw"), {LEAD}),
    **pages(
        (
            "initiatives:index",
            "initiatives:initiative",
            "initiatives:assessment",
            "initiatives:document",
            "initiatives:disparity",
            "initiatives:disparity-chart",
            "initiatives:disparity-file",
        ),
        READS_INITIATIVES,
    ),
    **pages(
        (
            "initiatives:new",
            "initiatives:edit",
            "initiatives:live",
            "initiatives:extend",
            "initiatives:close",
            "initiatives:hand-over",
            "initiatives:assess",
            "initiatives:write",
            "initiatives:hand-in",
            "initiatives:take-back",
            "initiatives:figure",
            "initiatives:figure-take-out",
            "initiatives:mitigation",
            "initiatives:mitigation-take-out",
            "initiatives:mitigation-done",
            "initiatives:mitigation-undone",
        ),
        {LEAD, OWNER},
    ),
    **pages(
        ("initiatives:sign", "initiatives:send-back", "initiatives:withdraw"), {"equality-lead"}
    ),
    **pages(("measures:attach", "measures:remove", "measures:store"), {LEAD, ANALYST}),
    **pages(
        (
            "profiles:index",
            "profiles:unit",
            "profiles:edition",
            "profiles:compare",
            "profiles:file",
            "profiles:reply-history",
        ),
        {LEAD, ANALYST, APPROVER, PARTNER, COMMANDER},
    ),
    **pages(
        (
            "profiles:start",
            "profiles:draft",
            "profiles:checks",
            "profiles:fix",
            "profiles:work",
            "profiles:discard",
            "profiles:section",
            "profiles:history",
            "profiles:restore",
        ),
        {ANALYST},
    ),
    **pages(("profiles:answerable", "profiles:reply"), {COMMANDER}),
    **pages(("profiles:replies", "profiles:read-reply"), {LEAD, ANALYST}),
    **pages(("profiles:commanders", "profiles:end-command"), {LEAD}),
}

# Before sign-in, and one's own sign-in: open to whoever the library lets through.
SIGN_IN = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


def addresses(patterns=None, prefix="", route=""):
    """Yield (name, route, pattern) of every address the site serves."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            name = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, name, here)
        elif isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or ""), here, pattern


ALL = list(addresses())
STAFF_PAGES = [(name, pattern) for name, route, pattern in ALL if route.startswith("staff/")]


def example(pattern):
    """Return made-up arguments of the right kind for an address."""
    kinds = {"UUIDConverter": uuid.UUID(int=7), "IntConverter": 7, "SlugConverter": "x"}
    return {
        name: kinds.get(type(converter).__name__, "x")
        for name, converter in pattern.pattern.converters.items()
    }


def test_the_table_names_every_staff_page_and_no_other():
    assert {name for name, _ in STAFF_PAGES} == set(STAFF)


def test_every_other_address_is_sign_in_or_public():
    rest = {name for name, route, _ in ALL if not route.startswith("staff/")}
    open_to_all = ("publication:", "have-your-say:", "answers:")
    assert {name for name in rest if not name.startswith(open_to_all)} == SIGN_IN


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("role", [*roles(), ""])
def test_staff_pages_open_to_the_roles_in_the_table_and_to_no_other(role, signed_in):
    client = signed_in(make_person(role))
    wrong = []
    for name, pattern in STAFF_PAGES:
        url = reverse(name, kwargs=example(pattern))
        for method in (client.get, client.post):
            refused = method(url).status_code == 403
            if refused != (role not in STAFF[name]):
                wrong.append(f"{name}: {role or 'no role'} {'refused' if refused else 'let in'}")
    assert wrong == []


@pytest.mark.django_db
def test_strangers_are_sent_to_sign_in_from_every_staff_page():
    client = Client()
    for name, pattern in STAFF_PAGES:
        for method in (client.get, client.post):
            answer = method(reverse(name, kwargs=example(pattern)))
            assert answer.status_code == 302, name
            assert answer.url.startswith(reverse(settings.LOGIN_URL)), name


@pytest.mark.django_db
def test_public_pages_never_set_a_cookie():
    client = Client()
    for name, _, pattern in ALL:
        if name.startswith(("publication:", "have-your-say:", "answers:")):
            answer = client.get(reverse(name, kwargs=example(pattern)))
            assert answer.status_code in {200, 404}, name
            assert not answer.cookies, name


def test_a_staff_page_without_declared_checks_is_refused(rf):
    from django.core.exceptions import PermissionDenied

    from avow.web.accounts.middleware import DenyByDefault

    request = rf.get("/staff/new/")
    request.user = type("Somebody", (), {"is_authenticated": True})()
    with pytest.raises(PermissionDenied, match="declares no permission"):
        DenyByDefault(lambda r: None).process_view(request, lambda r: None, (), {})
