from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Action, Progress
from avow.web.plan.models.progress import UNDONE
from avow.web.plan.of_action import locked_report
from avow.web.plan.permissions import check_report_progress
from avow.web.plan.policies import check_correctable, check_published


@transaction.atomic
def take_back_report(*, by: Person, action: Action, report: Progress) -> Progress:
    """Undo a report on the day it was made: another says that it was made in error. Both stay.

    Raises:
        IllegalMoveError: it was made on another day or by somebody else, or was corrected already.
    """
    check_report_progress(by)
    check_published(action.commitment.pillar.version)
    report = locked_report(report, action)
    today = timezone.localdate()
    check_correctable(report, by, today)
    undone = Progress.objects.create(
        action_lineage=action.lineage,
        kind=UNDONE,
        status=report.status,
        owner=report.owner,
        due=report.due,
        corrects=report,
        reported_on=today,
        reported_by=by,
    )
    record(
        by=by,
        verb="progress.reported",
        on=undone,
        action=str(action.lineage),
        status=report.status,
        kind=UNDONE,
        corrects=str(report.pk),
    )
    return undone
