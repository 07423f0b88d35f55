from datetime import date

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Action, Progress
from avow.web.plan.models.progress import NO_CHANGE
from avow.web.plan.of_action import assignment_of
from avow.web.plan.permissions import check_report_progress
from avow.web.plan.policies import check_answers_for, check_day, check_published
from avow.web.plan.standings import standing_of


@transaction.atomic
def say_unchanged(*, by: Person, action: Action, reported_on: date | None = None) -> Progress:
    """Say that nothing changed since the last report. It is kept as such, with its own day.

    Raises:
        IllegalMoveError: nobody has reported yet, the same was said that day already, somebody else
            answers for the action, or it is not in the published version.
    """
    check_report_progress(by)
    version = action.commitment.pillar.version
    check_published(version)
    assigned = assignment_of(action)
    check_answers_for(by, assigned)
    today = timezone.localdate()
    day = reported_on or today
    check_day(day, today, "The day of the report")
    last = standing_of(action, version, day).report
    if last is None:
        raise IllegalMoveError("Nobody has reported on this action yet, so say how far it is.")
    if last.kind == NO_CHANGE and last.reported_on == day:
        raise IllegalMoveError("That nothing changed was reported today already.")
    report = Progress.objects.create(
        action_lineage=action.lineage,
        kind=NO_CHANGE,
        status=last.status,
        owner=assigned.post if assigned else last.owner,
        due=assigned.due if assigned else last.due,
        reported_on=day,
        reported_by=by,
    )
    record(
        by=by,
        verb="progress.reported",
        on=report,
        action=str(action.lineage),
        status=last.status,
        kind=NO_CHANGE,
    )
    return report
