"""Figures for a profile: a stored run where one still holds, else computed, many in one scan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis import measures
from avow.analysis.engine import layout
from avow.analysis.measures import Definition, MeasureError, Result, stored
from avow.analysis.measures.periods import YEARS_ENDING, first_day, number, require_period
from avow.web.plan.units import command_units
from avow.web.profiles.outline import outline
from avow.web.releases.protection import NotPassingError, as_public, facts

UNIT = "bcu"
# What says which periods are whole: published counts, else the records themselves.
_COUNTED = ("recorded-offences", "offences-recorded")
# How many of each an edition may cover.
_YEARS, _QUARTERS = 2, 4
State = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Asked:
    """Whose figures: by kind of area and period, perhaps split by a group; exact or protected."""

    by: str
    period: str
    group: str = ""
    exact: bool = True


@dataclass(frozen=True)
class Period:
    """What an edition covers: a whole year or quarter, by its label and first day.

    A year may end with any quarter.
    """

    kind: str
    label: str
    start: date

    @property
    def newest_month(self) -> str:
        """The label of its last month."""
        return f"{self.last_day:%Y-%m}"

    @property
    def months(self) -> int:
        """How many months it covers."""
        return require_period(self.kind)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return first_day(number(self.start, self.kind) + 1, self.kind) - timedelta(days=1)


def state() -> State:
    """Return what every table is read from now; it changes when the facts may have."""
    return tuple(layout.state(Path(settings.DATA_FOLDER)).items())


class Read:
    """A measure or count as asked for: its result, or in words why there is none."""

    def __init__(self, definition: Definition, asked: Asked, made: Result | str) -> None:
        self.definition = definition
        self.asked = asked
        self.result = None if isinstance(made, str) else made
        self.why = made if isinstance(made, str) else ""

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Every row, in the order of the result; none where it could not be made."""
        found: list[dict[str, Any]] = self.result.table.to_pylist() if self.result else []
        return found

    def of(self, unit: str, label: str = "") -> list[dict[str, Any]]:
        """Return the rows of one place, in one period where ``label`` names it."""
        return [
            row
            for row in self.rows
            if row["unit"] == unit and (not label or row["period_label"] == label)
        ]


def read_many(names: Sequence[str], asked: Asked) -> dict[str, Read]:
    """Return measures and counts by name; what is not stored is counted in few scans."""
    held = _held(str(settings.DATA_FOLDER), state())
    exact = replace(asked, exact=True)
    missing = [name for name in dict.fromkeys(names) if (name, exact) not in held]
    for name, made in _made(missing, exact).items() if missing else ():
        held[name, exact] = Read(outline().definition(name), exact, made)
    if not asked.exact:
        for name in names:
            if (name, asked) not in held:
                held[name, asked] = _protected(held[name, exact], asked)
    return {name: held[name, asked] for name in names}


def read(name: str, asked: Asked) -> Read:
    """Return one measure or count."""
    return read_many([name], asked)[name]


@lru_cache(maxsize=2)
def _held(folder: str, now: State) -> dict[tuple[str, Asked], Read]:
    """Return what has been read of these facts: it holds until they change."""
    return {}


def _made(names: Sequence[str], asked: Asked) -> dict[str, Result | str]:
    group, folder = asked.group or None, settings.DATA_FOLDER
    found: dict[str, Result | str] = {}
    loaded = {table for table, texts in state() if texts}
    for name in names:
        # The engine's own words name folders of the machine, which tell a reader nothing.
        if not loaded.issuperset(outline().definition(name).tables):
            found[name] = str(_("The data it is made of has not been loaded yet."))
            continue
        try:
            held = stored.read(folder, outline().definition(name), asked.by, asked.period, group)
        except MeasureError as error:
            found[name] = str(error)
            continue
        if held is not None:
            found[name] = held
    missing = [outline().definition(name) for name in names if name not in found]
    if missing:
        found |= measures.run_many(facts(), missing, asked.by, asked.period, group)
    return found


def _protected(exact: Read, asked: Asked) -> Read:
    if exact.result is None:
        return exact
    try:
        return Read(exact.definition, asked, as_public(exact.result))
    except NotPassingError as error:
        return Read(exact.definition, asked, str(error))


def table(name: str) -> Any:
    """Return a fact table of this site. Raises NoFactsError."""
    return facts().table(name)


def periods() -> list[Period]:
    """Return what an edition may cover, the newest of each kind first.

    The four quarters up to the newest are a year of their own where they are no calendar year.
    """
    quarters, years = _whole("quarter")[:_QUARTERS], _whole("year")[:_YEARS]
    ending = f"year-{quarters[0].last_day.month:02}" if quarters else ""
    rolling = _whole(ending)[:1] if ending in YEARS_ENDING else []
    return [*rolling, *years, *quarters]


def _whole(kind: str) -> list[Period]:
    """Return the periods of which every month is loaded, newest first."""
    every = read_many(_COUNTED, Asked("force", kind)).values()
    held = next((each.rows for each in every if each.result is not None), [])
    whole = {(row["period"], row["period_label"]) for row in held if row["complete"]}
    return [Period(kind, label, start) for start, label in sorted(whole, reverse=True)]


def period(label: str) -> Period | None:
    """Return the period of that label among those an edition may cover."""
    return next((each for each in periods() if each.label == label), None)


def span(covered: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    return covered.start, covered.last_day


def units() -> list[str]:
    """Return the command units by name; none where no areas are loaded."""
    return list(_units(str(settings.DATA_FOLDER), state()))


@lru_cache(maxsize=4)
def _units(folder: str, now: State) -> tuple[str, ...]:
    return tuple(command_units())


def boroughs(unit: str) -> list[str]:
    """Return the boroughs of a command unit, by name."""
    now = state()
    return list(_boroughs(unit, str(settings.DATA_FOLDER), now))


@lru_cache(maxsize=64)
def _boroughs(unit: str, folder: str, now: State) -> tuple[str, ...]:
    areas = table("areas")
    held = areas.filter((areas.kind == "borough") & (areas.bcu == unit)).select("borough")
    return tuple(sorted(set(held.to_pyarrow()["borough"].to_pylist())))
