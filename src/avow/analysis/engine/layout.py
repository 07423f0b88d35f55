"""Where loaded facts lie on disk, and which load counts.

::

    <data>/facts/<feed>/<load id>/<table>.parquet   one load; never changed once it is there
    <data>/facts/<feed>/current.json                which load each table is read from
    <data>/facts/<table>/<name>.parquet             rows put there by hand or by a generator

A load becomes visible when ``current.json`` is replaced, which is one atomic act: a reader sees
all of a load's tables or none.
"""

import json
import os
from pathlib import Path

CURRENT = "current.json"


def facts_folder(data: Path, feed: str) -> Path:
    """Return the folder that holds the loads of one feed."""
    return data / "facts" / feed


def current(data: Path, feed: str) -> dict[str, str]:
    """Return the load id that each table of ``feed`` is read from; empty before the first load."""
    pointer = facts_folder(data, feed) / CURRENT
    if not pointer.is_file():
        return {}
    tables: dict[str, str] = json.loads(pointer.read_text(encoding="utf-8"))["tables"]
    return tables


def feeds_with(data: Path, table: str) -> dict[str, str]:
    """Return the feeds that hold ``table``, each with the load id it is read from."""
    feeds = sorted(pointer.parent.name for pointer in (data / "facts").glob(f"*/{CURRENT}"))
    loads = {feed: current(data, feed).get(table) for feed in feeds}
    return {feed: load for feed, load in loads.items() if load}


def files(data: Path, table: str) -> list[Path]:
    """Return the Parquet files of one table that count now, sorted."""
    loaded = [
        facts_folder(data, feed) / load / f"{table}.parquet"
        for feed, load in feeds_with(data, table).items()
    ]
    return sorted([*loaded, *(data / "facts" / table).glob("*.parquet")])


def state(data: Path) -> dict[str, tuple[str, ...]]:
    """Return what every table is read from now, as short texts that change when the rows may have.

    One pass over the folder: quick enough to be asked for every page. A load's files never change;
    one put there by hand is known by its size and time.
    """
    found: dict[str, list[str]] = {}
    if not (data / "facts").is_dir():
        return {}
    with os.scandir(data / "facts") as folders:
        for folder in folders:
            if not folder.is_dir():
                continue
            for table, load in current(data, folder.name).items():
                found.setdefault(table, []).append(f"{folder.name}/{load}")
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".parquet"):
                        about = entry.stat()
                        said = f"{entry.name} {about.st_size} {about.st_mtime_ns}"
                        found.setdefault(folder.name, []).append(said)
    return {table: tuple(sorted(texts)) for table, texts in sorted(found.items())}
