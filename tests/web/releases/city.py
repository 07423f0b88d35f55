"""A tiny city with facts, small enough to know every figure by heart."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from avow.analysis.tables import TABLES

FORCE = "Riverside Police"
UNITS = {"North": ("Alder", "Birch"), "South": ("Cedar", "Damson"), "West": ("Elm", "Fir")}
WARDS = ("Mill", "Quay", "Green")
MONTHS = [date(year, month, 1) for year in (2023, 2024) for month in range(1, 13)]


def cases(ward: int, month: int) -> int:
    """Return how many offences a ward has in a month; ward 0 has a handful a year."""
    return (1 if month in (3, 9) else 0) if ward == 0 else 2 + (ward * 5 + month * 3) % 7


def places() -> list[tuple[str, str, str]]:
    """Return command unit, borough and ward of every ward."""
    return [(unit, b, w) for unit, boroughs in UNITS.items() for b in boroughs for w in WARDS]


def tables() -> dict[str, list[dict]]:
    """Return the rows of every fact table by name."""
    by_place = [
        {
            "force": FORCE,
            "bcu": unit,
            "borough": borough,
            "ward": ward,
            "month_recorded": day,
            "month_committed": day,
            "offences": cases(place, day.month),
        }
        for place, (unit, borough, ward) in enumerate(places())
        for day in MONTHS
        if cases(place, day.month)
    ]
    boroughs = {borough: unit for unit, borough, _ in places()}
    return {
        "offences_by_place": by_place,
        "population": [
            {"force": FORCE, "bcu": unit, "borough": borough, "year": year, "residents": 9_000}
            for borough, unit in boroughs.items()
            for year in (2023, 2024)
        ],
        "boundaries": [
            *(_square(i, *place) for i, place in enumerate(places())),
            *(_borough(borough) for borough in boroughs),
        ],
    }


def _borough(borough: str) -> dict:
    wards = [_square(i, *place) for i, place in enumerate(places()) if place[1] == borough]
    whole = shapely.union_all([shapely.from_wkb(ward["geometry"]) for ward in wards])
    return {**wards[0], "kind": "borough", "ward": None, "geometry": shapely.to_wkb(whole)}


def _square(place: int, unit: str, borough: str, ward: str) -> dict:
    west, south = 1 + (place % 6) * 0.02, 54 + (place // 6) * 0.02
    return {
        "kind": "ward",
        "code": None,
        "force": FORCE,
        "bcu": unit,
        "borough": borough,
        "ward": ward,
        "geometry": shapely.to_wkb(shapely.box(west, south, west + 0.02, south + 0.02)),
    }


def write(folder: Path) -> None:
    """Write the facts below the data folder ``folder``."""
    for name, rows in tables().items():
        path = folder / "facts" / name / "test.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = TABLES[name].schema()
        full = [{column: row.get(column) for column in schema.names} for row in rows]
        pq.write_table(pa.Table.from_pylist(full, schema=schema), path)
