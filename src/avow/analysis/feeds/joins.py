"""Do the places of one feed stand in the areas of another? Names join them, so names must agree."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.engine import layout
from avow.analysis.feeds.report import Finding

_COUNTED = {"offences_by_place": "offences", "victims_by_place": "victims"}
_LEVELS = ("bcu", "borough", "ward")


def unmatched(data: str | Path) -> list[Finding]:
    """Return the places with counts that no area bears; none before both feeds are loaded."""
    folder = Path(data)
    areas = _rows(folder, "areas")
    if areas is None:
        return []
    known = {tuple(area[name] for name in ("kind", *_LEVELS)) for area in areas.to_pylist()}
    found = []
    for table, unit in _COUNTED.items():
        rows = _rows(folder, table)
        if rows is None:
            continue
        counted = rows.group_by(list(_LEVELS)).aggregate([(unit, "sum")]).to_pylist()
        odd = [[*absent, row[f"{unit}_sum"]] for row in counted if (absent := _absent(row, known))]
        if odd:
            odd.sort(key=lambda row: (row[0], row[1] or "", row[2] or ""))
            found.append(_finding(table, unit, odd))
    return found


def _rows(folder: Path, table: str) -> pa.Table | None:
    files = layout.files(folder, table)
    return pa.concat_tables([pq.read_table(file) for file in files]) if files else None


def _absent(place: Mapping[str, Any], known: set[tuple[Any, ...]]) -> list[str | None] | None:
    """Return level, borough and name of the widest part of a place that no area bears."""
    bcu, borough, ward = (place[name] for name in _LEVELS)
    if bcu and ("bcu", bcu, None, None) not in known:
        return ["bcu", None, bcu]
    if borough and ("borough", bcu, borough, None) not in known:
        return ["borough", None, borough]
    if ward and ("ward", bcu, borough, ward) not in known:
        return ["ward", borough, ward]
    return None


def _finding(table: str, unit: str, odd: Sequence[Sequence[Any]]) -> Finding:
    total = sum(row[-1] for row in odd)
    names = ", ".join(f"{row[2]} ({row[1]})" if row[1] else row[2] for row in odd[:3])
    more = f" and {len(odd) - 3} more places" if len(odd) > 3 else ""
    return Finding(
        f"unmatched_{unit}",
        f"Places of {unit} without a boundary",
        f"{total:,} {unit} are counted in {len(odd)} places that the loaded boundaries do not "
        f"have: {names}{more}. They count for their borough and cannot be drawn as a ward.",
        (table,),
        True,
        ("level", "borough", "place", unit),
        odd,
    )
