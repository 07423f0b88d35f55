"""Load a force's extract by a column map beside pandas doing the same work, in one run.

    python bench/column_map.py [--rows 1000000] [--runs 3]

Two invented CSV files, of cases and of people, become offences, victims, suspects, steps and
outcomes: dates read, words mapped, references hashed under a key, bad rows kept apart, repeats
found, columns carried from the offence, days counted, tables sorted and written as Parquet. Each
side runs in a process of its own, turn and turn about. The pandas side is what a careful analyst
would write for this one extract; it reads everything into memory, counts nothing by unit and month,
and leaves out locks, flushing and the quality report.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAP = """
name = "bench-records"
title = "Extract for a bench"
force = "Northshire Police"
owner = "Bench"
next_review = 2030-01-01
empty = ["N/K"]
dates = ["%d/%m/%Y"]

[offences]
files = "crimes.csv"
[offences.columns]
offence = "Ref"
recorded_on = "Recorded"
committed_on = "Committed"
borough = "District"
ward = "Ward"
offence_group = { always = "stalking" }
precursor = { always = false }
domestic_abuse = "DA"
place_kind = { from = "Place", values = { Dwelling = "home" }, otherwise = "other" }

[victims]
files = "people.csv"
only = { Role = "victim" }
[victims.columns]
offence = "Ref"
victim = "Person"
age_band = { from = "Age", age = true }
sex = { from = "Gender", values = { F = "female", M = "male" } }

[suspects]
files = "people.csv"
only = { Role = "suspect" }
[suspects.columns]
offence = "Ref"
suspect = "Person"
sex = { from = "Gender", values = { F = "female", M = "male" } }

[steps]
files = "crimes.csv"
filled = ["Charged"]
[steps.columns]
offence = "Ref"
step = { always = "charge" }
reached_on = "Charged"

