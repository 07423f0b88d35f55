"""A comparison of two versions as rows of a page, each change with the answers that led to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.analysis.revisions import Change, Comparison, Kind, Span, Status, Unit
from avow.web.core.published import PublishedAnswer
from avow.web.plan.models import Version
from avow.web.plan.revisions import compared

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

INLINE, SIDE = "inline", "side"
CHANGED, ALL = "changed", "all"

# Decisions after which something in the plan is expected to change.
ACCEPTED = ("accepted", "partly")

LABELS = {
    Status.SAME: _("Unchanged"),
    Status.REWORDED: _("Reworded"),
    Status.MOVED: _("Moved"),
    Status.MERGED: _("Merged"),
    Status.SPLIT: _("Split"),
    Status.REGROUPED: _("Regrouped"),
    Status.ADDED: _("Added"),
    Status.DROPPED: _("Dropped"),
}
# How each is drawn as a tag; the tag's words say the same without colour.
_DRAWN = {
    Status.ADDED: "good",
    Status.DROPPED: "bad",
    Status.REWORDED: "partly",
    Status.SAME: "neutral",
}
LEVELS = {
    Kind.PILLAR: _("Pillar"),
    Kind.COMMITMENT: _("Commitment"),
    Kind.ACTION: _("Action"),
}
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
class Marked:
    """A span as it is drawn: the space in front of words stays outside of what marks them."""

    same: bool
    before: str
    after: str
    gap_before: str = ""
    gap_after: str = ""

    @classmethod
    def of(cls, span: Span) -> "Marked":
        """Take the space in front off a span of words that differ."""
        if span.same:
            return cls(True, span.before, span.after)
        bare = span.before.lstrip(), span.after.lstrip()
        gaps = (text[: len(text) - len(text.lstrip())] for text in (span.before, span.after))
        return cls(False, *bare, *gaps)


@dataclass
class Row:
    """A change with what stands below it and the answers that led to it.

    ``told`` says whether it is itself wanted, or stands only above something that is.
    """

    change: Change
    place: int
    answers: list[PublishedAnswer] = field(default_factory=list)
    rows: list["Row"] = field(default_factory=list)
    moved_from: str = ""
    moved_to: str = ""
    told: bool = True

    @property
    def level(self) -> "str | _StrPromise":
        """What kind of part it is."""
        return LEVELS[self.change.kind]

    @property
    def tags(self) -> list[tuple["str | _StrPromise", str]]:
        """What became of it, as tags: words, and how they are drawn."""
        status = self.change.status
        found = [] if status is Status.MOVED else [(LABELS[status], _DRAWN.get(status, "plan"))]
        if self.change.moved:
            found.append((LABELS[Status.MOVED], "plan"))
        if self.change.renumbered:
            found.append((now("Renumbered"), "plan"))
        return found

    @property
    def name(self) -> str:
        """Its numbers in the newer version, or the older if it was dropped; a pillar's title."""
        return _names(self.change.after or self.change.before)

    @property
    def was(self) -> str:
        """Its numbers in the older version where they differ."""
        was = _names(self.change.before)
        return was if self.change.after and was != self.name else ""

    @property
    def title(self) -> str:
        """The title of a pillar or commitment, or the beginning of its text."""
        unit = (self.change.after or self.change.before)[0]
        return "" if unit.title == self.name else unit.title

    @property
    def spans(self) -> list["Marked"]:
        """Its words, marked."""
        return [Marked.of(span) for span in self.change.spans]

    @property
    def is_same(self) -> bool:
        """Whether nothing at all changed."""
        return self.change.status is Status.SAME


@dataclass(frozen=True)
class Count:
    """How many changes of each status one level has, and how many parts each version."""

    level: "str | _StrPromise"
    before: int
    after: int
    changes: list[tuple["str | _StrPromise", int]]


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
        return [row for top in self.rows for row in _with_below(top)]

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
    tops = []
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
            row.moved_from = _title(source.change.before) if source else ""
            row.moved_to = _title(above.change.after)
        (above.rows if above else tops).append(row)
    return tops


def _kept(row: Row, wanted: Wanted) -> Row | None:
    below = [kept for one in row.rows if (kept := _kept(one, wanted))]
    told = wanted.keeps(row.change)
    if not told and not below:
        return None
    return Row(row.change, row.place, row.answers, below, row.moved_from, row.moved_to, told)


def _with_below(row: Row) -> Iterable[Row]:
    yield row
    for below in row.rows:
        yield from _with_below(below)


def _names(units: Sequence[Unit]) -> str:
    return ", ".join(unit.number or unit.title for unit in units)


def _title(units: Sequence[Unit]) -> str:
    return ", ".join(f"{unit.number} {unit.title}".strip() for unit in units)
