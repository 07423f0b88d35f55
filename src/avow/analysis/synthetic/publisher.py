"""Write invented facts in the publisher's shape: stacked tables told apart by ``sheet``."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.synthetic.build import write_csv
from avow.analysis.synthetic.incidents import NO_DATE, OUTSIDE, Incidents, Numbers, draw, offences
from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.truths import TRUTHS, as_dates

PLACE = ("bcu_location", "borough_name", "ward_name_clean_2")
MONTHS = ("recorded_date_months", "date_committed_from_date_months")
CLASS = ("crimsec_group", "crimseccodeexpansion", "crimsec_offences", "vawg_offence")
VICTIM = ("age_group", "ethnic_appearance_group_group")
AGES = {
    "Aged 10 to 19 years": 0.141,
    "Aged 20 to 29 years": 0.283,
    "Aged 30 to 39 years": 0.260,
    "Aged 40 to 49 years": 0.171,
    "Aged 50 to 59 years": 0.093,
    "Aged 60 to 69 years": 0.034,
    "Aged 70 to 79 years": 0.012,
    "Aged 80+": 0.006,
}
VICTIMS_EACH = (0.065, 0.92, 0.015)  # the share of offences with none, one, two
GROUPS = {"White": 0.62, "Black": 0.15, "Asian": 0.19, "Any Other": 0.04}


def write_facts(
    invented: City, folder: Path, seed: int, start: date, end: date, *, with_faults: bool = False
) -> list[Path]:
    """Write offences, victims and populations into ``folder``; return the files.

    ``vawg-offences.parquet`` stacks offences by place and by class, ``vawg-victims.parquet``
    victims by place, age and ethnic group; every stacked table of a file has the same total.
    ``borough_population.csv`` has a mid-year estimate for each year from the one before ``start``
    to the one before ``end``. Offences recorded from the month of ``start`` to that of ``end``
    are counted. ``with_faults`` adds rows that a feed must refuse.

    Raises:
        ValueError: ``end`` lies before ``start``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw(invented, seed, start, end)
    written = [folder / "vawg-offences.parquet", folder / "vawg-victims.parquet"]
    pq.write_table(_offences(invented, drawn, faulty=with_faults), written[0])
    pq.write_table(_victims(invented, drawn, seed), written[1])
    written.append(
        _population(invented, folder, seed, range(start.year - 1, max(end.year, start.year + 1)))
    )
    return written


def _offences(invented: City, drawn: Incidents, *, faulty: bool) -> pa.Table:
    shape = pa.schema(
        [(name, pa.large_string()) for name in PLACE]
        + [(name, pa.timestamp("us")) for name in MONTHS]
        + [("count", pa.int64()), ("sheet", pa.large_string())]
        + [(name, pa.large_string()) for name in CLASS]
    )
    tables = [
        _counted(
            "Offence count classification", (CLASS, _class_names()), drawn.title, drawn, shape
        ),
        _counted("Offence count location", *_by_place(invented, drawn), drawn, shape),
    ]
    if faulty:
        tables.append(_refused(tables[1]))
    return pa.concat_tables(tables)


def _victims(invented: City, drawn: Incidents, seed: int) -> pa.Table:
    shape = pa.schema(
        [(name, pa.large_string()) for name in PLACE]
        + [(name, pa.timestamp("us")) for name in MONTHS]
        + [("count", pa.int64()), ("sheet", pa.large_string())]
        + [(name, pa.large_string()) for name in VICTIM]
    )
    rng = np.random.default_rng([seed, 31])
    repeat = victims_each(len(drawn.ward), rng)
    people = Incidents(*(np.repeat(getattr(drawn, name), repeat) for name in _FIELDS))
    size = len(people.ward)
    age = rng.choice(len(AGES), size, p=np.array(list(AGES.values())))
    groups = [*GROUPS, "Unknown"]
    seen = (1 - TRUTHS.unknown_ethnic_group) * np.array(list(GROUPS.values()))
    group = rng.choice(len(groups), size, p=[*seen, TRUTHS.unknown_ethnic_group])
    ages = (VICTIM[:1], [(name,) for name in AGES])
    ethnic = (VICTIM[1:], [(name,) for name in groups])
    return pa.concat_tables(
        [
            _counted("Victim count by age group", ages, age, people, shape),
            _counted("Victim count by ethnic group", ethnic, group, people, shape),
            _counted("Victim count by location", *_by_place(invented, people), people, shape),
        ]
    )


