"""Figures of published studies, read from the files beside this one (see SOURCES.md)."""

import csv
from pathlib import Path

import numpy as np

from avow.analysis.evaluation import Panel, Pilot

HERE = Path(__file__).parent
PREDICTORS = ("log_income", "retail_price", "aged_15_to_24", "beer", "1975", "1980", "1988")
CALIFORNIA = Pilot(areas=("California",), start="1989", outcome="packs per head")
SICILY = Pilot(areas=("Sicily",), start="2005-01", outcome="acute coronary events")


def california():
    """Return the panel of 39 states and its predictors."""
    rows = _rows("california.csv")
    years = tuple(str(year) for year in range(1970, 2001))
    packs = np.array([[float(row[year]) for year in years] for row in rows])
    panel = Panel(tuple(row["state"] for row in rows), years, packs)
    return panel, {n: {row["state"]: float(row[n]) for row in rows} for n in PREDICTORS}


def sicily():
    """Return the monthly series, with the population it is a rate of."""
    rows = _rows("sicily.csv")
    columns = ([row[name] for row in rows] for name in ("period", "aces", "stdpop"))
    return Panel.of(["Sicily"] * len(rows), *columns)


def _rows(name):
    with (HERE / name).open() as file:
        return list(csv.DictReader(file))
