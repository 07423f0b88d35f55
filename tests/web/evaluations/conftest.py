"""Invented facts with a known pilot in a data folder, and plans made through the real actions."""

import importlib
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow import charts
from avow.analysis import measures
from avow.analysis.engine import Facts
from avow.analysis.tables import TABLES
from avow.web.evaluations import actions, kinds
from avow.web.evaluations.actions import Planned

MONTHS, START = 36, 18
UNITS = ("North", "East", "South", "West")
BOROUGHS = tuple(f"{unit} {part}" for unit in UNITS for part in ("Hill", "Park", "Side"))
PLACES = ("home", "street", "transport", "school or college")
SHARES = (0.6, 0.32, 0.074, 0.006)
EFFECT = 0.6


@dataclass(frozen=True)
class City:
    """A city with a pilot in its street: where and when, and what was put in."""

    pilot_boroughs: tuple[str, ...] = BOROUGHS[:3]
    pilot_neighbours: tuple[str, ...] = BOROUGHS[3:5]
    pilot_from: date = date(2023, 7, 1)


def month(at):
    return date(2022 + at // 12, at % 12 + 1, 1)


def last_day(at):
    return month(at + 1) - timedelta(days=1)


def offences():
    """Return a row for each offence: 30 a borough and month, fewer in the pilot's streets."""
    random = np.random.default_rng(1)
    for number, borough in enumerate(BOROUGHS):
        for at in range(MONTHS):
            rates = 30 * np.array(SHARES)
            rates[1] *= EFFECT if number < 3 and at >= START else 1
            for place, count in zip(PLACES, random.poisson(rates), strict=True):
                yield from [(borough, last_day(at), place)] * int(count)


def write(folder):
    """Write offences and areas as the contract has them."""
    rows = [
        {
            "force": "Force",
            "bcu": borough.split()[0],
            "borough": borough,
            "offence": number,
            "recorded_on": day,
            "offence_group": "other-violence",
            "precursor": False,
            "place_kind": place,
        }
        for number, (borough, day, place) in enumerate(offences())
    ]
    areas = [
        {"kind": "borough", "force": "Force", "bcu": name.split()[0], "borough": name}
        for name in BOROUGHS
    ]
    for name, made in (("offences", rows), ("areas", areas)):
        target = folder / "facts" / name
        target.mkdir(parents=True)
        table = pa.Table.from_pylist(made, schema=TABLES[name].schema())
        pq.write_table(table, target / "invented.parquet")


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """Return a folder of invented facts; the engines are warm."""
    folder = tmp_path_factory.mktemp("facts")
    write(folder)
    importlib.import_module("statsmodels.api")
    measures.run(Facts(folder), "offences-in-public-places", by="borough", period="month")
    charts.svg({"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {}})
    return folder


@pytest.fixture
def facts(invented, settings):
    """Let the site read the invented facts."""
    settings.DATA_FOLDER, settings.WORK_HERE = invented, True
    return City()


@pytest.fixture
def analyst(person):
    """Return somebody who plans and runs evaluations."""
    return person("analyst")


@pytest.fixture
def planned(facts):
    """Return a function that gives the plan of the invented pilot, changed as asked."""

    def make(**changes):
        asked = {
            "title": "Lighting and patrols in three boroughs",
            "tried": "Lamps were mended and streets walked.",
            "expected": "Fewer offences in the street, by a tenth or more.",
            "by": kinds.BOROUGH,
            "areas": facts.pilot_boroughs,
            "neighbours": facts.pilot_neighbours,
            "comparison": BOROUGHS[5:],
            "methods": (kinds.DID,),
            "starts_on": facts.pilot_from,
        }
        return Planned(**(asked | changes))

    return make


@pytest.fixture
def draft(analyst, planned):
    """Return a function that gives a draft."""
    return lambda **changes: actions.plan_evaluation(by=analyst, planned=planned(**changes))


@pytest.fixture
def registered(analyst, draft):
    """Return a function that gives a registered plan."""

    def make(**changes):
        made = draft(**changes)
        return actions.register_plan(by=analyst, evaluation=made, revision=1)

    return make


@pytest.fixture
def run(analyst, registered, django_capture_on_commit_callbacks):
    """Return a function that gives an evaluation that was run once."""

    def make(**changes):
        made = registered(**changes)
        with django_capture_on_commit_callbacks(execute=True):
            actions.ask_run(by=analyst, evaluation=made)
        return made

    return make
