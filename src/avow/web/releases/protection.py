"""What a proposal would publish: protected figures, with all that must go with them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa
from django.conf import settings

from avow import definitions
from avow.analysis import disclosure, measures
from avow.analysis.engine import Facts
from avow.analysis.measures import stored
from avow.analysis.measures.periods import number
from avow.analysis.measures.result import definition_as_dict
from avow.web.releases.models import Proposal
from avow.web.releases.sources import loaded_from

POLICY = "default"
Days = tuple[date | None, date | None]


class NotPassingError(Exception):
    """The disclosure check does not let these figures through; ``findings`` says why, in words."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__(" ".join(findings))
        self.findings = findings


@dataclass(frozen=True)
class Content:
    """Protected figures with definition, faults, method, caution, and what the check did."""

    table: pa.Table
    definition: dict[str, Any]
    report: dict[str, Any]


def facts() -> Facts:
    """Return the facts of this site."""
    return Facts(settings.DATA_FOLDER)


def figures(
    measure: str | measures.Definition, by: str, period: str, group: str | None = None
) -> measures.Result:
    """Return a measure's figures: a stored run where one holds, else made now.

    Raises:
        MeasureError: it is not made like that; NoFactsError: nothing is loaded.
    """
    kept = stored.read(settings.DATA_FOLDER, measure, by, period, group)
    return kept or measures.run(facts(), measure, by=by, period=period, group=group)


def as_public(result: measures.Result) -> measures.Result:
    """Return a result as the public would see it: figures and faults protected.

    Raises:
        NotPassingError: the check blocks it, or nothing would be left to show.
    """
    safe = content_of(result)
    return replace(result, table=safe.table, faults=tuple(safe.definition["faults"]))


def protected(proposal: Proposal) -> Content:
    """Compute what ``proposal`` asks for, and protect it.

    Raises:
        NotPassingError: the check blocks it, or nothing would be left to show.
        MeasureError: the measure is not made like that; NoFactsError: nothing is loaded.
    """
    result = measures.run(facts(), proposal.measure, by=proposal.by, period=proposal.period)
    return content_of(result, (proposal.start, proposal.end))


def content_of(result: measures.Result, days: Days = (None, None)) -> Content:
    """Protect a result, and keep the periods that hold one of ``days`` or any day between.

    It is protected whole: what is left out can stand in another release, beside the same totals.

    Raises:
        NotPassingError: the check blocks it, or nothing would be left to show.
    """
    safe = disclosure.protect_result(result)
    safe = replace(safe, table=_between(safe.table, result.period, days))
    blocked = tuple(f.sentence for f in safe.report.findings if f.severity == "block")
    if blocked:
        raise NotPassingError(blocked)
    if safe.table.num_rows == 0:
        raise NotPassingError(("No figures are loaded for this place and time.",))
    asked = _between(result.table, result.period, days)
    report = _report(safe) | {"left_out": asked.num_rows - safe.table.num_rows}
    return Content(safe.table, _definition(result, safe.faults), report)


def _between(table: pa.Table, period: str, days: Days) -> pa.Table:
    here = [number(day, period) for day in table["period"].to_pylist()]
    first, last = (
        number(day, period) if day else end
        for day, end in zip(days, (min(here, default=0), max(here, default=0)), strict=True)
    )
    return table.filter(pa.array([first <= at <= last for at in here], pa.bool_()))


def _definition(result: measures.Result, faults: tuple[str, ...]) -> dict[str, Any]:
    rules = definitions.read("disclosure", POLICY)
    return {
        "measure": result.definition.id,
        "by": result.by,
        "period": result.period,
        "definition": definition_as_dict(result.definition),
        "faults": list(faults),
        "method": result.method,
        "caution": result.caution,
        "loaded_from": loaded_from(result.definition.tables),
        "disclosure": {
            "title": rules["title"],
            "why": " ".join(rules["why"].split()),
            "threshold": rules["threshold"],
            "base": rules["base"],
            "source": rules["source"],
            "owner": rules["owner"],
        },
    }


def _report(safe: disclosure.Protected) -> dict[str, Any]:
    statuses = [c for c in safe.table.column_names if c.endswith("_status")]
    cells = [state for name in statuses for state in safe.table[name].to_pylist()]
    return {
        "findings": [{"severity": f.severity, "text": f.sentence} for f in safe.report.findings],
        "rows": safe.table.num_rows,
        "suppressed": cells.count("suppressed"),
        "rounded": cells.count("rounded"),
    }
