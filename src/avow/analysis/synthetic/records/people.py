"""The people in invented cases: who comes back, when they were last seen, and who they are."""

import numpy as np

from avow.analysis.synthetic.records.base import NONE, Days
from avow.analysis.synthetic.records.draws import Bools, Chances, Floats, Ints, Shorts, part, true
from avow.analysis.tables import shared

_CASES = 3.0  # a person who comes back has so many cases in about a year, on average
# Of all cases of such people, so many are not the first.
_AGAIN = 1 - (1 - np.exp(-_CASES)) / _CASES
_SLOTS = 1 << 48  # people of a pool are numbered from here, all others below

# What an officer notes for each self-defined group, in the contract's order of both.
_SEEN = Chances(
    [
        (2, 3, 2, 78, 5, 10),
        (1, 1, 94, 2, 0, 2),
        (28, 20, 34, 8, 4, 6),
        (84, 13, 0.5, 0.5, 0.5, 1.5),
        (10, 22, 8, 14, 10, 36),
    ]
)
_VICTIM_SEX = Chances([(0.845, 0.148, 0.007)])
_SUSPECT_SEX = Chances([(0.075, 0.922, 0.003)])
_VICTIM_AGE = Chances([(0.004, 0.056, 0.215, 0.295, 0.225, 0.115, 0.056, 0.034)])
_SUSPECT_AGE = Chances([(0, 0.045, 0.2, 0.315, 0.235, 0.125, 0.058, 0.022)])
_UNDER_10 = 0.55  # of victims under 13


class Pool:
    """People who come back: a case in a borough may be one of theirs.

    Each has a window of a year, spread evenly over the time, in which all their cases fall; so the
    share of repeats is known beforehand.
    """

    def __init__(self, cases: Floats, days: Days, share: float) -> None:
        self._first, self._length = int(days[0]), len(days)
        self._year = min(1.0, 365 / len(days))
        self.chance = min(1.0, share / _AGAIN)
        slots = np.maximum(1, np.ceil(cases * self.chance * (1 + self._year) / _CASES))
        self._slots = slots.astype(np.int64)
        self._start = np.concatenate([[0], self._slots.cumsum()[:-1]])
        self._last = np.full(int(self._slots.sum()), NONE, dtype=np.int32)

    def slots(self, borough: Ints, day: Days, draw: Floats) -> Ints:
        """Return whose case it is, for cases that belong to the pool."""
        now = (day - self._first) / self._length
        at = (now + self._year * draw) / (1 + self._year)
        return np.asarray(self._start[borough] + (at * self._slots[borough]).astype(np.int64))

    def since(self, slot: Ints, day: Days) -> Days:
        """Return the days since each was last seen, or ``NONE``; cases must come in order of days.

        What is returned is remembered for the next call.
        """
        order = np.argsort(slot, kind="stable")
        who, when = slot[order], day[order]
        before = np.roll(when, 1)
        first = who != np.roll(who, 1)
        first[:1] = True
        before[first] = self._last[who[first]]
        found = np.empty(len(slot), dtype=np.int32)
        found[order] = np.where(before == NONE, NONE, when - np.where(before == NONE, 0, before))
        self._last[who] = when  # the last of several assignments stays: the latest day
        return found


def meet(
    pool: Pool,
    first: tuple[int, Ints, Days],
    count: Ints,
    belongs: Bools,
    draw: Floats,
) -> tuple[Ints, Ints, Days]:
    """Return for each person the case, the number and the days since last seen.

    ``first`` are the number of the first case, and each case's borough and day; ``count`` is how
    many people each case has, ``belongs`` whether the first of them is somebody who may come back.
    """
    start, borough, day = first
    case = np.repeat(np.arange(len(count)), count)
    second = case == np.roll(case, 1)
    second[:1] = False
    number = (start + case) * 4 + second
    since = np.full(len(case), NONE, dtype=np.int32)
    ours = np.flatnonzero(belongs[case] & ~second)
    rows = case[ours]
    slot = pool.slots(borough[rows], day[rows], draw[rows])
    number[ours] = _SLOTS + slot
    since[ours] = pool.since(slot, day[rows])
    return case, number, since


def ages(who: str, short: Shorts, child: Ints | None = None) -> Ints:
    """Return age bands; where the offence says that the victim was a child, hers is one."""
    table = _VICTIM_AGE if who == "victim" else _SUSPECT_AGE
    draw = part(short)
    found = table.pick(0, draw)
    if child is None:
        return found
    young = child > 0
    found[young] = ~((child[young] == 2) & (draw[young] < _UNDER_10))
    return found


def sexes(who: str, short: Shorts) -> Ints:
    """Return sexes by number."""
    return (_VICTIM_SEX if who == "victim" else _SUSPECT_SEX).pick(0, part(short))


def seen(group: Ints, chance: Shorts, noted: Shorts) -> Ints:
    """Return what an officer noted for people of self-defined groups; often nothing."""
    found = _SEEN.pick(group, part(chance))
    return np.where(true(noted, 0.8), found, len(shared.OFFICER_DEFINED))
