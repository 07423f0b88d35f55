"""Run a registered plan: every method on the facts of today, kept as it stands."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

import avow
from avow import charts
from avow.analysis import evaluation as library
from avow.analysis.engine import layout
from avow.analysis.evaluation import EvaluationError, Panel, Pilot, Result
from avow.analysis.evaluation.panel import Split
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.models import Work
from avow.web.core.work import tell
from avow.web.evaluations import figures, kinds
from avow.web.evaluations.models import Evaluation, Finding
from avow.web.evaluations.policies import check_registered
from avow.web.releases.sources import loaded_from


def evaluate(work: Work) -> None:
    """Do the work that somebody asked for: see ``findings_of``."""
    evaluation = Evaluation.objects.get(pk=work.subject)
    by = Person.objects.get(pk=work.asked_by)
    check_registered(evaluation)
    tell(work, _("Counting by area and month"))
    made = contents_of(evaluation, said=lambda step: tell(work, step))
    keep(by=by, evaluation=evaluation, made=made)


def contents_of(evaluation: Evaluation, *, said: Any = lambda _step: None) -> dict[str, Any]:
    """Return what each method of the plan finds; where it finds nothing, why, in words."""
    about = _about(evaluation)
    try:
        panel = figures.panel_of(evaluation)
    except EvaluationError as error:
        return {method: about | {"refused": str(error)} for method in evaluation.methods}
    pilot, made = figures.pilot_of(evaluation), {}
    for method in evaluation.methods:
        said(str(kinds.NAMES[method]))
        made[method] = about | _content(method, panel, pilot, figures.starts_of(evaluation))
    return made


@transaction.atomic
def keep(*, by: Person, evaluation: Evaluation, made: dict[str, Any]) -> list[Finding]:
    """Keep the findings of one run, with the trace of each."""
    run = uuid4()
    found = []
    for method, content in made.items():
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        finding = Finding.objects.create(
            evaluation=evaluation,
            run=run,
            revision=evaluation.revision,
            method=method,
            content=content,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            run_by=by,
        )
        record(
            by=by,
            verb="evaluation.found",
            on=finding,
            evaluation=str(evaluation.pk),
            method=method,
            refused="refused" in content,
            sha256=finding.sha256,
        )
        found.append(finding)
    return found


def _about(evaluation: Evaluation) -> dict[str, Any]:
    outcome = figures.outcome_of(evaluation)
    return {
        "outcome": outcome.words,
        "definition": outcome.definition,
        "loaded_from": loaded_from(outcome.tables),
        "facts": _loads(outcome.tables),
        "version": avow.__version__,
        "plan_revision": evaluation.revision,
    }


def _loads(tables: tuple[str, ...]) -> str:
    """Return a mark that changes with every load of these tables."""
    now = layout.state(settings.DATA_FOLDER)
    loads = {name: list(now.get(name, ())) for name in tables}
    return hashlib.sha256(json.dumps(loads, sort_keys=True).encode()).hexdigest()[:16]


def loads_of(evaluation: Evaluation) -> str:
    """Return the mark of the facts that a run would be made from now."""
    return _loads(figures.outcome_of(evaluation).tables)


def _content(method: str, panel: Panel, pilot: Pilot, starts: Mapping[str, str]) -> dict[str, Any]:
    try:
        result = _result(method, panel, pilot, starts)
    except EvaluationError as error:
        return {"refused": str(error)}
    found: dict[str, Any] = _finite(result.as_dict())
    return {
        "result": found,
        "columns": result.table.column_names,
        "chart": charts.of_evaluation(result),
        "least": _least(panel, pilot, starts),
    }


def _result(method: str, panel: Panel, pilot: Pilot, starts: Mapping[str, str]) -> Result:
    if len(set(starts.values())) > 1:
        return library.staggered(
            panel,
            starts,
            outcome=pilot.outcome,
            comparison=pilot.comparison,
            neighbours=pilot.neighbours,
        )
    if method == kinds.SERIES:
        return library.series(panel, pilot)
    if method == kinds.SYNTHETIC:
        return library.synthetic(panel, pilot)
    if method == kinds.DISPLACEMENT:
        if panel.exposure is not None:
            raise EvaluationError(
                _("Displacement is told in numbers: choose a count as the outcome, not a rate.")
            )
        return library.displacement(panel, pilot, buffer=pilot.neighbours)
    return library.difference(panel, pilot)


def _least(panel: Panel, pilot: Pilot, starts: Mapping[str, str]) -> float:
    """Return the smallest count behind a result: of pilot, neighbours or comparison, by side.

    Places that begin at different times each have their own sides.
    """
    sides: list[float] = []
    for start in sorted(set(starts.values())):
        own = tuple(area for area, first in starts.items() if first == start)
        split = Split.of(panel, replace(pilot, areas=own, start=start))
        parts = (split.treated, panel.rows(pilot.neighbours), split.compared)
        sums = [split.panel.values[list(rows)].sum(axis=0) for rows in parts if rows]
        sides += [part.sum() for course in sums for part in np.split(course, [split.first])]
    return float(min(sides))


def _finite(value: Any) -> Any:
    """Return the same with None for what is no number, which JSON in a database cannot hold."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value
