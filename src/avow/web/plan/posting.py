"""Queue and send the reminders of the monthly update. Nothing goes out twice unseen.

That one is being sent is kept before it is handed over: if the process ends in between, it stands
as “not known whether it went out”.
"""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Reminder
from avow.web.plan.models.reminder import FAILED, OPENED, OVERDUE, SENDING, SENT, WAITING
from avow.web.plan.rounds import round_of
from avow.web.plan.updates import unanswered

MOST_ATTEMPTS = 5


def queue_due(today: date) -> int:
    """Queue what the timetable sends of its own accord, once each; return how many were queued."""
    update = unanswered(today)
    if update is None:
        return 0
    kind = OVERDUE if update.is_overdue else OPENED
    return sum(_queue(owner.person, update.asked.month, kind) for owner in update.owners)


def _queue(person: Person, month: date, kind: str) -> bool:
    if Reminder.objects.filter(person=person, month=month, kind=kind).exists():
        return False
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(person=person, month=month, kind=kind)
            record(by=None, verb="progress.reminded", on=reminder, person=str(person.pk), kind=kind)
    except IntegrityError:
        # Another one waits for them already; this one is queued the next time.
        return False
    return True


def waiting() -> Iterator[tuple[str, str, str]]:
    """Yield address, subject and text of every reminder that waits."""
    for reminder in Reminder.objects.filter(state=WAITING).select_related("person"):
        yield reminder.person.email, subject(), body(reminder)


def subject() -> str:
    """Return the subject of every reminder."""
    return _("Your monthly update on the plan")


def body(reminder: Reminder) -> str:
    """Return the text of a reminder: what is asked, by when, and where. It names no action."""
    asked = round_of(reminder.month)
    parts = [
        _("Hello,"),
        _("You answer for actions of the plan. Please say how far they are in %(month)s.")
        % {"month": date_format(reminder.month, "F Y")},
        _("Where nothing changed, one click says so."),
        settings.SITE_URL + reverse("plan:update"),
        _("It is due by %(day)s.") % {"day": date_format(asked.due, "l j F Y")},
        _("Nobody reads replies to this message."),
    ]
    return "\n\n".join(parts) + "\n"


def _hand_over(address: str, about: str, text: str) -> None:
    EmailMessage(about, text, settings.DEFAULT_FROM_EMAIL, [address]).send()


def post(send: Callable[[str, str, str], None] = _hand_over) -> list[str]:
    """Send each waiting reminder once; return the state in which each was left."""
    waits = Reminder.objects.filter(state=WAITING).order_by("created_at")
    found = []
    for pk in list(waits.values_list("pk", flat=True)):
        reminder = _claimed(pk)
        if reminder is not None:
            found.append(_post(reminder, send))
    return found


def _claimed(pk: UUID) -> Reminder | None:
    """Take a reminder out of those that wait, so that no other process sends it too."""
    taken = Reminder.objects.filter(pk=pk, state=WAITING)
    if not taken.update(state=SENDING, attempts=F("attempts") + 1):
        return None
    return Reminder.objects.select_related("person").get(pk=pk)


def _post(reminder: Reminder, send: Callable[[str, str, str], None]) -> str:
    if not reminder.person.is_active:
        return _settle(reminder, FAILED, "They no longer sign in.")
    try:
        send(reminder.person.email, subject(), body(reminder))
    except Exception as error:
        over = reminder.attempts >= MOST_ATTEMPTS
        return _settle(reminder, FAILED if over else WAITING, type(error).__name__)
    return _settle(reminder, SENT, "")


@transaction.atomic
def _settle(reminder: Reminder, state: str, fault: str) -> str:
    Reminder.objects.filter(pk=reminder.pk, state=SENDING).update(
        state=state, fault=fault, sent_at=timezone.now() if state == SENT else None
    )
    record(by=None, verb=f"reminder.{state}", on=reminder, attempts=reminder.attempts)
    return state
