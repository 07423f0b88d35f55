"""Groups compared from report to outcome, on the facts of this site."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from avow import charts, definitions
from avow.analysis import disparity
from avow.analysis.disparity import Disparity
from avow.analysis.engine import Facts, NoFactsError, layout
from avow.analysis.tables import TABLES

VICTIM, SUSPECT = "victim", "suspect"
_TABLES = ("victims", "suspects", "steps", "outcomes")
_BETWEEN = ": "


@dataclass(frozen=True)
class Asked:
    """Which people are compared, by what, along which path, where and when."""

    of: Literal["victim", "suspect"] = "victim"
    characteristic: str = "ethnicity_self"
    second: str = ""
    path: str = "charge"
    place: str = ""
    start: date | None = None
    end: date | None = None
    within_days: int | None = 180
    like_with_like: bool = False


def paths() -> dict[str, Any]:
    """Return the paths that the site offers, by key: their titles and steps."""
    found: dict[str, Any] = definitions.read("disparity", "default")["paths"]
    return found


def characteristics() -> dict[str, str]:
    """Return what people may be compared by: column to title."""
    known = definitions.read("disparity", "default")["variables"]
    columns = {*TABLES["victims"].columns(), *TABLES["suspects"].columns()}
    return {name: about["title"] for name, about in known.items() if name in columns}


def places() -> list[str]:
    """Return the command units and boroughs that the facts know; none where there are no facts."""
    return [place.split(_BETWEEN, 1)[1] for place in _places(*_made_from())]


def place_choices() -> list[tuple[str, str]]:
    """Return the places to choose from: the kind and name of each, and its name."""
    return [(place, place.split(_BETWEEN, 1)[1]) for place in _places(*_made_from())]


def kind_of(place: str) -> str:
    """Return the kind of a place to choose: that of the whole force is empty."""
    return place.split(_BETWEEN, 1)[0] if place else "force"


@lru_cache(maxsize=4)
def _places(folder: str, made_from: str) -> tuple[str, ...]:
    try:
        rows = Facts(folder).table("victims").select("bcu", "borough").distinct().to_pyarrow()
    except NoFactsError:
        return ()
    return tuple(
        f"{kind}{_BETWEEN}{name}"
        for kind in ("bcu", "borough")
        for name in sorted({n for n in rows[kind].to_pylist() if n})
    )


def loaded_days(of: str) -> tuple[date, date]:
    """Return the first and the last day on which cases of victims or suspects were recorded.

    Raises:
        NoFactsError: none are loaded.
    """
    return _loaded_days(of, *_made_from())


@lru_cache(maxsize=8)
def _loaded_days(of: str, folder: str, made_from: str) -> tuple[date, date]:
    name = f"{of}s"
    day = Facts(folder).table(name).recorded_on
    found = day.as_table().aggregate(first=day.min(), last=day.max()).to_pyarrow().to_pylist()[0]
    if found["first"] is None:
        raise NoFactsError(name)
    return found["first"], found["last"]


def compare(asked: Asked) -> Disparity:
    """Return the comparison.

    Raises:
        NoFactsError: no records of cases are loaded.
        DisparityError: it cannot be made; the text says why.
    """
    return _compared(asked, *_made_from())


@lru_cache(maxsize=64)
def _compared(asked: Asked, folder: str, made_from: str) -> Disparity:
    where: dict[str, Any] = {}
    if asked.place:
        kind, name = asked.place.split(_BETWEEN, 1)
        where[kind] = name
    steps = disparity.path(
        Facts(folder),
        asked.of,
        asked.characteristic,
        second=asked.second or None,
        steps=paths()[asked.path]["steps"],
        where=where,
        strata=["offence_group", "borough"] if asked.like_with_like else [],
        start=asked.start,
        end=asked.end,
        within_days=asked.within_days,
    )
    return disparity.compare(steps)


def picture(asked: Asked) -> str:
    """Return the chart of the comparison as SVG; see ``compare``."""
    return _drawn(asked, *_made_from())


@lru_cache(maxsize=32)
def _drawn(asked: Asked, folder: str, made_from: str) -> str:
    return charts.svg(charts.of_disparity(_compared(asked, folder, made_from)))


def _made_from() -> tuple[str, str]:
    """Return the data folder, and what changes when other facts are loaded into it."""
    folder = Path(settings.DATA_FOLDER)
    files = [file for name in _TABLES for file in layout.files(folder, name)]
    return str(folder), " ".join(f"{f}:{f.stat().st_mtime_ns}" for f in files)
