"""A million offences: quick, and in memory that does not grow with them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
_SCRIPT = """
import json, resource, sys
from datetime import date
from pathlib import Path
from avow.analysis.synthetic import records

folder, offences = Path(sys.argv[1]), int(sys.argv[2])
records.write(folder, offences=offences, seed=1, start=date(2022, 3, 1), end=date(2026, 2, 1))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([peak, records.rows(folder)["offences"]]))
"""


def peak(folder: Path, offences: int) -> int:
    """Return the bytes that a process of its own needed at most."""
    words = [sys.executable, "-c", _SCRIPT, str(folder), str(offences)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    most, written = json.loads(said)
    assert written == offences
    return most


def test_memory_does_not_grow_with_the_offences(tmp_path: Path) -> None:
    small, large = peak(tmp_path / "a", 300_000), peak(tmp_path / "b", 1_000_000)
    assert large < 800_000_000
    assert large < 1.3 * small
