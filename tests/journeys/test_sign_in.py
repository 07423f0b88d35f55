"""A newcomer sets up a second factor and signs in with it; every page on the way is looked at."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.journeys.axe import expect_no_findings
from tests.journeys.inside import add_newcomer
from tests.journeys.visits import PASSWORD

NEWCOMER = "newcomer@demo.example"


def test_a_newcomer_sets_up_a_second_factor_and_uses_it(demo, visit):
    demo.call(add_newcomer)
    page = visit(demo)
    give_password(page, wrongly_first=True)
    set_up_one_time_codes(page)
    code = keep_recovery_codes(page)
    look_at_the_settings(page)
    page.goto("/staff/")
    page.get_by_role("button", name="Sign out").click()
    give_password(page)
    use_a_recovery_code(page, code)


def give_password(page: Page, wrongly_first: bool = False) -> None:
    page.goto("/staff/")
    expect_no_findings(page)
    if wrongly_first:
        page.get_by_role("button", name="Sign in").click()
        expect_an_error(page)
    page.get_by_label("Email").fill(NEWCOMER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def set_up_one_time_codes(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your one-time code")
    expect_no_findings(page)
    page.get_by_label("code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect_an_error(page)
    secret = page.get_by_role("definition").locator("code").inner_text()
    page.get_by_label("code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Continue").click()


def keep_recovery_codes(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect_no_findings(page)
    return page.get_by_role("main").get_by_role("listitem").first.inner_text()


def look_at_the_settings(page: Page) -> None:
    for address in (
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/reauthenticate/",
    ):
        answer = page.goto(address)
        assert answer
        assert answer.status == 200
        assert page.url.endswith(address)
        expect_no_findings(page)


def use_a_recovery_code(page: Page, code: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Your one-time code")
    expect_no_findings(page)
    page.get_by_label("code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect_an_error(page)
    page.get_by_label("code").fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Newcomer")


def expect_an_error(page: Page) -> None:
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect_no_findings(page)
