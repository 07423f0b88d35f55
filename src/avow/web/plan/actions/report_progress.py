from datetime import date

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Action, Progress
from avow.web.plan.permissions import check_report_progress
from avow.web.plan.policies import check_published


@transaction.atomic
def report_progress(
    *, by: Person, action: Action, status: str, owner: str, note: str, due: date | None = None
) -> Progress:
    """Say how far an action of the published plan is. Reports add up; none is changed.

    ``owner`` is the post that answers for the action, never a person's name.

    Raises:
        IllegalMoveError: the action is not in the published version.
    """
    check_report_progress(by)
    check_published(action.commitment.pillar.version)
    report = Progress.objects.create(
        action_lineage=action.lineage,
        status=status,
        owner=owner,
        due=due,
        note=note,
        reported_by=by,
    )
    record(by=by, verb="progress.reported", on=report, action=str(action.lineage), status=status)
    return report
