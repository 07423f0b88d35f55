"""Links by likeness: the best assignment of all pairs at once, then merged and split parts."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avow.analysis.revisions.level import Level
from avow.analysis.revisions.likeness import Likeness
from avow.analysis.revisions.units import Kind, Unit
from avow.analysis.revisions.wording import plain

if TYPE_CHECKING:
    from avow.analysis.revisions.likeness import Table

# Likeness (Dice over weighted words, 0 to 1) from which two parts are taken for one; less will do
# where their place agrees as well. In fourteen plan texts two different actions of one plan were at
# most 0.43 alike and 99 in 100 pairs under 0.32; `bench/comparing.py` says how often it is right.
ALIKE = 0.40
ALIKE_IN_PLACE = 0.32
IN_PLACE_COUNTS = 0.10
# Share of a part's words that must be found in another for it to have been merged into that (or
# split off it), and the share that no other part explains.
HELD = 0.60
HELD_ALONE = 0.30
# The same for a pillar: the share of its commitments that went there.
GONE_ALONG = 0.50

Alone = Callable[[int, int, Sequence[int]], float]


@dataclass(frozen=True)
class _Measured:
    """Tables with a row per older and a column per newer unit, and what only that pair shares."""

    alike: "Table"
    old_in_new: "Table"
    new_in_old: "Table"
    old_alone: Alone
    new_alone: Alone
    held: float


def link_likely(level: Level) -> None:
    """Link what has other words, as far as likeness carries."""
    measured = _by_pillar(level) if level.kind is Kind.PILLAR else _by_words(level)
    _assign(level, measured.alike)
    if level.kind is not Kind.PILLAR:
        _gather(level, measured)
    _attach(level, measured)


def _texts(units: Sequence[Unit]) -> list[str]:
    return [plain(unit.wording, unit.number) for unit in units]


def _by_words(level: Level) -> _Measured:
    import numpy as np

    words = Likeness(_texts(level.old), _texts(level.new))
    alike = words.alike
    if level.kind is Kind.COMMITMENT:
        # What is done about a promise may speak for half of it.
        steps = Likeness(_below(level.old, level.before), _below(level.new, level.after))
        alike = np.maximum(alike, (alike + steps.alike) / 2)
    return _Measured(
        alike,
        words.old_in_new,
        words.new_in_old,
        words.only_through_old,
        words.only_through_new,
        HELD,
    )


def _below(units: Sequence[Unit], version: dict[str, Unit]) -> list[str]:
    texts: dict[str, list[str]] = defaultdict(list)
    for unit in version.values():
        texts[unit.parent].append(unit.text)
    return [" ".join(texts[unit.key]) for unit in units]


def _by_pillar(level: Level) -> _Measured:
    """Measure pillars by their titles and by where their commitments went, half each."""
    import numpy as np

    joined = np.zeros((len(level.old), len(level.new)))
    for old, new in level.links.origin:
        above = level.before[old].parent, level.after[new].parent
        if above[0] in level.old_at and above[1] in level.new_at:
            joined[level.old_at[above[0]], level.new_at[above[1]]] += 1
    sizes = [
        np.array([max(1, sum(u.parent == unit.key for u in version.values())) for unit in units])
        for units, version in ((level.old, level.before), (level.new, level.after))
    ]
    titles = Likeness(_texts(level.old), _texts(level.new)).alike
    both = np.minimum(2 * joined / (sizes[0][:, None] + sizes[1][None, :]), 1)
    return _Measured(
        (titles + both) / 2,
        joined / sizes[0][:, None],
        joined / sizes[1][None, :],
        lambda old, new, _others: float(joined[old, new]),
        lambda old, new, _others: float(joined[old, new]),
        GONE_ALONG,
    )


def _assign(level: Level, alike: "Table") -> None:
    """Link the free units so that the likeness of all pairs together is greatest.

    The Hungarian method, as scipy has it; what is alike by chance is not to be had at any price.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = level.free_old(), level.free_new()
    if not rows or not columns:
        return
    here = np.ix_(rows, columns)
    in_place = level.in_place_table()[here]
    gain = alike[here]
    enough = gain >= np.where(in_place, ALIKE_IN_PLACE, ALIKE)
    gain = np.where(enough & level.may_table()[here], gain + IN_PLACE_COUNTS * in_place, 0)
    for r, c in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
        if gain[r, c] > 0:
            level.link(rows[r], columns[c])


def _gather(level: Level, measured: _Measured) -> None:
    """Link a free unit with all the free ones, two at least, whose words it holds."""
    for old_side in (True, False):
        mine, theirs = (level.free_old, level.free_new)[:: 1 if old_side else -1]
        share = measured.old_in_new if old_side else measured.new_in_old.T
        for whole in theirs():
            pairs = [(part, whole) if old_side else (whole, part) for part in mine()]
            held = [
                pair
                for pair in pairs
                if share[pair if old_side else pair[::-1]] >= HELD and level.may(*pair)
            ]
            if len(held) > 1:
                for pair in held:
                    level.link(*pair)


def _attach(level: Level, measured: _Measured) -> None:
    """Link a free unit with a linked one that holds its words, where nothing else explains them.

    The clearest go first. A part that was split is not merged into as well: every change is one to
    one, several to one, or one to several.
    """
    may = level.may_table()
    merges, splits = measured.old_in_new, measured.new_in_old
    found = [
        (-merges[old, new], old, new, True)
        for old in level.free_old()
        for new in range(len(level.new))
        if merges[old, new] >= measured.held and may[old, new]
    ]
    found += [
        (-splits[old, new], old, new, False)
        for new in level.free_new()
        for old in range(len(level.old))
        if splits[old, new] >= measured.held and may[old, new]
    ]
    for _share, old, new, merged in sorted(found):
        if merged:
            _merge(level, measured, old, new)
        else:
            _split(level, measured, old, new)


def _merge(level: Level, measured: _Measured, old: int, new: int) -> None:
    others = level.partners_of_new(new)
    if level.partners_of_old(old) or not others:
        return
    whole = all(len(level.partners_of_old(other)) == 1 for other in others)
    if whole and measured.old_alone(old, new, others) >= HELD_ALONE:
        level.link(old, new)


def _split(level: Level, measured: _Measured, old: int, new: int) -> None:
    others = level.partners_of_old(old)
    if level.partners_of_new(new) or not others:
        return
    whole = all(len(level.partners_of_new(other)) == 1 for other in others)
    if whole and measured.new_alone(old, new, others) >= HELD_ALONE:
        level.link(old, new)
