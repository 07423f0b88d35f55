from datetime import date

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Reminder
from avow.web.plan.models.reminder import ASKED
from avow.web.plan.permissions import check_remind
from avow.web.plan.policies import check_remindable
from avow.web.plan.updates import unanswered


@transaction.atomic
def remind(*, by: Person, person: Person, today: date | None = None) -> Reminder:
    """Queue an e-mail that reminds ``person`` of their monthly update.

    Raises:
        IllegalMoveError: they have answered, or were reminded today already.
    """
    check_remind(by)
    today = today or timezone.localdate()
    due = unanswered(today)
    if due is None or person.pk not in {owner.person.pk for owner in due.owners}:
        raise IllegalMoveError(f"{person.name} has answered for every action.")
    check_remindable(person, today)
    reminder = Reminder.objects.create(
        person=person, month=due.asked.month, kind=ASKED, asked_by=by
    )
    record(by=by, verb="progress.reminded", on=reminder, person=str(person.pk), kind=ASKED)
    return reminder
