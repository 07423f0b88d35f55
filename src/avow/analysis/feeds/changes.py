"""Rules that find a silent change at the source: one small function a rule, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from avow.analysis.feeds.report import Profile

_NAMED = 5
_LEAST_MONTHS = 6  # fewer do not say what is usual


@dataclass(frozen=True)
class Limits:
    """How much has to change before it is said. Our own choice: each force reviews it.

    ``filled``: a column's share that is filled rises or falls by as much. ``word``: a word that
    stood in as large a share of the rows is gone, or one that never stood does; of a borough or a
    command unit, ten rows are enough. ``revised``: a month that was published grows or shrinks by
    as much; the newest ``settling`` months of the earlier load are still filling up, and may grow.
    ``thin``: a month that is new, and not the newest, holds less than this share of what the year
    before it usually held. ``fallen``: the rows fall below this share. ``quarantine``: the share in
    quarantine rises by as much. ``least``: tables with fewer rows are not looked at.
    """

    filled: float = 0.05
    word: float = 0.01
    revised: float = 0.05
    settling: int = 2
    thin: float = 0.6
    fallen: float = 0.5
    quarantine: float = 0.01
    least: int = 100


LIMITS = Limits()
_PLACES = ("bcu", "borough")


@dataclass(frozen=True)
class Change:
    """Something that changed from one load to the next; ``sentence`` stands alone.

    ``kind`` is one of rows, months, revised, thin, filled, word, quarantine, left out; ``column``
    may be empty.
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
        *_thin(before, after, limits),
        *_filled(before, after, limits),
        *_words(before, after, limits),
        *_smaller(before, after, limits),
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
    settled = set(sorted(before.months)[: -limits.settling or None])
    changed = {
        month: (old, after.months[month])
        for month, old in before.months.items()
        if month in after.months
        and abs(after.months[month] - old) > limits.revised * max(old, 1)
        and (month in settled or after.months[month] < old)
    }
    if not changed:
        return []
    largest = max(changed, key=lambda month: abs(changed[month][1] - changed[month][0]))
    old, new = changed[largest]
    return [
        (
            "",
            "revised",
            f"{_counted(len(changed), 'published month')} of {after.table} "
            f"{'was' if len(changed) == 1 else 'were'} revised by more than "
            f"{limits.revised:.0%} ({_few(sorted(changed))}); most in {largest}, from {old:,} to "
            f"{new:,}. Figures already given for them no longer hold.",
        )
    ]


def _thin(before: Profile, after: Profile, limits: Limits) -> _Found:
    """Return the new months, but for the newest, that hold much less than months before them."""
    every = sorted(after.months)
    thin = {}
    for at, month in enumerate(every[:-1]):
        year = [after.months[m] for m in every[max(0, at - 12) : at]]
        if month not in before.months and len(year) >= _LEAST_MONTHS:
            usual = median(year)
            if after.months[month] < limits.thin * usual:
                thin[month] = usual
    return [
        (
            "",
            "thin",
            f"{month} of {after.table} is new and holds {after.months[month]:,}, where months "
            f"before it held about {usual:,.0f}: a part of the extract may be missing.",
        )
        for month, usual in thin.items()
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
        share = 0 if column in _PLACES else limits.word
        gone = _only(before.words[column], after.words[column], share)
        new = _only(after.words[column], before.words[column], share)
        if gone:
            listed = _few([f"“{word}”" for word in gone])
            sentence = (
                f"{listed} no longer {'stands' if len(gone) == 1 else 'stand'} in "
                f"{after.table}.{column}; at the load before {_counted(sum(gone.values()), 'row')} "
                "had it: a part of the extract may be missing, or the source renamed it."
            )
            found.append((column, "word", sentence))
        if new:
            listed = _few([f"“{word}”" for word in new])
            sentence = (
                f"{listed} {'is' if len(new) == 1 else 'are'} new in {after.table}.{column}, in "
                f"{_counted(sum(new.values()), 'row')}: the source may have renamed or split a "
                "category."
            )
            found.append((column, "word", sentence))
    return found


def _smaller(before: Profile, after: Profile, limits: Limits) -> _Found:
    """Return the boroughs and command units of which much less stands there than before."""
    return [
        (
            column,
            "rows",
            f"“{place}” stands in {now:,} rows of {after.table}.{column}, {now / old:.0%} of the "
            f"{old:,} at the load before: a part of the extract may be missing.",
        )
        for column in _PLACES
        for place, old in before.words.get(column, {}).items()
        if (now := after.words.get(column, {}).get(place, 0))
        and old >= limits.least
        and now < limits.fallen * old
    ]


def _only(one: Mapping[str, int], other: Mapping[str, int], share: float) -> dict[str, int]:
    """Return the words of one column that the other has not, and that are not rare."""
    total = sum(one.values())
    return {word: n for word, n in one.items() if word not in other and n >= max(share * total, 10)}


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _few(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
