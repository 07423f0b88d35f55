from django.db import transaction

from avow.web.accounts.models import Grant, Person
from avow.web.accounts.roles import roles
from avow.web.audit.actions import record


class UnknownRoleError(LookupError):
    """No role of that name is defined."""


@transaction.atomic
def grant_role(*, by: Person | None, person: Person, role: str) -> Grant:
    """Let ``person`` hold ``role``; holding it already changes nothing."""
    if role not in roles():
        raise UnknownRoleError(f"No role is called “{role}”: there are {', '.join(roles())}.")
    grant, new = Grant.objects.get_or_create(person=person, role=role)
    if new:
        record(by=by, verb="role.granted", on=person, role=role)
    person.__dict__.pop("capabilities", None)
    return grant


@transaction.atomic
def revoke_role(*, by: Person | None, person: Person, role: str) -> None:
    """Take ``role`` from ``person``; not holding it changes nothing."""
    gone, _ = Grant.objects.filter(person=person, role=role).delete()
    if gone:
        record(by=by, verb="role.revoked", on=person, role=role)
    person.__dict__.pop("capabilities", None)
