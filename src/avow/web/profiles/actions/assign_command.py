"""Say who commands a unit, and that a command has ended."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.profiles.models import Command
from avow.web.profiles.permissions import check_assign
from avow.web.profiles.policies import check_can_reply, check_unit


@transaction.atomic
def assign_command(*, by: Person, person: Person, unit: str) -> Command:
    """Tie ``person`` to a unit, for which they may then reply.

    Raises:
        PermissionDenied: the person who asks may not assign.
        IllegalMoveError: there is no such unit, the person has no such role, or commands it now.
    """
    check_assign(by)
    check_unit(unit)
    check_can_reply(person)
    if Command.objects.filter(person=person, unit=unit, ended_at__isnull=True).exists():
        raise IllegalMoveError(_("This person commands this unit already."))
    command = Command.objects.create(person=person, unit=unit, assigned_by=by)
    record(by=by, verb="command.assigned", on=command, person=str(person.pk), unit=unit)
    return command


@transaction.atomic
def end_command(*, by: Person, command: Command) -> Command:
    """End a command; the replies given in it stay.

    Raises:
        IllegalMoveError: it has ended.
    """
    check_assign(by)
    command = Command.objects.select_for_update().get(pk=command.pk)
    if command.ended_at:
        raise IllegalMoveError(_("This command has ended already."))
    command.ended_at, command.ended_by = timezone.now(), by
    command.save(update_fields=["ended_at", "ended_by"])
    record(by=by, verb="command.ended", on=command, unit=command.unit)
    return command
