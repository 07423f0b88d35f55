"""Draw invented offences one by one: where, when recorded, when committed, what."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.truths import TRUTHS, as_month, months

Numbers = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]

PER_RESIDENT = 1.25 / 1000  # recorded offences in a month
NO_DATE = -1
PLACEHOLDER = 1900 * 12  # January 1900: a date that somebody had to fill in
SWITCH = date(2024, 2, 1)  # the month a new recording system brought new titles
OUTSIDE = -1  # no ward of the city


@dataclass(frozen=True)
class Incidents:
    """Offences, one an element: ward (index or ``OUTSIDE``), months, title.

    Months are numbers since the year 0 (``truths.as_month``); ``committed`` may be ``NO_DATE`` or
    ``PLACEHOLDER``. ``placed`` says whether the ward was recorded. ``title`` counts through
    ``offences()``, with ``len(offences())`` added where the older title stands.
    """

    ward: Numbers
    placed: npt.NDArray[np.bool_]
    recorded: Numbers
    committed: Numbers
    title: Numbers


@cache
def offences() -> list[dict[str, Any]]:
    """Return the offence titles with their groups and shares."""
    text = (files(__package__) / "texts" / "offences.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["offence"]
    return found


def draw(invented: City, seed: int, start: date, end: date) -> Incidents:
    """Return the offences recorded from ``start`` to ``end`` (months, both included)."""
    rng = np.random.default_rng([seed, 23])
    first = as_month(start)
    expected = offences_expected(invented, rng, start, end)
    # gamma-mixed Poisson counts: more varied than chance alone, as recorded crime is
    counts = rng.poisson(expected * rng.gamma(6, 1 / 6, expected.shape))
    where = np.indices(counts.shape)
    ward = np.repeat(where[0].ravel(), counts.ravel())
    recorded = np.repeat(where[1].ravel(), counts.ravel()) + first
    late = rng.random(len(ward)) < late_shares(invented, rng)[ward]
    committed = _committed(recorded, late, rng)
    bcu = np.array([w.bcu for w in invented.wards])
    jumps = (bcu[ward] == TRUTHS.unplaced) & (recorded > as_month(end) - TRUTHS.unplaced_months)
    missing = np.where(jumps, TRUTHS.unplaced_share, TRUTHS.without_ward)
    placed = rng.random(len(ward)) >= missing
    ward[rng.random(len(ward)) < TRUTHS.outside_force] = OUTSIDE
    title = _titles(recorded, late, (first, as_month(end)), rng)
    return Incidents(ward, placed, recorded, committed, title)


def offences_expected(invented: City, rng: np.random.Generator, start: date, end: date) -> Shares:
    """Return the offences to expect from ``start`` to ``end``: a row a ward, a column a month."""
    calendar = months(start, end)
    wards = invented.wards
    residents = np.array([w.residents for w in wards])
    names = sorted(invented.bcu_of)
    borough = np.array([names.index(w.borough) for w in wards])
    level = residents * PER_RESIDENT * rng.lognormal(0, 0.28, len(wards))
    level *= rng.lognormal(0, 0.06, len(names))[borough]
    level *= np.where([w.bcu.startswith("Inner") for w in wards], 1.12, 1.0)
    level *= np.where([w.bcu == TRUTHS.outlier for w in wards], TRUTHS.outlier_rate, 1.0)
    step = np.arange(len(calendar))
    season = 1 + 0.09 * np.cos(2 * np.pi * (np.array([m.month for m in calendar]) - 7) / 12)
    drift = np.exp(rng.normal(-0.02, 0.025, len(names))[borough][:, None] * step / 12)
    expected = level[:, None] * season * drift
    at = TRUTHS.hotspot_ward(invented)
    ward = [(w.borough, w.name) for w in wards].index(at)
    climb = np.clip((step - (len(step) - 1 - TRUTHS.hotspot_months)) / TRUTHS.hotspot_months, 0, 1)
    expected[ward] *= 1 + (TRUTHS.hotspot_rise - 1) * climb
    return np.asarray(expected)


def late_shares(invented: City, rng: np.random.Generator) -> Shares:
    """Return for each ward how often an offence is recorded more than a year late."""
    names = sorted(invented.bcu_of)
    borough = np.array([names.index(w.borough) for w in invented.wards])
    outlier = np.array([w.bcu == TRUTHS.outlier for w in invented.wards])
    usual = np.where(outlier, TRUTHS.outlier_late, TRUTHS.late)
    return np.asarray(usual * rng.lognormal(0, 0.08, len(names))[borough])


def _committed(recorded: Numbers, late: npt.NDArray[np.bool_], rng: np.random.Generator) -> Numbers:
    """Return the month each offence was committed in: most are recorded at once, some years on."""
    size = len(recorded)
    prompt = rng.choice(12, size, p=[0.82, 0.09, *([0.009] * 10)])
    years_on = 13 + np.minimum(rng.exponential(55, size), 600).astype(int)
    committed = recorded - np.where(late, years_on, prompt)
    # of an old offence often only the year is known, which the form turns into its January
    only_year = late & (years_on > 30) & (rng.random(size) < 0.35)
    committed = np.where(only_year, committed - committed % 12, committed)
    fault = rng.random(size)
    committed = np.where(fault < 0.0003, NO_DATE, committed)
    placeholder = (fault >= 0.0003) & (fault < 0.00035)
    return np.asarray(np.where(placeholder, PLACEHOLDER, committed))


def _titles(
    recorded: Numbers,
    late: npt.NDArray[np.bool_],
    span: tuple[int, int],
    rng: np.random.Generator,
) -> Numbers:
    known = offences()
    share = np.array([row["share"] for row in known], dtype=float)
    old = share * np.array([row["late"] for row in known])
    first, last = span
    rise = TRUTHS.strangulation_rise ** ((recorded - first) / max(last - first, 1))
    chance = np.where(late[:, None], old / old.sum(), share / share.sum())
    grows = np.array(["trangulation" in row["title"] for row in known])
    chance = np.where(grows, chance * rise[:, None], chance)
    cumulative = chance.cumsum(axis=1)
    draws = rng.random(len(recorded)) * cumulative[:, -1]
    title = (cumulative < draws[:, None]).sum(axis=1)
    has_twin = np.array(["twin" in row for row in known])[title]
    older = rng.random(len(recorded)) < np.where(recorded < as_month(SWITCH), 0.97, 0.05)
    return np.asarray(np.where(has_twin & older, title + len(known), title))
