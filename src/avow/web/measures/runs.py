"""Runs of measures as staff pages show them: a stored run where there is one, else computed."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis import disclosure, feeds, measures
from avow.analysis.engine import NoFactsError, layout
from avow.analysis.measures import MeasureError, Result, stored
from avow.analysis.tables import TABLES
from avow.web.releases.content import plain_rows
from avow.web.releases.protection import NotPassingError, as_public, facts, figures
from avow.web.releases.sources import loaded_from


@dataclass(frozen=True)
class Run:
    """A measure as asked for: its result, or why there is none.

    ``loaded_from`` names the files behind the figures; ``lost`` says what they do not count.
    """

    definition: measures.Definition
    by: str
    period: str
    result: Result | None = None
    refused: str = ""
    empty: bool = False
    rows: tuple[dict[str, Any], ...] = ()
    loaded_from: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def anything_loaded() -> bool:
    """Return whether any fact table has been loaded."""
    source = facts()
    return any(source.has(name) for name in TABLES)


def run(
    definition: measures.Definition, by: str, period: str, *, exact: bool, group: str = ""
) -> Run:
    """Return the measure's figures; what cannot be made comes back with the reason in words.

    Unless ``exact``, the figures are protected as they would be for the public.
    """
    asked = (definition.id, by, period, group)
    return _kept(asked, exact=exact, made_from=made_from(definition, group))


def made_from(definition: measures.Definition, group: str = "") -> str:
    """Return a text that changes when the figures may: by folder, facts, definition and code."""
    try:
        state = stored.key(settings.DATA_FOLDER, definition, group or None)
    except MeasureError:
        state = "no such group"
    return f"{settings.DATA_FOLDER} {state}"


@lru_cache(maxsize=512)
def _kept(
    asked: tuple[str, str, str, str],
    *,
    exact: bool,
    made_from: str,
) -> Run:
    measure, by, period, group = asked
    definition = measures.definition(measure)
    try:
        result = figures(definition, by, period, group or None)
        if not exact:
            result = as_public(result)
    except NoFactsError:
        # The error names folders of the machine, which tell a reader of the page nothing.
        reason = _(
            "The data this measure is made of has not been loaded yet. Somebody who runs the site "
            "loads it: “avow feed list” shows how."
        )
        return Run(definition, by, period, refused=reason, empty=True)
    except (MeasureError, NotPassingError) as error:
        return Run(definition, by, period, refused=str(error))
    rows = tuple(plain_rows(result.table))
    return Run(
        definition,
        by,
        period,
        result,
        rows=rows,
        loaded_from=tuple(loaded_from(definition.tables)),
        lost=_lost(definition, by, group, exact=exact),
    )


def _lost(definition: measures.Definition, by: str, group: str, *, exact: bool) -> tuple[str, ...]:
    """Return what the figures do not count, or not where it belongs, in words."""
    split = [part for part in group.split("*") if part]
    found = feeds.lost(settings.DATA_FOLDER, definition.tables, split, by=by)
    said = (
        each.sentence if exact else disclosure.protect_sentence(each.sentence, disclosure.policy())
        for each in found
    )
    return tuple(dict.fromkeys(said))


def as_they_are() -> str:
    """Return a text that changes when facts are loaded or runs stored: one look at the folders."""
    folder = Path(settings.DATA_FOLDER)
    stored_at = 0
    if (folder / "runs").is_dir():
        with os.scandir(folder / "runs") as entries:
            stored_at = max((entry.stat().st_mtime_ns for entry in entries), default=0)
    return f"{folder} {layout.state(folder)} {stored_at} {stored.code()}"


def kept(definition: measures.Definition, by: str, period: str, *, exact: bool) -> Run | None:
    """Return a run that is stored; None where it would have to be computed first."""
    folder = Path(settings.DATA_FOLDER)
    path = stored.file_of(folder, definition.id, by, period, None)
    if not path.is_file():
        return None
    made_from = stored.key(folder, definition, None)
    if not _is_current(path, path.stat().st_mtime_ns, made_from):
        return None
    return run(definition, by, period, exact=exact)


@lru_cache(maxsize=4096)
def _is_current(path: Path, _changed: int, _made_from: str) -> bool:
    measure = path.parent.name
    by, period = path.stem.split("-")
    return stored.read(settings.DATA_FOLDER, measure, by, period) is not None


def labels(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the labels of the periods, newest first."""
    return sorted({row["period_label"] for row in rows}, reverse=True)


def units(run: Run) -> list[str]:
    """Return the places that are known, in order."""
    return sorted({row["unit"] for row in run.rows if row[run.by] is not None})


def of_unit(run: Run, unit: str) -> list[dict[str, Any]]:
    """Return the rows of one place, in time order."""
    return [row for row in run.rows if row["unit"] == unit]
