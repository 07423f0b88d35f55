from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record


@transaction.atomic
def deactivate_person(*, by: Person | None, person: Person) -> Person:
    """Stop ``person`` signing in; what they did keeps their name."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(by=by, verb="person.deactivated", on=person)
    return person
