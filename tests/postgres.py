"""Run tests of the site on PostgreSQL: ``python -m tests.postgres [what pytest is to be told]``.

Uses the server that AVOW_TEST_DATABASE names; without one, the PostgreSQL of this machine serves
from a new folder, on loopback, until the tests are over.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

VARIABLE = "AVOW_TEST_DATABASE"
WHAT = ["-q", "tests/web", "tests/cli", "-m", "not journey and not spark"]
# Nothing that these servers hold is worth a wait for the disk.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def programs() -> Path:
    """Return the folder with PostgreSQL's programs: that of the path, else Debian's newest."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and not debian:
        raise SystemExit(
            f"PostgreSQL is not installed: apt-get install postgresql, or set {VARIABLE}."
        )
    return Path(found or debian[-1]).parent


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a server that lives as long as the context."""
    bin_ = programs()
    # The server refuses to run as root.
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as name:
        if other:
            shutil.chown(name, "postgres")
        held = f"{name}/data"
        settings = {**SETTINGS, "port": port, "unix_socket_directories": name}
        options = " ".join(f"-c {key}={value}" for key, value in settings.items())
        run = [*other, bin_ / "pg_ctl", "-D", held, "-s", "-w"]
        subprocess.run(
            [*other, bin_ / "initdb", "-D", held, "-U", "avow", "-A", "trust", "-E", "UTF8"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        subprocess.run([*run, "-l", f"{name}/log", "-o", options, "start"], check=True)
        try:
            yield f"postgresql://avow@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*run, "-m", "immediate", "stop"], check=True)


def main(arguments: list[str]) -> int:
    """Run the tests; return what pytest returns."""
    if VARIABLE in os.environ:
        return pytest.main(arguments or WHAT)
    with server() as address:
        os.environ[VARIABLE] = address
        return pytest.main(arguments or WHAT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
