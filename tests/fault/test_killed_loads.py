"""A load killed at any moment leaves whole facts, and the next run ends in the same state."""

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
from avow.analysis.feeds.vawg_shape import STACKED
from tests.analysis.feeds import invented

pytestmark = pytest.mark.slow

SCRIPT = """
import sys
from datetime import UTC, datetime
from avow.analysis import feeds
print("ready", flush=True)
data, *files = sys.argv[1:]
feeds.load(data, "mps-vawg", files, at=datetime(2026, 3, 1, tzinfo=UTC))
"""
ROWS = 60_000
KILLS = 6


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Return an older and a newer pair of files; the newer holds a bad row."""
    folder = tmp_path_factory.mktemp("files")
    pairs = []
    for name, size in (("older", ROWS // 10), ("newer", ROWS)):
        months = [f"{2014 + n // 12 % 10}-{n % 12 + 1:02d}" for n in range(120)]
        places = [
            invented.place("Central East", "Hackney", f"Ward {n // 120}", months[n % 120], None, 1)
            for n in range(size)
        ]
        places[3] = dict(places[3]) | {"count": -1}
        offences = folder / f"{name}-offences.parquet"
        invented.parquet(offences, [*places, *invented.CLASSES], invented.OFFENCE_COLUMNS)
        victims = folder / f"{name}-victims.parquet"
        invented.parquet(victims, invented.VICTIMS, invented.VICTIM_COLUMNS)
        pairs.append([str(offences), str(victims)])
    return pairs


def start(data: Path, files: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(data), *files]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finish(data: Path, files: list[str]) -> float:
    """Run a load to its end and return the seconds it took after starting up."""
    with start(data, files) as process:
        assert process.stdout is not None
        process.stdout.readline()
        began = time.monotonic()
        assert process.wait(timeout=60) == 0
    return time.monotonic() - began


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def seen(data: Path) -> dict[str, int]:
    """Return the rows of each table that a reader sees now."""
    tables = [stacked.table for stacked in STACKED]
    return {t: sum(pq.read_metadata(f).num_rows for f in layout.files(data, t)) for t in tables}


def test_killed_at_random_moments(tmp_path: Path, files: list[list[str]]) -> None:
    older, newer = files
    base, whole, data = tmp_path / "base", tmp_path / "whole", tmp_path / "data"
    finish(base, older)
    before = seen(base)
    shutil.copytree(base, whole)
    seconds = finish(whole, newer)
    after, wanted = seen(whole), state(whole)
    moments = random.Random(20260301)
    shutil.copytree(base, data)
    for _ in range(KILLS):
        while not killed(data, newer, moments.uniform(0, seconds)):
            # It came to its end first: the next one starts from the older facts again, sooner.
            assert state(data) == wanted
            shutil.rmtree(data)
            shutil.copytree(base, data)
            seconds *= 0.8
        assert seen(data) in (before, after)
    finish(data, newer)
    assert state(data) == wanted


def killed(data: Path, files: list[str], moment: float) -> bool:
    """Kill a load so many seconds after it has started up; return whether it was still running."""
    with start(data, files) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moment)
        process.kill()
    return process.returncode == -signal.SIGKILL
