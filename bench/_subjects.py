"""What the benchmarks run on: the real open data where it is at hand, else the invented city's."""

import atexit
import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

SHARED = Path(os.environ.get("AVOW_SHARED", Path(__file__).resolve().parents[2] / "shared"))
_AT = datetime(2026, 3, 1, tzinfo=UTC)


def vawg_files() -> list[str]:
    """Return an offences and a victims file."""
    real = [SHARED / "data" / "mps" / f"vawg-{what}.parquet" for what in ("offences", "victims")]
    if all(path.exists() for path in real):
        return [str(path) for path in real]
    return [str(path) for path in _invented() if path.name.startswith("vawg-")]


def facts() -> str:
    """Return a data folder into which boundaries, population and counts were loaded."""
    from avow.analysis import feeds

    folder = _folder()
    files = SHARED / "data" / "geography"
    if files.exists():
        geography = [files / n for n in ("wards_2025.geojson", "boroughs.geojson")]
        feeds.load(folder, "boundaries", [*geography, files / "bcu_boroughs.csv"], at=_AT)
        feeds.load(folder, "population", [files / "borough_population_2019_2024.csv"], at=_AT)
        feeds.load(folder, "mps-vawg", vawg_files(), at=_AT)
        return str(folder)
    written = {path.name: path for path in _invented()}
    units = written["geography.toml"]
    shapes = [written["wards.geojson"], written["boroughs.geojson"]]
    counts = [written["vawg-offences.parquet"], written["vawg-victims.parquet"]]
    feeds.load(folder, "boundaries", [*shapes, units], at=_AT)
    feeds.load(folder, "population", [written["borough_population.csv"], units], at=_AT)
    feeds.load(folder, "mps-vawg", [*counts, units], at=_AT)
    return str(folder)


def _invented() -> list[Path]:
    from avow.analysis import synthetic

    folder, city = _folder(), synthetic.city()
    counts = synthetic.write_facts(
        city, folder, seed=1, start=date(2014, 1, 1), end=date(2026, 2, 1)
    )
    return [*synthetic.write_city(city, folder), *counts]


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="avow-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