[outcomes]
files = "crimes.csv"
[outcomes.columns]
offence = "Ref"
outcome_type = "Outcome"
outcome_on = "Decided"
"""
KEY = bytes(range(32))


def invent(folder: Path, rows: int) -> None:
    """Write the extract and its map; one row in a thousand is bad."""
    dice = random.Random(7)
    days = [
        f"{d:02d}/{m:02d}/{y}"
        for y in (2022, 2023, 2024)
        for m in range(1, 13)
        for d in range(1, 29)
    ]
    with (folder / "crimes.csv").open("w") as file:
        file.write("Ref,Recorded,Committed,District,Ward,DA,Place,Charged,Outcome,Decided,Notes\n")
        for n in range(rows):
            day = "31/02/2024" if n % 1000 == 999 else dice.choice(days)
            charged = "01/06/2025" if n % 3 == 0 else ""
            file.write(
                f"NS/{n:08d},{day},{dice.choice(days)},District {n % 7},Ward {n % 150},"
                f"{'YN'[n % 2]},{('Dwelling', 'Street')[n % 2]},{charged},{(1, 14, 16)[n % 3]},"
                "01/07/2025,some words that nobody reads\n"
            )
    with (folder / "people.csv").open("w") as file:
        file.write("Ref,Person,Role,Age,Gender\n")
        for n in range(rows):
            role = ("Victim", "Victim", "Suspect")[n % 3]
            person = dice.randrange(rows // 2 or 1)
            file.write(f"NS/{n:08d},P{person},{role},{n % 95},{'FM'[n % 2]}\n")
    (folder / "map.toml").write_text(MAP)


def avow(given: Path, into: Path) -> None:
    """Load with this package."""
    from datetime import UTC, datetime

    from avow.analysis import feeds

    feeds.load_map(
        into,
        feeds.read_map(given / "map.toml"),
        [given / "crimes.csv", given / "people.csv"],
        key=KEY,
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )


def pandas(given: Path, into: Path) -> None:
    """Do the same work with pandas."""
    import hashlib

    import pandas as pd

    def number(kind: str, column: "pd.Series[str]") -> "pd.Series[int]":
        start = f"{kind}\0Northshire Police\0".encode()
        return column.map(
            lambda text: int.from_bytes(
                hashlib.blake2b(start + text.encode(), key=KEY, digest_size=8).digest(),
                "little",
                signed=True,
            )
        )

    def day(column: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
        return pd.to_datetime(column, format="%d/%m/%Y", errors="coerce")

    def split(table: pd.DataFrame, bad: "pd.Series[bool]", name: str) -> pd.DataFrame:
        table[bad].to_json(
            into / f"{name}-quarantine.json", orient="records", lines=True, date_format="iso"
        )
        return table[~bad]

    def done(table: pd.DataFrame, name: str, key: list[str]) -> pd.DataFrame:
        table = split(table, table.duplicated(key), f"{name}-repeats")
        table = table.sort_values(["recorded_on", *key])
        table.to_parquet(into / f"{name}.parquet", compression="zstd", index=False)
        return table

    crimes = pd.read_csv(
        given / "crimes.csv", dtype=str, keep_default_na=False, na_values=["", "N/K"]
    )
    people = pd.read_csv(given / "people.csv", dtype=str, keep_default_na=False, na_values=[""])
    crimes["offence"], people["offence"] = (
        number("offence", crimes.Ref),
        number("offence", people.Ref),
    )
    offences = pd.DataFrame(
        {
            "force": "Northshire Police",
            "borough": crimes.District.str.strip(),
            "ward": crimes.Ward.str.strip(),
            "offence": crimes.offence,
            "recorded_on": day(crimes.Recorded),
            "committed_on": day(crimes.Committed),
            "offence_group": "stalking",
            "precursor": False,
            "domestic_abuse": crimes.DA.map({"Y": True, "N": False}),
            "place_kind": crimes.Place.map({"Dwelling": "home"}).fillna("other"),
        }
    )
    offences = split(offences, offences.recorded_on.isna(), "offences")
    offences = done(offences, "offences", ["force", "offence"])
    carried = offences.drop(columns=["committed_on", "precursor"])

    def joined(table: pd.DataFrame, name: str) -> pd.DataFrame:
        table = table.merge(carried, on="offence", how="left")
        return split(table, table.recorded_on.isna(), name)

    bands = [0, 10, 18, 25, 35, 45, 55, 65, 200]
    labels = ["0-9", "10-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65 and over"]
    for role, name in (("Victim", "victim"), ("Suspect", "suspect")):
        own = people[people.Role.str.strip().str.casefold() == role.casefold()]
        table = pd.DataFrame(
            {
                "offence": own.offence,
                name: number("person", own.Person),
                "sex": own.Gender.map({"F": "female", "M": "male"}),
            }
        )
        if name == "victim":
            table["age_band"] = pd.cut(own.Age.astype(int), bands, right=False, labels=labels)
        table = joined(table, f"{name}s").sort_values([name, "recorded_on", "offence"])
        before = table.groupby(name).recorded_on.shift()
        table["days_since_last"] = (table.recorded_on - before).dt.days
        done(table, f"{name}s", ["force", "offence", name])
    steps = crimes[crimes.Charged.notna()]
    steps = pd.DataFrame(
        {"offence": steps.offence, "step": "charge", "reached_on": day(steps.Charged)}
    )
    steps = joined(steps, "steps")
    steps["days"] = (steps.reached_on - steps.recorded_on).dt.days
    done(split(steps, steps.days < 0, "early"), "steps", ["force", "offence", "step"])
    outcomes = pd.DataFrame(
        {
            "offence": crimes.offence,
            "outcome_type": crimes.Outcome.astype(int),
            "outcome_on": day(crimes.Decided),
        }
    )
    groups = {1: "charged-summonsed", 14: "evidential-victim-does-not-support"}
    outcomes = joined(outcomes, "outcomes")
    outcomes["outcome_group"] = outcomes.outcome_type.map(groups).fillna("evidential")
    outcomes["days"] = (outcomes.outcome_on - outcomes.recorded_on).dt.days
    done(outcomes, "outcomes", ["force", "offence"])


def measure(side: str, given: Path) -> tuple[float, float, float]:
    """Return seconds, processor seconds and peak megabytes of one side in its own process."""
    with tempfile.TemporaryDirectory() as into:
        began = time.perf_counter()
        command = [sys.executable, __file__, "--side", side, "--given", str(given), "--into", into]
        child = subprocess.Popen(command)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{side} failed")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure both sides, or run one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--side", choices=("avow", "pandas"))
    parser.add_argument("--given", type=Path)
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    if asked.side:
        (avow if asked.side == "avow" else pandas)(asked.given, asked.into)
        return
    found: dict[str, list[tuple[float, float, float]]] = {"avow": [], "pandas": []}
    with tempfile.TemporaryDirectory() as folder:
        invent(Path(folder), asked.rows)
        for _ in range(asked.runs):
            for side, results in found.items():
                results.append(measure(side, Path(folder)))
    print(f"{asked.rows:,} cases and as many people; median of {asked.runs} runs")
    print(f"{'':8}{'seconds':>10}{'processor':>12}{'peak MB':>10}")
    medians = {
        side: [statistics.median(column) for column in zip(*results, strict=True)]
        for side, results in found.items()
    }
    for side, (seconds, processor, megabytes) in medians.items():
        print(f"{side:8}{seconds:10.1f}{processor:12.1f}{megabytes:10.0f}")
    ratios = [b / a for a, b in zip(medians["avow"], medians["pandas"], strict=True)]
    print(f"pandas takes {ratios[0]:.1f} times the time and {ratios[2]:.1f} times the memory")


if __name__ == "__main__":
    main()
