from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Action, Progress
from avow.web.plan.models.progress import REPORT
from avow.web.plan.of_action import assignment_of, locked_report
from avow.web.plan.permissions import check_report_progress
from avow.web.plan.policies import (
    check_answers_for,
    check_correctable,
    check_day,
    check_published,
    check_reportable,
)


@dataclass(frozen=True)
class Details:
    """What else a report says: what comes next (published), and what stands in the way (not).

    ``corrects`` is a report of the same day that this one takes the place of.
    """

    ahead: str = ""
    obstacle: str = ""
    corrects: Progress | None = None


@transaction.atomic
def report_progress(
    *,
    by: Person,
    action: Action,
    status: str,
    note: str,
    owner: str = "",
    due: date | None = None,
    details: Details | None = None,
    reported_on: date | None = None,
) -> Progress:
    """Say how far an action of the published plan is. Reports add up; none is changed.

    ``owner`` is the post that answers for the action, never a person's name. Where the action is
    assigned, its post and day are as assigned, whatever is given.

    Raises:
        IllegalMoveError: the action is not in the published version, somebody else answers for it,
            something is missing, or what is to be corrected cannot be any more.
    """
    check_report_progress(by)
    check_published(action.commitment.pillar.version)
    today, details = timezone.localdate(), details or Details()
    assigned = assignment_of(action)
    check_answers_for(by, assigned)
    owner, due = (assigned.post, assigned.due) if assigned else (owner, due)
    check_reportable(status, note, owner)
    check_day(reported_on or today, today, "The day of the report")
    corrects = details.corrects
    if corrects:
        corrects = locked_report(corrects, action)
        check_correctable(corrects, by, today)
    report = Progress.objects.create(
        action_lineage=action.lineage,
        kind=REPORT,
        status=status,
        owner=owner,
        due=due,
        note=note,
        ahead=details.ahead,
        obstacle=details.obstacle,
        corrects=corrects,
        reported_on=reported_on or today,
        reported_by=by,
    )
    said = {"corrects": str(corrects.pk)} if corrects else {}
    record(
        by=by,
        verb="progress.reported",
        on=report,
        action=str(action.lineage),
        status=status,
        kind=REPORT,
        **said,
    )
    return report
