from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Action, Assignment
from avow.web.plan.models.assignment import MONTHS, QUARTER
from avow.web.plan.permissions import check_assign_actions
from avow.web.plan.policies import check_day, check_published, check_signs_in


@dataclass(frozen=True)
class Terms:
    """By when an action is to be done, how fresh its evidence must be, and which units deliver it.

    ``since`` is the day from which the post answers for it, today by default.
    """

    due: date | None = None
    review: str = QUARTER
    units: Sequence[str] = ()
    since: date | None = None


@transaction.atomic
def assign_action(
    *,
    by: Person,
    action: Action,
    post: str,
    person: Person | None = None,
    terms: Terms | None = None,
) -> Assignment:
    """Say which post answers for an action, and who signs in for it. Earlier ones stay as history.

    Raises:
        IllegalMoveError: the action is not in the published version, there is no post or no such
            review period, or the person may not report progress.
    """
    check_assign_actions(by)
    check_published(action.commitment.pillar.version)
    terms = terms or Terms()
    if not post.strip():
        raise IllegalMoveError("Say which post answers for the action.")
    if terms.review not in MONTHS:
        raise IllegalMoveError("Say how often the evidence is to be renewed.")
    check_signs_in(person)
    since = terms.since or timezone.localdate()
    check_day(since, timezone.localdate(), "The day from which the post answers for it")
    assignment = Assignment.objects.create(
        action_lineage=action.lineage,
        post=post.strip(),
        person=person,
        due=terms.due,
        review=terms.review,
        units=list(dict.fromkeys(terms.units)),
        since=since,
        assigned_by=by,
    )
    record(
        by=by,
        verb="action.assigned",
        on=assignment,
        action=str(action.lineage),
        person=str(person.pk) if person else "",
        due=terms.due.isoformat() if terms.due else "",
        review=terms.review,
        units=len(assignment.units),
    )
    return assignment
