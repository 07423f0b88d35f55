"""Two versions of a plan, part by part: what stayed, changed, moved, came and went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from avow.analysis.revisions.links import Links, Origin
from avow.analysis.revisions.matching import match
from avow.analysis.revisions.units import Kind, Unit, of_kind
from avow.analysis.revisions.wording import Span, folded, plain, same_words, spans


class Status(StrEnum):
    """What became of a part. Every part of both versions has exactly one.

    A part that was both reworded and moved counts as reworded; `Change.moved` and
    `Change.renumbered` say the rest.
    """

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    REGROUPED = "regrouped"
    ADDED = "added"
    DROPPED = "dropped"


MIRRORED = {
    Status.MERGED: Status.SPLIT,
    Status.SPLIT: Status.MERGED,
    Status.ADDED: Status.DROPPED,
    Status.DROPPED: Status.ADDED,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one part, or of several that were merged or split.

    ``moved`` says that it stands under another part than before, ``renumbered`` that its own
    number differs (that of the part above it does not count). ``origin`` is None for a part that
    came or went; it is TEXT where any of its links rests on likeness.
    """

    kind: Kind
    status: Status
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    moved: bool = False
    renumbered: bool = False
    origin: Origin | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words of both sides as one row, merged or split parts in the order of the other."""
        before, after = self.before, self.after
        if len(before) > 1:
            before = _in_order_of(_words(after), before)
        elif len(after) > 1:
            after = _in_order_of(_words(before), after)
        return spans(_words(before), _words(after))

    @property
    def lineages(self) -> frozenset[str]:
        """Every lineage that stands on either side."""
        return frozenset(
            lineage
            for unit in (*self.before, *self.after)
            for lineage in (unit.lineage, *unit.earlier)
            if lineage
        )


@dataclass(frozen=True, slots=True)
class Total:
    """How many changes of one status there are, and how many parts of each version they hold."""

    changes: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every part of two versions of a plan in exactly one change, in reading order by level."""

    changes: tuple[Change, ...]

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """Return the changes of one level."""
        return tuple(change for change in self.changes if change.kind is kind)

    def totals(self, kind: Kind) -> dict[Status, Total]:
        """Return the totals of one level; over all statuses they add up to both versions."""
        count: Counter[tuple[Status, str]] = Counter()
        for change in self.of(kind):
            count[change.status, "changes"] += 1
            count[change.status, "before"] += len(change.before)
            count[change.status, "after"] += len(change.after)
        return {
            status: Total(*(count[status, what] for what in ("changes", "before", "after")))
            for status in Status
        }

    @property
    def differs(self) -> bool:
        """Whether anything changed at all."""
        return any(change.status is not Status.SAME for change in self.changes)


def compare(before: Sequence[Unit], after: Sequence[Unit]) -> Comparison:
    """Compare two versions of a plan.

    Parts are linked by lineage where both have one, else by their words; see `matching`.
    ``compare(b, a)`` is the mirror of ``compare(a, b)``: merged for split, added for dropped.
    """
    links = match(before, after)
    names = ({u.key: u for u in before}, {u.key: u for u in after})
    changes: list[Change] = []
    for kind in Kind:
        old, new = of_kind(before, kind), of_kind(after, kind)
        groups = _in_order(_groups(old, new, links), old, new)
        changes += [_change(kind, *group, links, names) for group in groups]
    return Comparison(tuple(changes))


Group = tuple[tuple[Unit, ...], tuple[Unit, ...]]


def _groups(old: Sequence[Unit], new: Sequence[Unit], links: Links) -> list[Group]:
    """Return the units that links join, directly or through others, as groups."""
    found: list[Group] = []
    seen: set[tuple[bool, str]] = set()
    for start in [*((False, u.key) for u in old), *((True, u.key) for u in new)]:
        if start in seen:
            continue
        reached, waiting = {start}, [start]
        while waiting:
            is_new, key = waiting.pop()
            step = {(not is_new, other) for other in (links.before if is_new else links.after)(key)}
            waiting += step - reached
            reached |= step
        seen |= reached
        found.append(
            (
                tuple(u for u in old if (False, u.key) in reached),
                tuple(u for u in new if (True, u.key) in reached),
            )
        )
    return found


def _in_order(groups: Sequence[Group], old: Sequence[Unit], new: Sequence[Unit]) -> list[Group]:
    """Return groups in the order of the newer version, what was dropped after what it followed."""
    new_at = {unit.key: at for at, unit in enumerate(new)}
    old_at = {unit.key: at for at, unit in enumerate(old)}
    follows: dict[str, int] = {}
    last = -1
    placed = {u.key: new_at[after[0].key] for before, after in groups if after for u in before}
    for unit in old:
        last = placed.get(unit.key, last)
        follows[unit.key] = last

    def place(group: Group) -> tuple[int, int, int]:
        before, after = group
        if after:
            return new_at[after[0].key], 0, 0
        return follows[before[0].key], 1, old_at[before[0].key]

    return sorted(groups, key=place)


Names = tuple[dict[str, Unit], dict[str, Unit]]


def _change(
    kind: Kind, before: tuple[Unit, ...], after: tuple[Unit, ...], links: Links, names: Names
) -> Change:
    if not before or not after:
        return Change(kind, Status.DROPPED if before else Status.ADDED, before, after)
    joined = {(b.parent, a.parent) for b in before for a in after}
    moved = not any(pair in links.origin for pair in joined) and kind is not Kind.PILLAR
    numbers = [{_own_number(unit, names[0]) for unit in before}]
    numbers.append({_own_number(unit, names[1]) for unit in after})
    renumbered = numbers[0] != numbers[1]
    origins = {
        links.origin[b.key, a.key] for b in before for a in after if (b.key, a.key) in links.origin
    }
    if len(before) > 1 or len(after) > 1:
        status = _grouped(len(before), len(after))
    elif not same_words(_words(before), _words(after)):
        status = Status.REWORDED
    else:
        status = Status.MOVED if moved or renumbered else Status.SAME
    origin = Origin.TEXT if Origin.TEXT in origins else Origin.LINEAGE
    return Change(kind, status, before, after, moved, renumbered, origin)


def _grouped(before: int, after: int) -> Status:
    if before > 1 and after > 1:
        return Status.REGROUPED
    return Status.MERGED if before > 1 else Status.SPLIT


def _own_number(unit: Unit, version: dict[str, Unit]) -> str:
    """Return a number without that of the part above: 2.3 under 2 and 4.3 under 4 are alike."""
    above = version.get(unit.parent)
    return unit.number.removeprefix(f"{above.number}.") if above else unit.number


def _words(units: Sequence[Unit]) -> str:
    return "\n".join(plain(unit.wording, unit.number) for unit in units)


def _in_order_of(whole: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return units in the order in which most of what they say stands in ``whole``."""

    def place(unit: Unit) -> int:
        words = folded(_words([unit]))
        match = SequenceMatcher(None, folded(whole), words, autojunk=False)
        return match.find_longest_match().a

    return tuple(sorted(units, key=place))
