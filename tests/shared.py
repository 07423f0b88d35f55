"""Where the real open data and documents lie, for the tests that use them."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("AVOW_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(path: str) -> Path:
    """Return a file of the shared folder, or skip the test with the reason."""
    found = ROOT / path
    if not found.exists():
        pytest.skip(f"needs real data that is not here: {found}")
    return found
