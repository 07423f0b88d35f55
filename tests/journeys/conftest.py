"""A real server on a database file of its own, and Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Use the machine's Chromium where there is one; a root user cannot use its sandbox."""
    chromium = shutil.which("chromium")
    return {
        **browser_type_launch_args,
        **({"executable_path": chromium} if chromium else {}),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


class Site:
    """A site of its own: its data folder, its address, and its command line."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {**os.environ, "AVOW_DATA": str(folder), "AVOW_SITE_URL": self.url}
        self.env.pop("DJANGO_SETTINGS_MODULE", None)

    def avow(self, *arguments: str) -> str:
        """Run a command of Avow on this site and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "avow.cli", *arguments],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def serve(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers."""
        server = subprocess.Popen(
            [sys.executable, "-m", "avow.cli", "site", "serve", "--port", str(self.port)],
            env=self.env,
        )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return server
            time.sleep(0.1)
        server.kill()
        raise AssertionError("The server did not start.")


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """Return a function that starts a site: ``new_site("name", ["site", "demo", …])``."""
    servers = []

    def start(name: str, *prepare: list[str]) -> Site:
        site = Site(tmp_path_factory.mktemp(name))
        site.avow("site", "migrate")
        for command in prepare:
            site.avow(*command)
        servers.append(site.serve())
        return site

    yield start
    for server in servers:
        server.terminate()
        server.wait(timeout=10)


def axe_findings(page) -> list[str]:
    """Return what axe-core finds on the page, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run(document, {runOnly: {type: 'tag', values: "
        "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}})).violations"
    )
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]
