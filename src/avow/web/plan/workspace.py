"""The commitment workspace: every action of the published plan, narrowed, listed and as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.core.spreadsheets import as_csv
from avow.web.plan.models import Pillar, Version
from avow.web.plan.models.assignment import REVIEWS
from avow.web.plan.models.progress import STATUSES, STOPPED
from avow.web.plan.standing import LATE_OR_UNSHOWN, CommitmentStanding, Standing
from avow.web.plan.standings import standings
from avow.web.plan.unit_standing import UnitStanding

NOBODY = "-"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty is everything.

    ``owner`` is a post, `NOBODY` for none; ``unit`` one that delivers; ``mine`` is who looks, where
    only what they sign in for is wanted.
    """

    pillar: str = ""
    owner: str = ""
    status: str = ""
    unit: str = ""
    mine: Person | None = None
    late: bool = False
    unevidenced: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str], person: Person) -> "Wanted":
        """Read it from the parameters of an address; what is unknown is left out."""
        status = asked.get("status", "")
        return cls(
            pillar=asked.get("pillar", ""),
            owner=asked.get("owner", ""),
            status=status if status in dict(STATUSES) else "",
            unit=asked.get("unit", ""),
            mine=person if "mine" in asked else None,
            late="late" in asked,
            unevidenced="unevidenced" in asked,
        )

    @property
    def query(self) -> str:
        """The same as the parameters of an address, without the question mark."""
        given = {
            "pillar": self.pillar,
            "owner": self.owner,
            "status": self.status,
            "unit": self.unit,
            "mine": "on" if self.mine else "",
            "late": "on" if self.late else "",
            "unevidenced": "on" if self.unevidenced else "",
        }
        return urlencode({name: value for name, value in given.items() if value})

    def holds(self, action: Standing) -> bool:
        """Return whether an action is wanted, whatever its pillar."""
        return (
            self.owner in ("", action.post or NOBODY)
            and self.status in ("", action.status)
            and self.unit in ("", *(held.unit for held in action.units))
            and self.mine in (None, action.person)
            and (not self.late or action.is_behind)
            and (not self.unevidenced or action.lacks_evidence)
        )


@dataclass(frozen=True)
class Workspace:
    """The published plan as it is worked on: its commitments, and the actions that are wanted."""

    version: Version
    commitments: tuple[CommitmentStanding, ...]
    wanted: Wanted

    @property
    def actions(self) -> list[tuple[CommitmentStanding, Standing]]:
        """The wanted actions with their commitments, those that need somebody's eye first."""
        found = [
            (c, action)
            for c in self.commitments
            if self.wanted.pillar in ("", str(c.commitment.pillar_id))
            for action in c.actions
            if self.wanted.holds(action)
        ]
        return sorted(found, key=lambda pair: -pair[1].attention)

    @property
    def first(self) -> list[tuple[CommitmentStanding, Standing]]:
        """The actions that are late, or that nothing shows, while the list is not narrowed."""
        return (
            []
            if self.wanted.query
            else [p for p in self.actions if p[1].attention >= LATE_OR_UNSHOWN]
        )

    @property
    def every(self) -> list[Standing]:
        """Every action of the plan, in order."""
        return [action for c in self.commitments for action in c.actions]

    @property
    def by_unit(self) -> list["UnitSum"]:
        """How far each unit is that delivers an action, by name."""
        held: dict[str, list[UnitStanding]] = {}
        for action in self.every:
            if action.status != STOPPED:
                for one in action.units:
                    held.setdefault(one.unit, []).append(one)
        return [UnitSum(unit, tuple(held[unit])) for unit in sorted(held)]

    @property
    def pillars(self) -> list[Pillar]:
        """The pillars that have a title."""
        return [pillar for pillar in self.version.pillars.all() if pillar.title]

    @property
    def posts(self) -> list[str]:
        """Every post that answers for an action, by name."""
        return sorted({action.post for action in self.every if action.post})


@dataclass(frozen=True)
class UnitSum:
    """How far one unit is with everything that it delivers and that was not stopped."""

    unit: str
    held: tuple[UnitStanding, ...]

    @property
    def query(self) -> str:
        """The parameters of an address that narrow the list to it."""
        return Wanted(unit=self.unit).query

    @property
    def percent(self) -> float:
        """The average of what it reports; what it has not reported on counts 0."""
        return sum(one.percent for one in self.held) / len(self.held)

    @property
    def silent(self) -> int:
        """On how many actions it has not reported."""
        return sum(one.report is None for one in self.held)

    @property
    def lacking(self) -> int:
        """How many it says are done or on track with nothing fresh to show it."""
        return sum(one.lacks_evidence for one in self.held)


def workspace(version: Version, wanted: Wanted, today: date) -> Workspace:
    """Return the workspace of a version, loaded with its parts, on a day."""
    return Workspace(version, tuple(standings(version, today)), wanted)


def as_file(found: Workspace) -> str:
    """Return the wanted actions as CSV. Who signs in for a post is not in it."""
    return as_csv([str(head) for head in _heads()], (_row(c, a) for c, a in found.actions))


def _heads() -> Sequence[str]:
    return (
        _("Commitment"),
        _("Action"),
        _("Text"),
        _("Post"),
        _("Status"),
        _("Late"),
        _("Not evidenced"),
        _("Newest evidence"),
        _("Evidence renewed"),
        _("Due"),
        _("Due at first"),
        _("Percent"),
        _("Milestones reached"),
        _("Milestones"),
        _("Late milestones"),
        _("Last report"),
        _("Nothing changed since"),
        _("What happened"),
        _("What comes next"),
        _("What stands in the way"),
    )


def _row(c: CommitmentStanding, a: Standing) -> tuple[str, ...]:
    told = a.told
    return (
        c.commitment.number,
        a.action.number,
        a.action.text,
        a.post,
        str(a.report.get_status_display()) if a.report else str(a.label),
        _yes(a.is_late),
        _yes(a.lacks_evidence),
        _day(a.evidenced_on),
        str(dict(REVIEWS)[a.review]),
        _day(a.due),
        _day(a.first_due or a.due),
        "" if a.percent is None else f"{a.percent:.0f}",
        str(a.reached),
        str(len(a.milestones)),
        str(len(a.late_milestones)),
        _day(a.report.reported_on if a.report else None),
        _day(a.changed_on if a.unchanged else None),
        told.note if told else "",
        told.ahead if told else "",
        told.obstacle if told else "",
    )


def _yes(so: bool) -> str:
    return _("yes") if so else _("no")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def counted(actions: Sequence[Standing]) -> Iterator[tuple[str, str, int, int]]:
    """Yield each status: its key, its name, how many have it, how many of them lack evidence."""
    for key, label in STATUSES:
        those = [action for action in actions if action.status == key]
        if those:
            yield key, str(label), len(those), sum(a.lacks_evidence for a in those)
