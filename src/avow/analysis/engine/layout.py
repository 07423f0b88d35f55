"""Where loaded facts lie on disk, and which load counts.

::

    <data>/facts/<feed>/<load id>/<table>.parquet   one load; never changed once it is there
    <data>/facts/<feed>/current.json                which load each table is read from
    <data>/facts/<table>/<name>.parquet             rows put there by hand or by a generator

A load becomes visible when ``current.json`` is replaced, which is one atomic act: a reader sees
all of a load's tables or none.
"""

import json
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
