"""A load killed at any moment leaves whole facts, and the next run ends in the same state."""

import hashlib
import random
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
    whole = tmp_path / "whole"
    finish(whole, older)
    before = seen(whole)
    seconds = finish(whole, newer)
    after, wanted = seen(whole), state(whole)
    data = tmp_path / "data"
    finish(data, older)
    moments = random.Random(20260301)
    killed = 0
    for _ in range(8):
        with start(data, newer) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0, seconds))
            process.kill()
        killed += process.returncode == -9
        assert seen(data) in (before, after)
    assert killed >= 3
    finish(data, newer)
    assert state(data) == wanted
