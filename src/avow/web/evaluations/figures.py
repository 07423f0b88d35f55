"""The site's own facts as places by months, for a plan that is registered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext as _

from avow.analysis import measures
from avow.analysis.engine import NoFactsError
from avow.analysis.evaluation import EvaluationError, Panel, Pilot
from avow.analysis.measures import MeasureError
from avow.analysis.tables import TABLES
from avow.web.evaluations import kinds
from avow.web.evaluations.models import Evaluation
from avow.web.releases.protection import facts
from avow.web.releases.protection import figures as made

RECORDS = "offences"
KINDS = ("count", "rate", "proportion", "ratio")
_LABEL = 7


@dataclass(frozen=True)
class Outcome:
    """What is counted: its words, its tables, and what the figures are made from."""

    words: str
    tables: tuple[str, ...]
    definition: dict[str, Any]


def places(by: str) -> list[str]:
    """Return the boroughs or command units among the loaded areas; none where none are loaded."""
    try:
        table = facts().table("areas")
    except NoFactsError:
        return []
    column = "borough" if by == kinds.BOROUGH else "bcu"
    found = table.filter(table[column].notnull()).select(column).distinct()
    return sorted(name for name in found.to_pyarrow()[column].to_pylist() if name)


def outcomes(by: str) -> list[tuple[str, str]]:
    """Return the measures that can be an outcome, by identifier and title."""
    return [
        (each.id, each.title)
        for each in measures.definitions()
        if by in each.by and "month" in each.periods and each.kind in KINDS
    ]


def newest_month(evaluation: Evaluation) -> date | None:
    """Return the last month of which anything of the outcome is loaded; None where nothing is."""
    days = [_newest_day(name) for name in outcome_of(evaluation).tables]
    return max((day.replace(day=1) for day in days if day), default=None)


def _newest_day(name: str) -> date | None:
    when = TABLES[name].when
    # Residents are told by year, ahead of time too: they are no figure of what was tried.
    if not when or not pa.types.is_date(TABLES[name].columns()[when].dtype):
        return None
    try:
        table = facts().table(name)
    except NoFactsError:
        return None
    newest: date | None = (
        table.aggregate(newest=table[when].max()).to_pyarrow()["newest"][0].as_py()
    )
    return newest


def outcome_of(evaluation: Evaluation) -> Outcome:
    """Return what an evaluation is judged by."""
    if evaluation.measure:
        asked = measures.definition(evaluation.measure)
        words = asked.title[:1].lower() + asked.title[1:]
        return Outcome(words, asked.tables, measures.result.definition_as_dict(asked))
    where = f" ({evaluation.place_kind})" if evaluation.place_kind else ""
    return Outcome(_("recorded offences") + where, (RECORDS,), {"table": RECORDS})


def pilot_of(evaluation: Evaluation) -> Pilot:
    """Return the plan as the library takes it."""
    return Pilot(
        areas=tuple(evaluation.areas),
        start=f"{evaluation.starts_on:%Y-%m}",
        end=f"{evaluation.ends_on:%Y-%m}" if evaluation.ends_on else None,
        outcome=outcome_of(evaluation).words,
        comparison=tuple(evaluation.comparison),
        neighbours=tuple(evaluation.neighbours),
    )


def starts_of(evaluation: Evaluation) -> dict[str, str]:
    """Return the first month of each place of the pilot."""
    return {area: f"{day:%Y-%m}" for area, day in evaluation.starts.items()}


def panel_of(evaluation: Evaluation) -> Panel:
    """Return the figures of every place of the plan by month, as far as all are complete.

    Raises:
        EvaluationError: nothing is loaded, or what is asked cannot be made; the text says why.
    """
    named = [*evaluation.areas, *evaluation.neighbours, *evaluation.comparison]
    try:
        rows = _measured(evaluation) if evaluation.measure else _counted(evaluation)
    except NoFactsError as error:
        raise EvaluationError(
            _("The data this is made of has not been loaded yet: “avow feed list” shows how.")
        ) from error
    except MeasureError as error:
        raise EvaluationError(str(error)) from error
    return _panel([row for row in rows if row[0] in set(named)])


Row = tuple[str, str, float | None, float | None]


def _counted(evaluation: Evaluation) -> list[Row]:
    """Return offences counted by area and month, precursors left out; a month without any is 0.

    A month that is not loaded to its end has no figure: it would look like a fall.
    """
    every = facts().table(RECORDS)
    table = every.filter(~every.precursor)
    if evaluation.place_kind:
        table = table.filter(table.place_kind == evaluation.place_kind)
    unit = table[evaluation.by]
    grouped = table.filter(unit.notnull()).group_by(
        unit=unit, month=table.recorded_on.truncate("M")
    )
    found = grouped.agg(number=lambda rows: rows.count()).to_pyarrow().to_pylist()
    counts = {(row["unit"], _month(row["month"])): float(row["number"]) for row in found}
    months = sorted({month for _unit, month in counts})
    units = sorted({unit_ for unit_, _month_ in counts})
    whole = _whole_months()
    return [
        (u, m, counts.get((u, m), 0.0) if m in whole else None, None) for u in units for m in months
    ]


def _whole_months() -> set[str]:
    """Return the months to whose end the records are loaded, as any measure of them knows."""
    rows = made("precursor-offences", "force", "month").table.select(["period", "complete"])
    return {_month(row["period"]) for row in rows.to_pylist() if row["complete"]}


def _measured(evaluation: Evaluation) -> list[Row]:
    """Return a measure by area and month: its count, and what it is a rate of."""
    asked = measures.definition(evaluation.measure)
    rows = (
        made(asked, evaluation.by, "month")
        .table.select(["unit", "period", "complete", "numerator", "denominator", "value"])
        .to_pylist()
    )
    plain = asked.kind == "count"
    return [
        (
            row["unit"],
            _month(row["period"]),
            _known(row["value"] if plain else row["numerator"], row["complete"]),
            None if plain else _known(row["denominator"], row["complete"]),
        )
        for row in rows
    ]


def _known(value: float | None, complete: bool) -> float | None:
    return float(value) if complete and value is not None else None


def _month(day: Any) -> str:
    return str(day)[:_LABEL]


def _panel(rows: Iterable[Row]) -> Panel:
    """Return the panel without the months at either end that are not complete everywhere."""
    kept = list(rows)
    broken = {month for _unit, month, value, below in kept if value is None or below == 0}
    months = sorted({row[1] for row in kept})
    while months and months[0] in broken:
        months.pop(0)
    while months and months[-1] in broken:
        months.pop()
    if not months:
        raise EvaluationError(_("No month is complete in all of these places."))
    kept = [row for row in kept if months[0] <= row[1] <= months[-1]]
    rated = any(row[3] is not None for row in kept)
    return Panel.of(
        [row[0] for row in kept],
        [row[1] for row in kept],
        [row[2] for row in kept],
        [row[3] for row in kept] if rated else None,
    )
