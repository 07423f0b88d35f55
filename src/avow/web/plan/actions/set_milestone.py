from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Action, Milestone
from avow.web.plan.of_action import assignment_of, newest_milestone
from avow.web.plan.permissions import check_report_progress
from avow.web.plan.policies import (
    check_answers_for,
    check_current_milestone,
    check_milestone,
    check_published,
)


@dataclass(frozen=True)
class Marker:
    """What a milestone says: reached on a day, it also says what shows that."""

    title: str
    due: date
    done_on: date | None = None
    shown_by: str = ""


@transaction.atomic
def set_milestone(
    *, by: Person, action: Action, marker: Marker, milestone: Milestone | None = None
) -> Milestone:
    """Add a milestone to an action, or say anew what ``milestone`` is. The older row stays.

    Raises:
        IllegalMoveError: the action is not in the published version or somebody else answers for
            it; the milestone was changed meanwhile; it is reached in the future, or nothing shows
            that it is.
    """
    _check(by, action, milestone)
    check_milestone(marker.title, marker.done_on, marker.shown_by, timezone.localdate())
    return _row(by, action, milestone, marker, removed=False)


@transaction.atomic
def remove_milestone(*, by: Person, action: Action, milestone: Milestone) -> Milestone:
    """Take a milestone away. That it was there is kept.

    Raises:
        IllegalMoveError: as for `set_milestone`.
    """
    _check(by, action, milestone)
    marker = Marker(milestone.title, milestone.due, milestone.done_on, milestone.shown_by)
    return _row(by, action, milestone, marker, removed=True)


def _check(by: Person, action: Action, milestone: Milestone | None) -> None:
    check_report_progress(by)
    check_published(action.commitment.pillar.version)
    check_answers_for(by, assignment_of(action))
    if milestone:
        check_current_milestone(milestone, newest_milestone(milestone.line))


def _row(
    by: Person, action: Action, milestone: Milestone | None, marker: Marker, *, removed: bool
) -> Milestone:
    line: dict[str, Any] = {"line": milestone.line} if milestone else {}
    row = Milestone.objects.create(
        action_lineage=action.lineage,
        title=marker.title.strip(),
        due=marker.due,
        done_on=marker.done_on,
        shown_by=marker.shown_by.strip(),
        removed=removed,
        set_by=by,
        **line,
    )
    record(
        by=by,
        verb="milestone.removed" if removed else "milestone.set",
        on=row,
        action=str(action.lineage),
        line=str(row.line),
        due=row.due.isoformat(),
        done_on=row.done_on.isoformat() if row.done_on else "",
    )
    return row
