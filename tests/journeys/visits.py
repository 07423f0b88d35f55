"""Visits: a browser context that remembers what should not have happened, and how to sign in."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

from avow.web.accounts.demo import secret
from tests.journeys.site import Site

PASSWORD = "open-the-door-2026"
ELSEWHERE = "https://www.bbc.co.uk/weather"  # where the quick exit leads by default
PATIENCE_MS = 20_000
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


class Visit:
    """One context with one page. ``faults`` lists errors and requests that left the site."""

    def __init__(self, browser: Browser, site: Site, session: Any, **options: Any) -> None:
        self.site = site
        self.faults: list[str] = []
        self._context = browser.new_context(
            base_url=site.url, storage_state=session, **{**DESKTOP, **options}
        )
        self._context.set_default_timeout(PATIENCE_MS)
        self._context.on("request", self._note_request)
        self._context.on("console", self._note_message)
        self._context.on("weberror", lambda error: self.faults.append(str(error.error)))
        # The page behind the quick exit is played by the test: nothing goes out.
        self._context.route(ELSEWHERE, _play_the_weather)
        self.page: Page = self._context.new_page()

    def close(self) -> None:
        """Close the context and all its pages."""
        self._context.close()

    def _note_request(self, request: Request) -> None:
        local = request.url.startswith((f"{self.site.url}/", "data:", "blob:"))
        if not local and request.url != ELSEWHERE:
            self.faults.append(f"asked {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        # Chromium also logs an answer that is an error page on purpose, at the page's own address.
        own = message.page and message.location.get("url") == message.page.url
        refused = message.text.startswith("Failed to load resource") and own
        if message.type == "error" and not refused:
            self.faults.append(f"{message.location.get('url')}: {message.text}")


def _play_the_weather(route: Route) -> None:
    route.fulfill(
        body="<!doctype html><title>Weather</title><h1>Rain</h1>", content_type="text/html"
    )


def one_time_code(email: str) -> str:
    """Return what somebody's phone shows now. ``avow site code`` says the same, only later."""
    return str(format_hotp_value(hotp_value(secret(email), int(time.time()) // 30)))


def sign_in(browser: Browser, site: Site, email: str) -> Any:
    """Sign somebody in with password and one-time code; return the session to use again.

    A code works once, so each person signs in once on each site.
    """
    visit = Visit(browser, site, None)
    page = visit.page
    page.goto("/staff/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(one_time_code(email))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Hello, ").wait_for()
    state = page.context.storage_state()
    visit.close()
    assert visit.faults == []
    return state
