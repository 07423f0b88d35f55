"""A real server on a database file of its own, and Debian's Chromium.

A journey opens a page with ``visit(site, "lead@demo.example")``. Whatever it does, the page must
keep quiet: no error in the console, no broken policy, no request to another host.
"""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.moulds import DEMO, EMPTY, FACTS, Moulds
from tests.journeys.site import Site
from tests.journeys.visits import PATIENCE_MS, Visit, sign_in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("journey")
            item.add_marker("slow")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Use the machine's Chromium where there is one; a root user cannot use its sandbox."""
    chromium = shutil.which("chromium")
    return {
        **browser_type_launch_args,
        **({"executable_path": chromium} if chromium else {}),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Return a function that makes and serves a site: ``new_site("name", prepare, like=PEOPLE)``.

    It starts as a copy of a mould, of an empty site by default, and ``prepare(site)`` goes on.
    """
    moulds = Moulds(tmp_path_factory)
    sites = []

    def start(
        name: str, prepare: Callable[[Site], object] | None = None, like: str = EMPTY
    ) -> Site:
        site = Site(tmp_path_factory.mktemp(name))
        sites.append(site)
        moulds.copy(like, site.folder)
        if prepare:
            prepare(site)
        site.serve()
        return site

    yield start
    for site in sites:
        site.stop()


@pytest.fixture(scope="session")
def demo(new_site: Callable[..., Site]) -> Site:
    """Return the site of the invented city. Journeys look at it and change nothing."""
    return new_site("demo", like=DEMO)


@pytest.fixture(scope="module")
def facts(new_site: Callable[..., Site]) -> Site:
    """Return a site with people, a published plan, and the facts of an invented city loaded."""
    return new_site("facts", like=FACTS)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page: ``visit(site, email, **context_options)``."""
    expect.set_options(timeout=PATIENCE_MS)
    visits: list[Visit] = []

    def start(site: Site, email: str = "", **options: object) -> Page:
        if email and email not in site.sessions:
            site.sessions[email] = sign_in(browser, site, email)
        visits.append(Visit(browser, site, site.sessions.get(email), **options))
        return visits[-1].page

    yield start
    for opened in visits:
        opened.close()
    faults = [fault for opened in visits for fault in opened.faults]
    assert not faults, "\n".join(faults)
