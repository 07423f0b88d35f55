"""Data folders that are filled once a test run, and copied for every site that starts from them.

Bringing a database up to date and telling the demo's story take many seconds of processor; copying
a folder takes none. Workers of pytest-xdist share the moulds: whoever comes first fills one, the
others wait for it.
"""

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from avow.analysis import synthetic
from tests.journeys.inside import add_people, publish_a_plan
from tests.journeys.site import Site

EMPTY, PEOPLE, PLANNED, FACTS, DEMO = "empty", "people", "planned", "facts", "demo"
_FEEDS = {
    "boundaries": ("wards.geojson", "boroughs.geojson", "geography.toml"),
    "population": ("borough_population.csv", "geography.toml"),
    "mps-vawg": ("vawg-offences.parquet", "vawg-victims.parquet", "geography.toml"),
}


def _load_facts(site: Site) -> None:
    city = synthetic.city()
    with TemporaryDirectory() as name:
        files = Path(name)
        synthetic.write_city(city, files)
        synthetic.write_facts(city, files, seed=1, start=date(2023, 1, 1), end=date(2025, 12, 1))
        for feed, names in _FEEDS.items():
            site.avow("feed", "load", feed, *(str(files / one) for one in names))


# What each mould starts from, and what fills it.
_FILLED: dict[str, tuple[str, Callable[[Site], object]]] = {
    EMPTY: ("", lambda site: site.avow("site", "migrate")),
    PEOPLE: (EMPTY, lambda site: site.call(add_people)),
    PLANNED: (EMPTY, lambda site: site.call(publish_a_plan)),
    FACTS: (PLANNED, _load_facts),
    DEMO: (EMPTY, lambda site: site.avow("site", "demo", "--no-serve")),
}


class Moulds:
    """The moulds of one test run."""

    def __init__(self, paths: pytest.TempPathFactory) -> None:
        base = paths.getbasetemp()
        # Each worker of xdist has a folder of its own beneath the run's.
        self._root = (base.parent if "PYTEST_XDIST_TESTRUNUID" in os.environ else base) / "moulds"
        self._root.mkdir(exist_ok=True)

    def copy(self, name: str, folder: Path) -> None:
        """Copy a mould into ``folder``; fill it first if nobody has."""
        made = self._root / name
        with (self._root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                self._fill(name).rename(made)
        shutil.copytree(made, folder, dirs_exist_ok=True)

    def _fill(self, name: str) -> Path:
        older, act = _FILLED[name]
        folder = self._root / f"{name}-unfinished"
        folder.mkdir()
        if older:
            self.copy(older, folder)
        site = Site(folder)
        act(site)
        site.stop()
        return folder
