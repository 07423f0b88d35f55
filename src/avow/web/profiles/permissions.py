"""Who may read profiles, write in them, reply to them, and say who commands a unit."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.core.permissions import Capable, check
from avow.web.profiles.models import Command
from avow.web.releases import permissions as releases


def check_read_profiles(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may read profiles at all."""
    check(person, "profile.read")


def check_edit_profiles(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may write in profiles and fix editions."""
    check(person, "profile.edit")


def check_reply(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may reply for a unit at all."""
    check(person, "unit.reply")


def check_assign(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may say who commands a unit."""
    check(person, "unit.assign")


def check_reads_replies(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` reads what commanders reply, for the force."""
    if not reads_replies(person):
        check(person, "profile.edit")


def reads_replies(person: Capable) -> bool:
    """Return whether replies wait for ``person``: whoever edits profiles or assigns commanders."""
    return person.may("profile.edit") or person.may("unit.assign")


def units_of(person: Person) -> list[str]:
    """Return the units that ``person`` commands now; none without the capability to reply."""
    if not person.may("unit.reply"):
        return []
    held = Command.objects.filter(person=person, ended_at__isnull=True)
    return sorted(held.values_list("unit", flat=True))


def check_commands(person: Person, unit: str) -> None:
    """Raise PermissionDenied unless ``person`` commands ``unit``."""
    check_reply(person)
    if unit not in units_of(person):
        raise PermissionDenied(_("Only the commander of this unit replies for it."))


def reads_unit(person: Person, unit: str) -> bool:
    """Return whether ``person``, who may read profiles, may read that of ``unit``.

    A commander reads that of the own unit; the others read all.
    """
    own_only = person.may("unit.reply") and not person.may("release.read")
    return not own_only or unit in units_of(person)


def sees_exact(person: Person, unit: str) -> bool:
    """Return whether ``person`` sees the unit's figures before they are protected.

    The force's own staff do, and its commander; partners see what the public could.
    """
    return releases.sees_exact(person) or unit in units_of(person)
