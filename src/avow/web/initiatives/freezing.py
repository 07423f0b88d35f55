"""A figure of a measure as it stands today, with all that must go with it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from avow.analysis import disclosure
from avow.analysis.clocks import month_end, months_before
from avow.analysis.measures import MeasureError, Result
from avow.analysis.measures.result import definition_as_dict
from avow.web.releases.protection import figures

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_COUNTED = ("numerator", "denominator", "value", "low", "high", "note")


@dataclass(frozen=True)
class Asked:
    """Which figure: of a measure, a unit, a period, and a group of a split where there is one."""

    measure: str
    by: str
    period: str
    unit: str = ""
    period_label: str = ""
    split: str = ""
    group: str = ""

    def as_fields(self) -> dict[str, str]:
        """Return the fields by which a figure is known in an assessment."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def of_row(self, row: dict[str, Any]) -> "Asked":
        """Return the same for one row of the result."""
        return replace(
            self,
            unit=row["unit"],
            period_label=row["period_label"],
            group=row["group"] or "",
        )


def result(asked: Asked) -> Result:
    """Return the measure's result. Raises MeasureError and NoFactsError as ``figures`` does."""
    return figures(asked.measure, asked.by, asked.period, asked.split or None)


def rows(found: Result, period_label: str = "") -> list[dict[str, Any]]:
    """Return the rows of one period: the newest complete one with figures unless one is named."""
    every: list[dict[str, Any]] = found.table.to_pylist()
    if not period_label:
        full = [row for row in every if row["complete"] and row["value"] is not None]
        if not full:
            return []
        period_label = max(full, key=lambda row: row["period"])["period_label"]
    return [row for row in every if row["period_label"] == period_label]


def freeze(asked: Asked) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return a figure with what must go with it, and its row as the public could see it.

    The second is None where the public could not see it at all.

    Raises:
        MeasureError: it cannot be made, or there is no such figure; NoFactsError: no facts.
    """
    found = result(asked)
    row = _row(found, asked)
    if row is None:
        raise MeasureError(_("There is no figure for this place, period and group."))
    frozen = {
        **{name: row[name] for name in _COUNTED},
        "title": found.definition.title,
        "unit_of_measure": found.definition.unit,
        "definition": definition_as_dict(found.definition),
        "method": found.method,
        "caution": found.caution,
        "faults": list(found.faults),
        "until": _last_day(row["period"], found.period).isoformat(),
    }
    return frozen, _safe(found, asked)


def _last_day(first: date, period: str) -> date:
    return month_end(months_before(first, 1 - _MONTHS[period]))


def _safe(found: Result, asked: Asked) -> dict[str, Any] | None:
    done = disclosure.protect_result(found)
    if any(finding.severity == "block" for finding in done.report.findings):
        return None
    row = _row(replace(found, table=done.table), asked)
    if row is None or row["value"] is None:
        return None
    return {name: row[name] for name in _COUNTED}


def _row(found: Result, asked: Asked) -> dict[str, Any] | None:
    wanted = (asked.unit, asked.period_label, asked.group)
    for row in found.table.to_pylist():
        if (row["unit"], row["period_label"], row["group"] or "") == wanted:
            return dict(row)
    return None