def victims_each(offences: int, rng: np.random.Generator) -> Numbers:
    """Return how many victims each offence has: most one, a few none that is counted, a few two."""
    return rng.choice(3, offences, p=VICTIMS_EACH)


_FIELDS = ("ward", "placed", "recorded", "committed", "title")

Labels = tuple[Sequence[str], Sequence[tuple[str | None, ...]]]


def _by_place(invented: City, drawn: Incidents) -> tuple[Labels, Numbers]:
    """Return the names of every place that is counted, and the place of each offence."""
    wards = [(w.bcu, w.borough, w.name) for w in invented.wards]
    unplaced = [(bcu, borough, None) for borough, bcu in invented.bcu_of.items()]
    other = [("Other", "Other", "N/K"), ("Other", "Other", None), ("Unknown", "Unknown", None)]
    position = {borough: len(wards) + i for i, borough in enumerate(invented.bcu_of)}
    of_ward = np.array([position[w.borough] for w in invented.wards])
    place = np.where(drawn.placed, drawn.ward, of_ward[drawn.ward])
    outside = len(wards) + len(unplaced)
    spread = np.arange(len(place)) % 500
    odd = np.where(spread == 0, outside + 2, np.where(spread < 40, outside + 1, outside))
    place = np.where(drawn.ward == OUTSIDE, odd, place)
    return (PLACE, [*wards, *unplaced, *other]), place


def _class_names() -> list[tuple[str | None, ...]]:
    known = offences()
    now = [(o["group"], o["expansion"], o["title"], o["class"]) for o in known]
    before = [(o["group"], o["expansion"], o.get("twin", o["title"]), o["class"]) for o in known]
    return [*now, *before]


def _counted(
    sheet: str, labels: Labels, label: Numbers, drawn: Incidents, shape: pa.Schema
) -> pa.Table:
    """Count offences by label, month recorded and month committed, as one sheet."""
    span = 4096 * 12  # more months than any date here
    keys = (label.astype(np.int64) * span + drawn.recorded) * span + drawn.committed + 1
    found, counts = np.unique(keys, return_counts=True)
    committed = found % span - 1
    recorded = found // span % span
    which = pa.array(found // span // span)
    names, rows = labels
    columns = {
        name: pa.array([row[i] for row in rows], pa.large_string()).take(which)
        for i, name in enumerate(names)
    }
    columns[MONTHS[0]] = pa.array(as_dates(recorded))
    columns[MONTHS[1]] = pa.array(as_dates(committed), mask=committed == NO_DATE)
    columns["count"] = pa.array(counts.astype(np.int64))
    columns["sheet"] = pa.repeat(pa.scalar(sheet, pa.large_string()), len(found))
    empty = pa.nulls(len(found), pa.large_string())
    return pa.table([columns.get(field.name, empty) for field in shape], schema=shape)


def _refused(places: pa.Table) -> pa.Table:
    """Return rows that no feed may load: below zero, without a month, of no known sheet."""
    rows = places.slice(0, 3).to_pylist()
    rows[0]["count"] = -3
    rows[1]["recorded_date_months"] = None
    rows[2]["sheet"] = "Notes"
    return pa.Table.from_pylist(rows, schema=places.schema)


def residents(invented: City, seed: int, years: range) -> dict[tuple[str, int], int]:
    """Return mid-year residents by borough and year, which drift away from the city's own."""
    rng = np.random.default_rng([seed, 41])
    found = {}
    for borough, people in sorted(invented.residents.items()):
        growth = rng.normal(0.006, 0.005)
        for step, year in enumerate(years, 1):
            found[borough, year] = round(people * (1 + growth) ** step)
    return found


def _population(invented: City, folder: Path, seed: int, years: range) -> Path:
    """Write mid-year residents."""
    rows = [(*at, people) for at, people in residents(invented, seed, years).items()]
    path = folder / "borough_population.csv"
    write_csv(path, ("borough", "year", "population"), rows)
    return path
