"""A site of its own: its data folder, its address, its command line and its server."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
_CALL = """
import json
from avow.web.config.start import setup
setup()
from {module} import {name}
print(json.dumps({name}()))
"""


class Site:
    """A site that a journey fills, serves and reads back."""

    def __init__(self, folder: Path) -> None:
        # Bound, never listened on: nobody else is given the port, and the server may still take it.
        self._kept = socket.socket()
        self._kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._kept.bind(("127.0.0.1", 0))
        self.port = self._kept.getsockname()[1]
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {**os.environ, "AVOW_DATA": str(folder), "AVOW_SITE_URL": self.url}
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.sessions: dict[str, Any] = {}
        self._server: subprocess.Popen[bytes] | None = None

    def avow(self, *arguments: str) -> str:
        """Run a command of Avow on this site and return what it printed."""
        return self._python("-m", "avow.cli", *arguments)

    def call(self, function: Callable[[], Any]) -> Any:
        """Run a function of a module inside the site, not here; return what it returned."""
        module, name = function.__module__, function.__name__
        return json.loads(self._python("-c", _CALL.format(module=module, name=name)))

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.env,
            cwd=HERE.parents[1],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def serve(self) -> None:
        """Start the server and wait until it answers."""
        self._server = subprocess.Popen(
            [sys.executable, "-m", "avow.cli", "site", "serve", "--port", str(self.port)],
            env=self.env,
        )
        self._wait_for_the_door()
        # Each process builds its pages' code at its first request: those are made here, unhurried.
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(self._knock, ["/accounts/login/", "/"] * 4)) == {200}

    def _wait_for_the_door(self) -> None:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("The server did not start.")

    def _knock(self, path: str) -> int:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=120)
        asked.request("GET", path)
        status = asked.getresponse().status
        asked.close()
        return status

    def stop(self) -> None:
        """Stop the server, if it runs, and give the port back."""
        self._kept.close()
        if self._server:
            self._server.terminate()
            self._server.wait(timeout=20)
