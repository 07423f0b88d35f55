"""A comparison of two versions as a page shows it, each change with the answers that led to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.analysis.revisions import Change, Comparison, Kind, Status
from avow.web.core.published import PublishedAnswer
from avow.web.plan.models import Version
from avow.web.plan.revisions import compared
from avow.web.plan.rows import LABELS, Row, title_of

INLINE, SIDE = "inline", "side"
CHANGED, ALL = "changed", "all"

# Decisions after which something in the plan is expected to change.
ACCEPTED = ("accepted", "partly")

PLURALS = {
    Kind.PILLAR: _("Pillars"),
    Kind.COMMITMENT: _("Commitments"),
    Kind.ACTION: _("Actions"),
}


def is_only_renumbered(change: Change) -> bool:
    """Return whether nothing but a number differs, as where a part was put in before it."""
    return change.status is Status.MOVED and not change.moved


@dataclass(frozen=True)
class Wanted:
    """How a reader wants a comparison: one column or two, how much, which kind of change."""

    view: str = INLINE
    show: str = CHANGED
    kind: str = ""

    @classmethod
    def of(cls, asked: dict[str, str]) -> "Wanted":
        """Read it from the parameters of an address; what is unknown is left out."""
        kind = asked.get("kind", "")
        return cls(
            SIDE if asked.get("view") == SIDE else INLINE,
            ALL if asked.get("show") == ALL else CHANGED,
            kind if kind in set(Status) else "",
        )

    def keeps(self, change: Change) -> bool:
        """Return whether the reader wants to see a change."""
        if self.kind == Status.MOVED:
            return change.moved or change.renumbered
        if self.kind:
            return change.status == self.kind
        return self.show == ALL or not (change.status is Status.SAME or is_only_renumbered(change))


@dataclass(frozen=True)
class Count:
    """How many changes of each status one level has, and how many parts each version."""

    level: str | Promise
    before: int
    after: int
    changes: list[tuple[str | Promise, int]]


@dataclass(frozen=True)
class Compared:
    """Two versions and every change between them."""

    before: Version
    after: Version
    comparison: Comparison
    rows: list[Row]
    answers: tuple[PublishedAnswer, ...]

    @property
    def every(self) -> list[Row]:
        """Every row, those below others too, in order."""
        return [row for top in self.rows for row in top.with_below()]

    @property
    def changed(self) -> list[Row]:
        """The rows of what changed, without those that only have another number."""
        return [row for row in self.every if not (row.is_same or is_only_renumbered(row.change))]

    @property
    def renumbered(self) -> int:
        """How many parts only have another number."""
        return sum(is_only_renumbered(change) for change in self.comparison.changes)

    @property
    def counts(self) -> list[Count]:
        """What became of the parts of each level; the numbers add up to both versions."""
        found = []
        for kind in Kind:
            totals = self.comparison.totals(kind)
            found.append(
                Count(
                    PLURALS[kind],
                    sum(total.before for total in totals.values()),
                    sum(total.after for total in totals.values()),
                    [(LABELS[s], total.changes) for s, total in totals.items() if total.changes],
                )
            )
        return found

    @property
    def unexplained(self) -> list[Row]:
        """The changes that no published answer points to."""
        return [row for row in self.changed if not row.answers]

    @property
    def unmet(self) -> list[PublishedAnswer]:
        """The answers that accepted what was asked, with nothing that changed for it yet.

        An answer that says why the plan need not change, or that an earlier version did, is met.
        """
        met = {answer.id for row in self.changed for answer in row.answers}
        return [
            answer
            for answer in self.answers
            if answer.decision in ACCEPTED
            and answer.id not in met
            and not answer.no_change
            and (answer.version_number is None or answer.version_number > self.before.number)
        ]

    def wanted(self, wanted: Wanted) -> list[Row]:
        """Return the rows that a reader wants, under what they stand under."""
        return [row for top in self.rows if (row := _kept(top, wanted))]


def compare_versions(
    before: Version, after: Version, answers: Sequence[PublishedAnswer]
) -> Compared:
    """Compare two versions of one plan, loaded with their parts; the older is put first."""
    if before.number > after.number:
        before, after = after, before
    comparison = compared(before, after)
    told = [a for a in answers if _is_between(a, before, after)]
    rows = _tree(comparison, told)
    return Compared(before, after, comparison, rows, tuple(answers))


def _is_between(answer: PublishedAnswer, before: Version, after: Version) -> bool:
    number = answer.version_number
    return bool(answer.changed_lineages) and (
        number is None or before.number < number <= after.number
    )


def _tree(comparison: Comparison, answers: Iterable[PublishedAnswer]) -> list[Row]:
    rows = [Row(change, place) for place, change in enumerate(comparison.changes, 1)]
    old = {unit.key: row for row in rows for unit in row.change.before}
    new = {unit.key: row for row in rows for unit in row.change.after}
    by_line: dict[str, list[PublishedAnswer]] = {}
    for answer in answers:
        for line in answer.changed_lineages:
            by_line.setdefault(str(line), []).append(answer)
    tops: list[Row] = []
    for row in rows:
        change = row.change
        if change.status is not Status.SAME:
            led = [a for line in sorted(change.lineages) for a in by_line.get(line, ())]
            row.answers = list({answer.id: answer for answer in led}.values())
        above = (
            new.get(change.after[0].parent) if change.after else old.get(change.before[0].parent)
        )
        if change.moved and above:
            source = old.get(change.before[0].parent)
            row.moved_from = title_of(source.change.before) if source else ""
            row.moved_to = title_of(above.change.after)
        (above.rows if above else tops).append(row)
    return tops


def _kept(row: Row, wanted: Wanted) -> Row | None:
    below = [kept for one in row.rows if (kept := _kept(one, wanted))]
    told = wanted.keeps(row.change)
    if not told and not below:
        return None
    return Row(row.change, row.place, row.answers, below, row.moved_from, row.moved_to, told)
