"""Every command, setting, measure, table and public address is documented, and truly."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = runpy.run_path(str(ROOT / "docs" / "generate.py"))["everything"]()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_reference_page_says_what_the_code_says(path):
    assert path.read_text(encoding="utf-8") == PAGES[path], "run `make docs`"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_in_the_reference_lacks_words(path):
    """A row of the reference whose last cell is empty names something nobody described."""
    empty = [line for line in PAGES[path].splitlines() if line.endswith("|  |")]
    assert [line for line in empty if not line.startswith("| `AVOW")] == []
