"""Invented files in the publishers' shape: small, with every oddity that the real ones have."""

import csv
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.feeds.vawg_shape import AGE, CLASS, COMMITTED, COUNT, ETHNIC, PLACE, RECORDED

AT = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
DATES = (RECORDED, COMMITTED)
OFFENCE_COLUMNS = (*PLACE, *DATES, COUNT, "sheet", *CLASS)
VICTIM_COLUMNS = (*PLACE, *DATES, COUNT, "sheet", *AGE, *ETHNIC)

Row = Mapping[str, Any]


def place(
    bcu: str, borough: str, ward: str | None, recorded: str, committed: str | None, n: Any
) -> Row:
    return _row(PLACE, (bcu, borough, ward), recorded, committed, n) | {
        "sheet": "Offence count location"
    }


def offence(group: str, cls: str, vawg: str, title: str, recorded: str, n: Any = 1) -> Row:
    return _row(CLASS, (group, cls, vawg, title), recorded, recorded, n) | {
        "sheet": "Offence count classification"
    }


def _row(
    names: Sequence[str], values: Sequence[Any], recorded: str, committed: Any, n: Any
) -> dict[str, Any]:
    return dict(zip(names, values, strict=True)) | {
        RECORDED: recorded,
        COMMITTED: committed,
        COUNT: n,
    }


PLACES = [
    place("Central East", "Hackney", "Dalston", "2024-01", "2024-01", 5),
    place("Central East", "Hackney", "Whitechapel", "2024-02", "2023-12", 2),
    place("Central East", "Tower Hamlets", "Whitechapel", "2024-02", "1900-01", 3),
    place("Central East", "Tower Hamlets", "Whitechapel", "2024-02", None, 4),
    place("South Area", "Sutton", "Non MET police force", "2024-04", "2024-05", 1),
    place("South Area", "Sutton", None, "2024-04", "1900-07", 1),
    place("Other", "Other", "N/K", "2024-04", "2024-04", 2),
    place("Other", "Other", None, "2024-04", "2024-04", 1),
    place("Other", "Other", "Heathrow Villages", "2024-04", "2024-04", 1),
]
CLASSES = [
    offence("Rape", "Rape of a female aged 16 and over", "Rape of a Female aged 16 and over",
            "Rape of a female aged 16 or over", "2024-01", 6),
    offence("Stalking and Harassment", "Stalking", "Stalking",
            "Stalking involving fear of violence", "2024-02", 5),
    offence("Other Sexual Offences", "Exposure and Voyeurism", "Exposure and Voyeurism",
            "Exposure", "2024-02", 2),
    offence("Other Sexual Offences", "Exposure and Voyeurism", "Exposure and Voyeurism",
            "Exposure.", "2024-02", 1),
    offence("Other Sexual Offences", "Other Miscellaneous Sexual Offences",
            "Non-VaWG Classification", "Threaten to share intimate photograph or film",
            "2024-04", 2),
    offence("Other flagged offences outside of VAWG", "Non-Vawg Crime", "Non-VaWG Classification",
            "Non-Vawg Crime", "2024-04", 4),
]  # fmt: skip
OFFENCES = [*PLACES, *CLASSES]
VICTIMS = [
    *[row | {"sheet": "Victim count by location"} for row in PLACES[:7]],
    *[
        _row(AGE, (age,), "2024-01", "2024-01", n) | {"sheet": "Victim count by age group"}
        for age, n in (("Aged 20 to 29 years", 12), ("Aged 80+", 6))
    ],
    *[
        _row(ETHNIC, (group,), "2024-01", "2024-01", n) | {"sheet": "Victim count by ethnic group"}
        for group, n in (("White", 10), ("Unknown", 8))
    ],
]


def parquet(path: Path, rows: Sequence[Row], columns: Sequence[str]) -> Path:
    """Write rows as the publisher's Parquet: dates are time stamps, counts are integers."""
    kinds = {RECORDED: pa.timestamp("ms"), COMMITTED: pa.timestamp("ms"), COUNT: pa.int64()}
    table = {
        name: pa.array([_stamp(row.get(name)) if name in DATES else row.get(name) for row in rows],
                       kinds.get(name, pa.string()))
        for name in columns
    }  # fmt: skip
    pq.write_table(pa.table(table), path)
    return path


def _stamp(month: str | None) -> dt.datetime | None:
    return None if month is None else dt.datetime.strptime(month, "%Y-%m")  # noqa: DTZ007


def text(path: Path, rows: Sequence[Row], columns: Sequence[str], delimiter: str = ",",
         encoding: str = "utf-8") -> Path:  # fmt: skip
    """Write rows as CSV."""
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(columns)
        writer.writerows(
            ["" if row.get(c) is None else row.get(c) for c in columns] for row in rows
        )
    return path


def workbook(path: Path, sheets: Mapping[str, tuple[Sequence[Row], Sequence[str]]]) -> Path:
    """Write sheets of a workbook; dates are date cells, and a note stands above each header."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (rows, columns) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(["Extracted for publication"])
        sheet.append(list(columns))
        for row in rows:
            sheet.append([_stamp(row.get(c)) if c in DATES else row.get(c) for c in columns])
    book.save(path)
    return path


def square(west: float, south: float, size: float = 0.01) -> dict[str, Any]:
    """Return a square as GeoJSON, in degrees."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def ward(name: str, borough: str, west: float, south: float, code: str = "E05") -> dict[str, Any]:
    """Return a ward as a GeoJSON feature."""
    properties = {"WD25CD": code, "WD25NM": name, "LAD25CD": "E09", "LAD25NM": borough}
    return {"type": "Feature", "properties": properties, "geometry": square(west, south)}


def geojson(path: Path, features: Sequence[Any]) -> Path:
    """Write features as a GeoJSON collection."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path
