from collections.abc import Iterable

from django.db import transaction

from avow.web.accounts.actions.grant_role import grant_role
from avow.web.accounts.models import Person
from avow.web.audit.actions import record


@transaction.atomic
def add_person(
    *, by: Person | None, email: str, name: str, password: str | None, roles: Iterable[str] = ()
) -> Person:
    """Add somebody who can sign in. ``by`` is None on the command line of the server itself.

    Without a password nobody signs in until one is set.
    """
    person = Person.objects.create_user(email=email, password=password, name=name)
    record(by=by, verb="person.added", on=person)
    for role in roles:
        grant_role(by=by, person=person, role=role)
    return person
