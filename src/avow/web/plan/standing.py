"""Where an action stands on a day: what is reported of it, what is late, what nothing shows.

Everything here is computed from rows that are only ever added, for a day that is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.accounts.models import Person
from avow.web.core.evidence import Piece
from avow.web.plan.models import Action, Assignment, Commitment, Milestone, Progress
from avow.web.plan.models.assignment import QUARTER
from avow.web.plan.models.progress import DONE, ENDED, LATE, NO_CHANGE, NOT_STARTED, STOPPED, UNDONE
from avow.web.plan.policies import lacks_evidence
from avow.web.plan.rounds import Round, round_on
from avow.web.plan.unit_standing import UnitStanding

# What needs somebody's eye before all else (`Standing.attention`).
LATE_OR_UNSHOWN = 2
# So many updates in a row in which nothing changed are told as such.
STILL = 3


@dataclass(frozen=True)
class Standing:
    """An action with all that is known of it on the day ``today``.

    ``reports`` are newest first, with those that were corrected; ``milestones`` those that were not
    taken away, by their days; ``pieces`` the evidence that stands, newest first. ``first_due`` is
    the first day by which it was assigned to be done.
    """

    action: Action
    today: date
    assignment: Assignment | None = None
    first_due: date | None = None
    reports: tuple[Progress, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    pieces: tuple[Piece, ...] = ()
    units: tuple[UnitStanding, ...] = ()

    @cached_property
    def counting(self) -> tuple[Progress, ...]:
        """The reports that count, newest first: none that was corrected or taken back."""
        corrected = {report.corrects_id for report in self.reports}
        return tuple(r for r in self.reports if r.pk not in corrected and r.kind != UNDONE)

    @property
    def report(self) -> Progress | None:
        """The report that counts, or None if nobody has reported."""
        return self.counting[0] if self.counting else None

    @property
    def told(self) -> Progress | None:
        """The newest report that says more than that nothing changed."""
        return next((r for r in self.counting if r.kind != NO_CHANGE), None)

    @property
    def status(self) -> str:
        """How far it is by its newest report; not started while there is none."""
        return self.report.status if self.report else NOT_STARTED

    @property
    def label(self) -> str | Promise:
        """What its state is called."""
        if self.report is None:
            return _("No report yet")
        return _("Overdue") if self.is_overdue else self.report.get_status_display()

    @property
    def drawn(self) -> str:
        """How its state is drawn as a tag: nothing is drawn as good that nothing shows."""
        if self.report is None or self.lacks_evidence:
            return "late" if self.is_overdue else "neutral"
        return LATE if self.is_overdue else self.report.drawn

    @property
    def post(self) -> str:
        """The post that answers for it, as assigned, or as last reported."""
        if self.assignment:
            return self.assignment.post
        return self.report.owner if self.report else ""

    @property
    def person(self) -> Person | None:
        """Who signs in to report on it."""
        return self.assignment.person if self.assignment else None

    @property
    def due(self) -> date | None:
        """The day it is due, as assigned, or as last reported."""
        if self.assignment:
            return self.assignment.due
        return self.report.due if self.report else None

    @property
    def moved_from(self) -> date | None:
        """The day by which it was to be done at first, if that was earlier than it is now."""
        first = self.first_due
        return first if first and (self.due is None or first < self.due) else None

    @property
    def review(self) -> str:
        """How fresh its evidence must be."""
        return self.assignment.review if self.assignment else QUARTER

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is to come of it."""
        return self.status in ENDED

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it is neither done nor stopped."""
        return not self.has_ended and self.due is not None and self.due < self.today

    @property
    def is_late(self) -> bool:
        """Whether it is reported late, or its day has passed."""
        return self.status == LATE or self.is_overdue

    @property
    def evidenced_on(self) -> date | None:
        """The day of its newest evidence, if it has any with a day that has come."""
        days = [p.dated for p in self.pieces if p.dated and p.dated <= self.today]
        return max(days, default=None)

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is said to be done or on track without evidence that is fresh enough."""
        dates = [piece.dated for piece in self.pieces]
        return lacks_evidence(self.status, dates, self.review, self.today)

    @property
    def is_done(self) -> bool:
        """Whether it is reported done, and something fresh shows it."""
        return self.status == DONE and not self.lacks_evidence

    @property
    def is_behind(self) -> bool:
        """Whether it is late, or one of its milestones is."""
        return self.is_late or bool(self.late_milestones)

    @property
    def late_milestones(self) -> tuple[Milestone, ...]:
        """The milestones that should have been reached by now."""
        if self.has_ended:
            return ()
        return tuple(m for m in self.milestones if m.is_late(self.today))

    @property
    def next_milestone(self) -> Milestone | None:
        """The milestone to be reached next: the first by its day."""
        return next((m for m in self.milestones if m.done_on is None), None)

    @property
    def reached(self) -> int:
        """How many of its milestones were reached."""
        return sum(m.done_on is not None for m in self.milestones)

    @property
    def changed_on(self) -> date | None:
        """The day from which nothing has changed: that of the newest report that says more."""
        return self.told.reported_on if self.told else None

    @property
    def unchanged(self) -> int:
        """In how many updates in a row nothing changed: months, however often it was said."""
        months = set()
        for report in self.counting:
            if report.kind != NO_CHANGE:
                break
            months.add(round_on(report.reported_on).month)
        return len(months)

    @property
    def stillness(self) -> str:
        """What is said of an action in which nothing changes: nothing, until it is three months."""
        if self.unchanged < STILL:
            return ""
        words = {3: now("three"), 4: now("four"), 5: now("five"), 6: now("six")}
        count = words.get(self.unchanged, str(self.unchanged))
        return now("No change for %(count)s months") % {"count": count}

    @property
    def percent(self) -> float | None:
        """How much of it is delivered; None if it was stopped. `RULE` says how it is computed."""
        if self.status == STOPPED:
            return None
        if self.is_done:
            return 100.0
        if self.units:
            return sum(unit.percent for unit in self.units) / len(self.units)
        if self.milestones:
            return 100 * self.reached / len(self.milestones)
        return 0.0

    def is_asked(self, asked: Round) -> bool:
        """Return whether an update is wanted in a round: somebody answered for it by its day.

        What is done is asked about no more, unless nothing fresh shows that it is.
        """
        return (
            self.assignment is not None
            and self.assignment.since <= asked.due
            and (not self.has_ended or self.lacks_evidence)
        )

    def has_answered(self, asked: Round) -> bool:
        """Return whether it was reported on since the round opened."""
        return self.report is not None and self.report.reported_on >= asked.opens

    @property
    def attention(self) -> int:
        """How much it needs somebody's eye: late first, then what nothing shows, then the rest."""
        if self.is_late:
            return 4
        if self.lacks_evidence:
            return 3
        if self.late_milestones:
            return 2
        return int(self.report is None or bool(self.stillness))


