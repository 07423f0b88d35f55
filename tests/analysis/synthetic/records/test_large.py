"""A million offences, in memory that does not grow with them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
_SCRIPT = r"""
import json, re, sys
from datetime import date
from pathlib import Path
from avow.analysis.synthetic import records

folder, offences = Path(sys.argv[1]), int(sys.argv[2])
records.write(folder, offences=offences, seed=1, start=date(2022, 3, 1), end=date(2026, 2, 1))
# What this process held at most; the system's own account also counts its parent before exec.
peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
print(json.dumps([peak, records.rows(folder)["offences"]]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_a_million_offences_stay_in_bounded_memory(tmp_path: Path) -> None:
    """Eight spans are written, and never more than two of them held."""
    words = [sys.executable, "-c", _SCRIPT, str(tmp_path), "1000000"]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    most, written = json.loads(said)
    assert written == 1_000_000
    assert most < 600_000_000
