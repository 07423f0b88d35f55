"""What the trace must bear out of people and their roles."""

from collections.abc import Iterator

from avow.web.accounts.models import Grant, Person
from avow.web.audit.backing import Claim


def claims() -> Iterator[Claim]:
    """Yield every role that somebody holds, and everybody who may sign in."""
    for grant in Grant.objects.all():
        yield Claim(
            f"Person {grant.person_id} holds the role {grant.role}",
            "role.granted",
            str(grant.person_id),
            undone=("role.revoked",),
            about={"role": grant.role},
        )
    for person in Person.objects.filter(is_active=True):
        yield Claim(
            f"Person {person.pk} may sign in",
            "person.added",
            str(person.pk),
            undone=("person.deactivated",),
        )
