from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Action, UnitProgress
from avow.web.plan.of_action import assignment_of
from avow.web.plan.permissions import check_report_units
from avow.web.plan.policies import (
    check_day,
    check_published,
    check_reports_unit,
    check_unit_report,
)


@dataclass(frozen=True)
class UnitReport:
    """How far one unit is."""

    unit: str
    status: str
    percent: int
    note: str = ""


@transaction.atomic
def report_units(
    *,
    by: Person,
    action: Action,
    reports: Iterable[UnitReport],
    reported_on: date | None = None,
) -> list[UnitProgress]:
    """Say how far units are with an action that each of them delivers. Reports add up.

    Whoever answers for the action reports on any unit, a commander on their own.

    Raises:
        IllegalMoveError: the action is not in the published version, the unit is not theirs to
            report on or does not deliver it, or a percentage does not fit its status.
    """
    check_report_units(by)
    check_published(action.commitment.pillar.version)
    assigned = assignment_of(action)
    today = timezone.localdate()
    check_day(reported_on or today, today, "The day of the report")
    units = assigned.units if assigned else []
    made = []
    for told in reports:
        check_reports_unit(by, assigned, told.unit)
        check_unit_report(told.unit, told.status, told.percent, units)
        row = UnitProgress.objects.create(
            action_lineage=action.lineage,
            unit=told.unit,
            status=told.status,
            percent=told.percent,
            note=told.note.strip(),
            reported_on=reported_on or today,
            reported_by=by,
        )
        record(
            by=by,
            verb="progress.unit-reported",
            on=row,
            action=str(action.lineage),
            unit=told.unit,
            status=told.status,
            percent=told.percent,
        )
        made.append(row)
    return made
