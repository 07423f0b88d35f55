"""An invented force's extract, and the map that loads it."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from avow.analysis import feeds

AT = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
KEY = bytes(range(32))
GEOGRAPHY = """
force = "Northshire Police"
[no_place]
Elsewhere = "outside the force"
[other_forces]
[[bcu]]
name = "Coast"
boroughs = ["Seaham", "Whitby Bay"]
"""
MAP = """
name = "northshire-records"
title = "Northshire: monthly extract of the records system"
force = "Northshire Police"
owner = "Records manager"
next_review = 2027-01-01
geography = "geography.toml"
empty = ["N/K", "Not recorded"]
dates = ["%d/%m/%Y"]

[offences]
files = "crimes*"
[offences.columns]
offence = "Crime Ref"
recorded_on = "Date Recorded"
committed_on = "Date Committed"
borough = "District"
ward = "Ward"
offence_group = { classes = { home_office_class = "HO Class", title = "Offence" } }
precursor = { always = false }
domestic_abuse = "DA"
place_kind = { from = "Location", values = { Dwelling = "home" }, otherwise = "other" }

[victims]
files = "people*"
only = { Role = ["victim", "complainant"] }
[victims.columns]
offence = "Crime Ref"
victim = "Person"
age_band = { from = "Age", age = true }
sex = { from = "Gender", values = { F = "female", M = "male" } }
first_contact_days = { from = "First contact", days_after = "recorded_on" }

[suspects]
files = "people*"
only = { Role = "suspect" }
[suspects.columns]
offence = "Crime Ref"
suspect = "Person"
sex = { from = "Gender", values = { F = "female", M = "male" } }

[[steps]]
files = "crimes*"
filled = ["Charged"]
[steps.columns]
offence = "Crime Ref"
step = { always = "charge" }
reached_on = "Charged"

[outcomes]
files = "crimes*"
[outcomes.columns]
offence = "Crime Ref"
outcome_type = "Outcome"
outcome_on = "Outcome date"
"""
CRIME = {
    "Crime Ref": "NS/1",
    "Date Recorded": "01/02/2024",
    "Date Committed": "31/01/2024",
    "District": "seaham",
    "Ward": "Harbour",
    "HO Class": "Rape",
    "Offence": "Rape of a female aged 16 and over",
    "DA": "Y",
    "Location": "Dwelling",
    "Charged": "01/03/2024",
    "Outcome": "1",
    "Outcome date": "01/03/2024",
}
PERSON = {
    "Crime Ref": "NS/1",
    "Person": "PERSON-77",
    "Role": "Victim",
    "Age": "34",
    "Gender": "F",
    "First contact": "05/02/2024",
}

Row = dict[str, Any]


def crime(reference: str, **changes: Any) -> Row:
    """Return a row of the extract of crimes."""
    return CRIME | {"Crime Ref": reference} | {k.replace("_", " "): v for k, v in changes.items()}


def person(reference: str, **changes: Any) -> Row:
    """Return a row of the extract of people."""
    return PERSON | {"Crime Ref": reference} | {k.replace("_", " "): v for k, v in changes.items()}


def written(path: Path, rows: list[Row]) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def mapped(folder: Path, text: str = MAP) -> feeds.ColumnMap:
    """Write the map and its geography, and read it."""
    (folder / "geography.toml").write_text(GEOGRAPHY, encoding="utf-8")
    path = folder / "northshire.toml"
    path.write_text(text, encoding="utf-8")
    return feeds.read_map(path)


def load(data: Path, known: feeds.ColumnMap, *files: Path, **more: Any) -> feeds.Loaded:
    """Load files by a map."""
    return feeds.load_map(data, known, list(files), **{"key": KEY, "at": AT} | more)
