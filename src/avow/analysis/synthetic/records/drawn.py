"""Any number of offences, drawn by row number."""

from datetime import date

import numpy as np

from avow.analysis.synthetic import incidents
from avow.analysis.synthetic.publisher import VICTIMS_EACH
from avow.analysis.synthetic.records.base import (
    NONE,
    Base,
    Days,
    calendar,
    first_days,
    month_numbers,
    weights,
)
from avow.analysis.synthetic.records.draws import Bools, Chances, Draws, Floats, Ints, part, true
from avow.analysis.synthetic.records.ground import Ground
from avow.analysis.synthetic.records.kinds import charged_often, kinds, reported_late
from avow.analysis.synthetic.records.truths import RecordTruths
from avow.analysis.synthetic.truths import TRUTHS, as_month


class Drawn:
    """Any number of offences, drawn by row number: nothing is kept but the chances."""

    def __init__(self, ground: Ground, draws: Draws, offences: int, start: date, end: date) -> None:
        self.offences, self.draws, self.ground = offences, draws, ground
        rng = draws.generator("counts")
        expected = incidents.offences_expected(ground.city, rng, start, end)
        # gamma-mixed: more varied than chance alone, as recorded crime is
        expected *= rng.gamma(6, 1 / 6, expected.shape)
        outside = expected.sum(axis=0) * TRUTHS.outside_force / (1 - TRUTHS.outside_force)
        self._expected = np.vstack([expected, outside])
        self._first = as_month(start)
        self._span = (as_month(start), as_month(end))
        self._days = calendar(start, end)
        self._late = np.append(incidents.late_shares(ground.city, rng), TRUTHS.late)
        self._settle()

    def _settle(self) -> None:
        """Spread the offences over the days, and give each month its chances of a ward."""
        total = self._expected.sum()
        where = self.ground.borough_of_ward
        self.by_borough = np.bincount(where, self._expected.sum(axis=1)) / total * self.offences
        self._wards = Chances(self._expected.T)
        month = month_numbers(self._days) - self._first
        weight = weights(self._days)
        weight /= np.bincount(month, weight)[month]
        weight *= self._expected.sum(axis=0)[month]
        rng = self.draws.generator("days")
        weight *= rng.gamma(60, 1 / 60, len(weight))
        counts = rng.multinomial(self.offences, weight / weight.sum())
        self._until = counts.cumsum()

    def change(self, total: Floats) -> None:
        """Multiply the offences to expect by a factor for each borough (and outside) and month."""
        self._expected *= total[self.ground.borough_of_ward]
        self._settle()

    def rows(self, span: tuple[int, int]) -> Base:
        """Return the offences of a span of numbers."""
        day = self._days[np.searchsorted(self._until, np.arange(*span), side="right")]
        month = month_numbers(day)
        ward = self._wards.pick(month - self._first, self.draws.uniform("ward", span))
        lateness, lag, placing, victims = self.draws.shorts("when", span)
        late = true(lateness, self._late[ward])
        title = self._title(month, late, ward, self.draws.uniform("title", span))
        borough = self.ground.borough_of_ward[ward]
        unit = self.ground.unit_of_borough[borough]
        jumps = (unit == self.ground.unit(TRUTHS.unplaced)) & (
            month > self._span[1] - TRUTHS.unplaced_months
        )
        unplaced = true(placing, np.where(jumps, TRUTHS.unplaced_share, TRUTHS.without_ward))
        return Base(
            span=span,
            month=month,
            day=day,
            committed=_committed(day, late, part(lag), self.draws.uniform("lag", span)),
            ward=np.where(unplaced, self.ground.wards, ward),
            borough=borough,
            unit=unit,
            title=title,
            victims=Chances(VICTIMS_EACH).pick(0, part(victims)),
        )

    def _title(self, month: Ints, late: Bools, ward: Ints, draw: Floats) -> Ints:
        mixed = self.ground.unit_of_borough[self.ground.borough_of_ward[ward]] == self._mixed
        row = ((month - self._first) * 2 + late) * 2 + mixed
        return self._titles.pick(row, draw)

    def mix(self, truths: RecordTruths) -> None:
        """Hand the unit of the truths fewer of the offences that are charged often."""
        known = kinds()
        self._mixed = self.ground.unit(truths.mix_unit)
        first, last = self._span
        rise = TRUTHS.strangulation_rise ** (np.arange(last - first + 1) / max(last - first, 1))
        few = np.where(charged_often(known), truths.mix_factor, 1.0)
        rows = [
            share * np.where(known.grows > 0, factor, 1.0) * unit
            for factor in rise
            for share in (known.share / known.share.sum(), reported_late(known))
            for unit in (np.ones(known.titles), few)
        ]
        self._titles = Chances(rows)


def _committed(day: Days, late: Bools, short: Floats, long: Floats) -> Days:
    """Return the day of committing: most the same day or the day before, some years earlier."""
    prompt = np.minimum((short / (1 - short)) ** 1.6 * 0.7, 364)
    years = 366 + np.minimum(-np.log1p(-long) * 55 * 30.4, 18_000)
    found = day - np.where(late, years, prompt).astype(np.int32)
    # of an old offence often only the year is known, which the form turns into its January
    january = first_days(month_numbers(found) // 12 * 12)
    found = np.where(late & (short < 0.3), january, found)
    return np.where(~late & (long < 0.0004), NONE, found).astype(np.int32)
