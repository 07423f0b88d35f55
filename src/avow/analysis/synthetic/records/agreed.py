"""The offences that the invented publisher counts, one by one."""

import numpy as np

from avow.analysis.synthetic.incidents import NO_DATE, OUTSIDE, PLACEHOLDER, Incidents
from avow.analysis.synthetic.publisher import victims_each
from avow.analysis.synthetic.records.base import NONE, Base, Days, first_days, weights
from avow.analysis.synthetic.records.draws import Chances, Draws, Ints
from avow.analysis.synthetic.records.ground import Ground
from avow.analysis.synthetic.records.kinds import charged_often, kinds
from avow.analysis.synthetic.records.truths import RecordTruths


class Agreed:
    """The very offences that the invented publisher counts, so that figures agree with its own.

    Places, months and titles agree with the published counts to the last offence, and so do
    victims by place; days within a month are drawn.
    """

    def __init__(self, ground: Ground, draws: Draws, drawn: Incidents) -> None:
        self.offences, self.ground = len(drawn.ward), ground
        rng = draws.generator("agreed")
        victims = victims_each(self.offences, np.random.default_rng([draws.seed, 31]))
        day = _days_within(drawn.recorded, rng)
        order = np.lexsort((rng.random(self.offences), day))
        outside, unplaced = drawn.ward == OUTSIDE, ~drawn.placed
        where = np.where(outside, ground.wards, drawn.ward)
        self._ward = np.where(unplaced, ground.wards, where)[order]
        self._borough = ground.borough_of_ward[where][order]
        self._month, self._day, self._victims = drawn.recorded[order], day[order], victims[order]
        self._committed = _days_committed(drawn.committed[order], self._month, self._day, rng)
        self._prompt = drawn.committed[order] == self._month
        self._title = drawn.title[order]
        self.by_borough = np.bincount(self._borough, minlength=len(ground.boroughs) + 1).astype(
            float
        )
        self._rng = rng

    def mix(self, truths: RecordTruths) -> None:
        """Swap titles between the unit of the truths and others, month by month: each offence
        class and each place keeps its count of the month.
        """
        known = kinds()
        often = charged_often(known)[self._title % known.titles]
        mixed = self.ground.unit_of_borough[self._borough] == self.ground.unit(truths.mix_unit)
        share = float(often[mixed].mean()) if mixed.any() else 0.0
        wanted = truths.mix_factor * share / (1 - share + truths.mix_factor * share)
        chance = (1 - wanted / max(share, 1e-9)) / max(float(self._prompt.mean()), 1e-9)
        give = mixed & often & self._prompt & (self._rng.random(self.offences) < chance)
        take = ~mixed & ~often & self._prompt
        for month in np.unique(self._month):
            here = slice(*np.searchsorted(self._month, [month, month + 1]))
            giving = np.flatnonzero(give[here]) + here.start
            taking = self._rng.permutation(np.flatnonzero(take[here]))[: len(giving)] + here.start
            giving = giving[: len(taking)]
            self._title[giving], self._title[taking] = self._title[taking], self._title[giving]

    def rows(self, span: tuple[int, int]) -> Base:
        """Return the offences of a span of numbers."""
        own = slice(*span)
        borough = self._borough[own]
        return Base(
            span=span,
            month=self._month[own],
            day=self._day[own],
            committed=self._committed[own],
            ward=self._ward[own],
            borough=borough,
            unit=self.ground.unit_of_borough[borough],
            title=self._title[own] % kinds().titles,
            victims=self._victims[own],
        )


def _days_within(recorded: Ints, rng: np.random.Generator) -> Days:
    """Return a day within each month, weekends more often."""
    first = int(recorded.min())
    numbers = np.arange(first, int(recorded.max()) + 1)
    start = first_days(numbers)
    length = first_days(numbers + 1) - start
    table = np.zeros((len(numbers), 31))
    for at, (begin, days) in enumerate(zip(start, length, strict=True)):
        table[at, :days] = weights(np.arange(begin, begin + days, dtype=np.int32))
    row = recorded - first
    return np.asarray(start[row] + Chances(table).pick(row, rng.random(len(row))), dtype=np.int32)


def _days_committed(committed: Ints, recorded: Ints, day: Days, rng: np.random.Generator) -> Days:
    known = (committed != NO_DATE) & (committed != PLACEHOLDER)
    begin = first_days(np.where(known, committed, recorded))
    length = first_days(np.where(known, committed, recorded) + 1) - begin
    anywhere = begin + (rng.random(len(day)) * length).astype(np.int32)
    shortly = np.maximum(begin, day - (rng.exponential(1.5, len(day))).astype(np.int32))
    # old offences that stand in January stand on its first day
    anywhere = np.where((committed % 12 == 0) & (recorded - committed > 30), begin, anywhere)
    found = np.where(committed == recorded, shortly, anywhere)
    return np.where(known, found, NONE).astype(np.int32)
