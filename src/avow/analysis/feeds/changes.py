"""Rules that find a silent change at the source: one small function a rule, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from avow.analysis.feeds.report import Profile

_NAMED = 5


@dataclass(frozen=True)
class Limits:
    """How much has to change before it is said. Our own choice: each force reviews it.

    ``filled``: a column's share that is filled rises or falls by as much. ``word``: a word that
    stood in as large a share of the rows is gone, or one that never stood does. ``revised``: a
    month that was published grows or shrinks by as much; the newest ``settling`` months of the
    earlier load are still filling up and are left out. ``fallen``: the rows fall below this share.
    ``quarantine``: the share in quarantine rises by as much. ``least``: tables with fewer rows are
    not looked at.
    """

    filled: float = 0.05
    word: float = 0.01
    revised: float = 0.05
    settling: int = 2
    fallen: float = 0.5
    quarantine: float = 0.01
    least: int = 100


LIMITS = Limits()


@dataclass(frozen=True)
class Change:
    """Something that changed from one load to the next; ``sentence`` stands alone.

    ``kind`` is one of rows, months, revised, filled, word, quarantine; ``column`` may be empty.
    """

    loaded_at: str
    table: str
    column: str
    kind: str
    sentence: str


def changes_between(
    before: Profile, after: Profile, loaded_at: str, limits: Limits = LIMITS
) -> list[Change]:
    """Return what changed from one load of a table to the next, the gravest first."""
    if before.rows < limits.least:
        return []
    found = [
        *_rows(before, after, limits),
        *_months(before, after),
        *_revised(before, after, limits),
        *_filled(before, after, limits),
        *_words(before, after, limits),
    ]
    return [Change(loaded_at, after.table, *rest) for rest in found]


_Found = list[tuple[str, str, str]]


def _rows(before: Profile, after: Profile, limits: Limits) -> _Found:
    if after.rows >= before.rows * limits.fallen:
        return []
    share = after.rows / before.rows
    return [
        (
            "",
            "rows",
            f"{after.table} has {after.rows:,} rows, {share:.0%} of the {before.rows:,} at the "
            "load before: a part of the extract may be missing.",
        )
    ]


def _months(before: Profile, after: Profile) -> _Found:
    gone = sorted(set(before.months) - set(after.months))
    found: _Found = []
    if gone:
        found.append(
            (
                "",
                "months",
                f"{_few(gone)} of {after.table} "
                f"{'is' if len(gone) == 1 else 'are'} no longer there: the load before had "
                f"{sum(before.months[month] for month in gone):,}.",
            )
        )
    return found


def _revised(before: Profile, after: Profile, limits: Limits) -> _Found:
    settled = sorted(before.months)[: -limits.settling or None]
    changed = {
        month: (before.months[month], after.months[month])
        for month in settled
        if month in after.months
        and abs(after.months[month] - before.months[month])
        > limits.revised * max(before.months[month], 1)
    }
    if not changed:
        return []
    largest = max(changed, key=lambda month: abs(changed[month][1] - changed[month][0]))
    old, new = changed[largest]
    return [
        (
            "",
            "revised",
            f"{len(changed)} published months of {after.table} were revised by more than "
            f"{limits.revised:.0%} ({_few(sorted(changed))}); most in {largest}, from {old:,} to "
            f"{new:,}. Figures already given for them no longer hold.",
        )
    ]


def _filled(before: Profile, after: Profile, limits: Limits) -> _Found:
    found: _Found = []
    for column in before.filled.keys() & after.filled.keys():
        old, new = before.filled[column], after.filled[column]
        if abs(new - old) < limits.filled:
            continue
        what = "was recorded soon" if column == "recorded_late" else f"fills {column}"
        found.append(
            (
                column,
                "filled",
                f"{new:.0%} of {after.table} {what}; at the load before it was {old:.0%}. "
                "A step in figures that use it can be the source's.",
            )
        )
    return sorted(found)


def _words(before: Profile, after: Profile, limits: Limits) -> _Found:
    found: _Found = []
    for column in sorted(before.words.keys() & after.words.keys()):
        gone = _only(before.words[column], after.words[column], limits.word)
        new = _only(after.words[column], before.words[column], limits.word)
        if gone:
            listed = _few([f"“{word}”" for word in gone])
            sentence = (
                f"{listed} no longer stands in {after.table}.{column}; at the load before "
                f"{sum(gone.values()):,} rows had it."
            )
            found.append((column, "word", sentence))
        if new:
            listed = _few([f"“{word}”" for word in new])
            sentence = (
                f"{listed} is new in {after.table}.{column}, in {sum(new.values()):,} rows: the "
                "source may have renamed or split a category."
            )
            found.append((column, "word", sentence))
    return found


def _only(one: Mapping[str, int], other: Mapping[str, int], share: float) -> dict[str, int]:
    """Return the words of one column that the other has not, and that are not rare."""
    total = sum(one.values())
    return {word: n for word, n in one.items() if word not in other and n >= max(share * total, 10)}


def _few(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
