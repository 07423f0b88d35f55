"""A load by a column map, killed at any moment, leaves whole facts; the next one finishes it."""

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from avow.analysis.engine import layout
from tests.analysis.feeds.mapping.northshire import MAP, crime, mapped, person, written

pytestmark = pytest.mark.slow

SCRIPT = """
import sys
from datetime import UTC, datetime
from avow.analysis import feeds
known = feeds.read_map(sys.argv[2])
print("ready", flush=True)
at = datetime(2026, 3, 1, tzinfo=UTC)
feeds.load_map(sys.argv[1], known, sys.argv[3:], key=bytes(range(32)), at=at)
"""
TABLES = ("offences", "victims", "suspects", "steps", "outcomes")
KILLS = 5


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    """Return the arguments of an older and a newer load; the newer holds bad rows."""
    folder = tmp_path_factory.mktemp("files")
    mapped(folder, MAP)
    loads = []
    for name, size in (("older", 200), ("newer", 12_000)):
        crimes = [crime(f"NS/{n}", DA="?" if n % 50 == 49 else "Y") for n in range(size)]
        people = [person(f"NS/{n}", Person=f"P{n % 999}") for n in range(size)]
        people += [person(f"NS/{n}", Role="Suspect", Person=f"S{n}") for n in range(0, size, 3)]
        paths = [
            written(folder / f"crimes-{name}.csv", crimes),
            written(folder / f"people-{name}.csv", people),
        ]
        loads.append([str(folder / "northshire.toml"), *map(str, paths)])
    return loads[0], loads[1]


def start(data: Path, arguments: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(data), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def finish(data: Path, arguments: list[str]) -> float:
    """Run a load to its end and return the seconds it took after starting up."""
    with start(data, arguments) as process:
        began = time.monotonic()
        assert process.wait(timeout=120) == 0
    return time.monotonic() - began


def killed(data: Path, arguments: list[str], moment: float) -> bool:
    """Kill a load after so many seconds; return whether it was still running."""
    with start(data, arguments) as process:
        time.sleep(moment)
        process.kill()
    return process.returncode == -signal.SIGKILL


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def seen(data: Path) -> dict[str, int]:
    """Return the rows of each table that a reader sees now."""
    return {t: sum(pq.read_metadata(f).num_rows for f in layout.files(data, t)) for t in TABLES}


def test_killed_at_random_moments(tmp_path: Path, files) -> None:
    older, newer = files
    base, whole, data = tmp_path / "base", tmp_path / "whole", tmp_path / "data"
    finish(base, older)
    before = seen(base)
    shutil.copytree(base, whole)
    seconds = finish(whole, newer)
    after, wanted = seen(whole), state(whole)
    assert before["offences"] < after["offences"]
    moments = random.Random(20260301)
    shutil.copytree(base, data)
    for _ in range(KILLS):
        while not killed(data, newer, moments.uniform(0, seconds)):
            assert state(data) == wanted
            shutil.rmtree(data)
            shutil.copytree(base, data)
            seconds *= 0.8
        assert seen(data) in (before, after)
    finish(data, newer)
    assert state(data) == wanted
