from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.uploads import with_plain_lines
from avow.web.core.words import one_line
from avow.web.evaluations import figures, states
from avow.web.evaluations.models import Amendment, Evaluation
from avow.web.evaluations.permissions import check_edit_evaluations
from avow.web.evaluations.policies import (
    check_can_be_registered,
    check_current,
    check_draft,
    check_registered,
    check_whole,
)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What is planned; for the fields see ``Evaluation``."""

    title: str
    tried: str
    expected: str
    by: str
    areas: Sequence[str]
    starts_on: date
    neighbours: Sequence[str] = ()
    comparison: Sequence[str] = ()
    measure: str = ""
    place_kind: str = ""
    methods: Sequence[str] = ()
    ends_on: date | None = None
    later: Mapping[str, date] = field(default_factory=dict)
    initiative: UUID | None = None

    def put_into(self, evaluation: Evaluation) -> None:
        """Write it into ``evaluation``, without saving that."""
        for each in fields(self):
            value = getattr(self, each.name)
            setattr(evaluation, each.name, list(value) if _listed(value) else value)
        evaluation.later = {area: day.isoformat() for area, day in self.later.items()}
        evaluation.title = one_line(self.title)[:200]
        evaluation.tried = with_plain_lines(self.tried).strip()
        evaluation.expected = with_plain_lines(self.expected).strip()


def _listed(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


@transaction.atomic
def plan_evaluation(*, by: Person, planned: Planned) -> Evaluation:
    """Begin the plan of an evaluation, as a draft."""
    check_edit_evaluations(by)
    evaluation = Evaluation(planned_by=by)
    planned.put_into(evaluation)
    evaluation.save()
    record(by=by, verb="evaluation.planned", on=evaluation, methods=list(evaluation.methods))
    return evaluation


@transaction.atomic
def edit_plan(*, by: Person, evaluation: Evaluation, revision: int, planned: Planned) -> Evaluation:
    """Change a plan that is not registered yet.

    Raises:
        IllegalMoveError: it is registered; StaleEditError: somebody saved after ``revision``.
    """
    check_edit_evaluations(by)
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    check_draft(evaluation)
    check_current(revision, evaluation)
    planned.put_into(evaluation)
    evaluation.revision += 1
    evaluation.save()
    record(by=by, verb="evaluation.edited", on=evaluation, revision=evaluation.revision)
    return evaluation


@transaction.atomic
def register_plan(*, by: Person, evaluation: Evaluation, revision: int) -> Evaluation:
    """Register the plan: from now on it is on record what was looked for, and since when.

    Raises:
        IllegalMoveError: it is registered already, or lacks what a run needs.
        StaleEditError: somebody saved after ``revision``.
    """
    check_edit_evaluations(by)
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    check_can_be_registered(evaluation)
    check_current(revision, evaluation)
    evaluation.state = states.REGISTERED
    evaluation.registered_at, evaluation.registered_by = timezone.now(), by
    evaluation.after_data = data_are_in(evaluation)
    evaluation.save()
    record(
        by=by,
        verb="evaluation.registered",
        on=evaluation,
        revision=evaluation.revision,
        after_data=evaluation.after_data,
    )
    return evaluation


@transaction.atomic
def amend_plan(
    *, by: Person, evaluation: Evaluation, revision: int, planned: Planned, reason: str
) -> Amendment:
    """Change a registered plan, with the reason; what it was is kept.

    Raises:
        IllegalMoveError: it is not registered, or lacks what a run needs then.
        StaleEditError: somebody saved after ``revision``.
    """
    check_edit_evaluations(by)
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    check_registered(evaluation)
    check_current(revision, evaluation)
    before = _plain(evaluation)
    planned.put_into(evaluation)
    check_whole(evaluation)
    after = _plain(evaluation)
    moved = [name for name in before if before[name] != after[name]]
    evaluation.revision += 1
    amendment = Amendment.objects.create(
        evaluation=evaluation,
        revision=evaluation.revision,
        before={name: before[name] for name in moved},
        after={name: after[name] for name in moved},
        reason=with_plain_lines(reason).strip(),
        after_data=data_are_in(evaluation),
        after_finding=evaluation.findings.exists(),
        amended_by=by,
    )
    evaluation.save()
    record(
        by=by,
        verb="evaluation.amended",
        on=amendment,
        evaluation=str(evaluation.pk),
        fields=moved,
        after_data=amendment.after_data,
        after_finding=amendment.after_finding,
    )
    return amendment


def data_are_in(evaluation: Evaluation) -> bool:
    """Return whether records from after the start are loaded by now."""
    newest = figures.newest_month(evaluation)
    return newest is not None and newest >= evaluation.starts_on


def _plain(evaluation: Evaluation) -> dict[str, Any]:
    """Return the plan as values for JSON."""
    values = {each.name: getattr(evaluation, each.name) for each in fields(Planned)}
    return {n: str(v) if isinstance(v, date | UUID) else v for n, v in values.items()}
