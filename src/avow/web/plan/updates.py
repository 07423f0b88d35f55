"""The monthly update: who is asked about which actions, who has answered, and who has not."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from avow.web.accounts.models import Person
from avow.web.plan.models import Version
from avow.web.plan.queries import published_version
from avow.web.plan.rounds import Round, round_on
from avow.web.plan.standing import Standing
from avow.web.plan.standings import standings


@dataclass
class Owner:
    """Somebody who signs in for actions, and which of these were answered in the round."""

    person: Person
    waiting: list[Standing] = field(default_factory=list)
    answered: list[Standing] = field(default_factory=list)


@dataclass(frozen=True)
class Update:
    """The round that is open, with ``every`` action of the plan, and everybody asked, by name.

    ``nobody`` are the actions that have no one to ask: unassigned, without a person who signs in,
    or with one who left or may not report any more.
    """

    asked: Round
    today: date
    version: Version
    every: tuple[Standing, ...]
    everybody: tuple[Owner, ...]
    nobody: tuple[Standing, ...]

    @property
    def owners(self) -> list[Owner]:
        """Those who have not answered for every action."""
        return [owner for owner in self.everybody if owner.waiting]

    @property
    def missing(self) -> int:
        """How many actions wait for their owner's answer."""
        return sum(len(owner.waiting) for owner in self.everybody)

    @property
    def is_overdue(self) -> bool:
        """Whether what is missing is late."""
        return self.asked.is_overdue(self.today)

    @property
    def is_escalated(self) -> bool:
        """Whether what is missing is for the plan lead to see to."""
        return self.asked.is_escalated(self.today)

    def of(self, person: Person) -> Owner:
        """Return what ``person`` was asked; nothing if they answer for no action."""
        return next((o for o in self.everybody if o.person.pk == person.pk), Owner(person))


def unanswered(today: date) -> Update | None:
    """Return the update that is open on ``today``; None while no plan is published."""
    version = published_version()
    if version is None:
        return None
    asked = round_on(today)
    owners: dict[UUID, Owner] = {}
    nobody = []
    able: dict[UUID, bool] = {}
    every = tuple(a for c in standings(version, today) for a in c.actions)
    for standing in every:
        person = standing.person
        if person is None or not _reports(person, able):
            over = standing.has_ended and not standing.lacks_evidence
            nobody += [] if over else [standing]
        elif standing.is_asked(asked) or standing.has_answered(asked):
            owner = owners.setdefault(person.pk, Owner(person))
            held = owner.answered if standing.has_answered(asked) else owner.waiting
            held.append(standing)
    everybody = tuple(sorted(owners.values(), key=lambda owner: owner.person.name))
    return Update(asked, today, version, every, everybody, tuple(nobody))


def _reports(person: Person, able: dict[UUID, bool]) -> bool:
    """Return whether somebody may report, asked once for each."""
    if person.pk not in able:
        able[person.pk] = person.may("progress.report")
    return able[person.pk]
