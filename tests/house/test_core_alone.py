"""The library works alone: no Django, no chart or web package is imported by it."""

import pkgutil
import subprocess
import sys

import avow.analysis

COMMANDS = (
    "avow.cli",
    "avow.cli.plan",
    "avow.cli.consultation",
    "avow.cli.text",
    "avow.cli.feed",
    "avow.cli.measure",
    "avow.cli.disparity",
)
FORBIDDEN = ("django", "altair", "pandas", "allauth", "vl_convert", "pyogrio", "avow.web")


def test_analysis_and_command_line_import_without_the_site():
    modules = [
        m.name
        for m in pkgutil.walk_packages(avow.analysis.__path__, "avow.analysis.")
        if not m.name.endswith((".spark", ".semantic"))
    ]
    script = f"""
import importlib, sys
class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.startswith({FORBIDDEN!r}):
            raise ImportError("behind the wall: " + name)
sys.meta_path.insert(0, Wall())
for name in {[*modules, *COMMANDS]!r}:
    importlib.import_module(name)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_command_line_starts_without_heavy_imports():
    script = """
import sys
import avow.cli
heavy = {"sklearn", "ibis", "duckdb", "pyarrow", "django", "scipy", "numpy"} & set(sys.modules)
sys.exit(", ".join(sorted(heavy)) or 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_site_starts_without_what_only_some_pages_need():
    script = """
import sys
from avow.web.config.start import setup
setup()
heavy = {"pandas", "scipy", "statsmodels", "sklearn", "ibis", "duckdb", "altair", "vl_convert"}
sys.exit(", ".join(sorted(heavy & set(sys.modules))) or 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