RULE = _(
    "A commitment’s percentage is the average of its actions; those that were stopped are left "
    "out. An action that is done, with something recent to show it, counts 100. Else, where units "
    "deliver it, it counts the average of what they report; a unit that has not reported counts 0. "
    "Else it counts the share of its milestones that were reached. An action without units and "
    "milestones counts 0."
)


@dataclass(frozen=True)
class CommitmentStanding:
    """A commitment with where its actions stand, in the order of the plan."""

    commitment: Commitment
    actions: tuple[Standing, ...]

    @property
    def percent(self) -> float | None:
        """How much of it is delivered by `RULE`; None if it has no action that goes on."""
        parts = [a.percent for a in self.actions if a.percent is not None]
        return sum(parts) / len(parts) if parts else None

    @property
    def by_attention(self) -> list[Standing]:
        """Its actions, those that need somebody's eye first."""
        return by_attention(self.actions)

    @property
    def done(self) -> int:
        """How many of its actions are reported done, with something fresh to show it."""
        return sum(a.is_done for a in self.actions)

    @property
    def late(self) -> int:
        """How many of its actions are late."""
        return sum(a.is_late for a in self.actions)

    @property
    def lacking(self) -> int:
        """How many of its actions are said to be done or on track with nothing to show it."""
        return sum(a.lacks_evidence for a in self.actions)

    @property
    def updated_on(self) -> date | None:
        """The day of the newest report on any of its actions."""
        return max((a.report.reported_on for a in self.actions if a.report), default=None)


def by_attention(actions: Sequence[Standing]) -> list[Standing]:
    """Return actions with those that need somebody's eye first, else in the order given."""
    return sorted(actions, key=lambda action: -action.attention)
