"""What waits at the gate, for the start page of whoever does it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.releases import queries, states
from avow.web.releases.models import Proposal


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return the proposals to give a verdict on, and those that may go out."""
    found = []
    url = reverse("releases:index")
    if person.may("release.review") and (n := queries.to_review(person).count()):
        said = ngettext(
            "%(n)d proposed release for your verdict", "%(n)d proposed releases for your verdict", n
        )
        found.append(Waiting(said % {"n": n}, url))
    if person.may("release.propose"):
        n = Proposal.objects.filter(state=states.APPROVED, proposed_by=person).count()
        said = ngettext(
            "%(n)d approved proposal of yours to release",
            "%(n)d approved proposals of yours to release",
            n,
        )
        found += [Waiting(said % {"n": n}, url)] if n else []
    return found
