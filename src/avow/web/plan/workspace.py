"""The commitment workspace: every action of the published plan, narrowed, listed and as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from avow.web.core.spreadsheets import as_csv
from avow.web.plan.models import Pillar, Version
from avow.web.plan.models.assignment import REVIEWS
from avow.web.plan.models.progress import STATUSES
from avow.web.plan.standing import LATE_OR_UNSHOWN, CommitmentStanding, Standing
from avow.web.plan.standings import standings

NOBODY = "-"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty is everything. ``owner`` is a post, `NOBODY` for none."""

    pillar: str = ""
    owner: str = ""
    status: str = ""
    late: bool = False
    unevidenced: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        """Read it from the parameters of an address; what is unknown is left out."""
        status = asked.get("status", "")
        return cls(
            asked.get("pillar", ""),
            asked.get("owner", ""),
            status if status in dict(STATUSES) else "",
            "late" in asked,
            "unevidenced" in asked,
        )

    @property
    def query(self) -> str:
        """The same as the parameters of an address, without the question mark."""
        given = {
            "pillar": self.pillar,
            "owner": self.owner,
            "status": self.status,
            "late": "on" if self.late else "",
            "unevidenced": "on" if self.unevidenced else "",
        }
        return urlencode({name: value for name, value in given.items() if value})

    def holds(self, action: Standing) -> bool:
        """Return whether an action is wanted, whatever its pillar."""
        return (
            self.owner in ("", action.post or NOBODY)
            and self.status in ("", action.status)
            and (not self.late or action.is_late or bool(action.late_milestones))
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
    def pillars(self) -> list[Pillar]:
        """The pillars that have a title."""
        return [pillar for pillar in self.version.pillars.all() if pillar.title]

    @property
    def posts(self) -> list[str]:
        """Every post that answers for an action, by name."""
        return sorted({action.post for action in self.every if action.post})


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


def counted(actions: Sequence[Standing]) -> Iterator[tuple[str, str, int]]:
    """Yield each status that an action has: its key, its name, and how many have it."""
    for key, label in STATUSES:
        n = sum(action.status == key for action in actions)
        if n:
            yield key, str(label), n
