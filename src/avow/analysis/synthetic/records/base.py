"""The offences themselves: where, when recorded, when committed, what; one a row number."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from avow.analysis.synthetic import incidents
from avow.analysis.synthetic.incidents import NO_DATE, OUTSIDE, PLACEHOLDER, Incidents
from avow.analysis.synthetic.publisher import VICTIMS_EACH, victims_each
from avow.analysis.synthetic.records.draws import Chances, Draws, Floats, Ints, part, true
from avow.analysis.synthetic.records.ground import Ground
from avow.analysis.synthetic.records.kinds import Kinds, kinds
from avow.analysis.synthetic.records.truths import RecordTruths, last_day
from avow.analysis.synthetic.truths import TRUTHS, as_month, months

Days = npt.NDArray[np.int32]
NONE = np.iinfo(np.int32).min  # no day is known
_WEEKDAYS = np.array([0.94, 0.93, 0.94, 0.97, 1.05, 1.12, 1.05])  # Monday first


@dataclass(frozen=True)
class Base:
    """Offences ``span[0]`` to ``span[1]``: numbers of ward, borough and unit (the last of each
    means not known), of the month, the days since 1970 of recording and committing, title and
    number of victims.
    """

    span: tuple[int, int]
    month: Ints
    day: Days
    committed: Days
    ward: Ints
    borough: Ints
    unit: Ints
    title: Ints
    victims: Ints


class Source(Protocol):
    """Where offences come from: numbered by the day they were recorded on.

    ``by_borough`` is how many are expected in each borough and outside.
    """

    offences: int
    by_borough: Floats

    def rows(self, span: tuple[int, int]) -> Base:
        """Return the offences of a span of numbers."""


def calendar(start: date, end: date) -> Days:
    """Return every day from the first of ``start``'s month to the last of ``end``'s."""
    first, last = months(start, end)[0], last_day(end)
    epoch = date(1970, 1, 1).toordinal()
    return np.arange(first.toordinal() - epoch, last.toordinal() - epoch + 1, dtype=np.int32)


def month_numbers(days: Days) -> Ints:
    """Return the months of days as numbers since January of the year 0."""
    return np.asarray(days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) + (
        1970 * 12
    )


def first_days(numbers: Ints) -> Days:
    """Return the first day of each month, as days since 1970."""
    found = (numbers - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    return found.astype(np.int64).astype(np.int32)


def _weights(days: Days) -> Floats:
    return np.asarray(_WEEKDAYS[(days + 3) % 7])


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
        weight = _weights(self._days)
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

    def _title(self, month: Ints, late: npt.NDArray[np.bool_], ward: Ints, draw: Floats) -> Ints:
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
            for share in (known.share / known.share.sum(), _old(known))
            for unit in (np.ones(known.titles), few)
        ]
        self._titles = Chances(rows)


def _old(known: Kinds) -> Floats:
    share = known.share * known.late
    return np.asarray(share / share.sum())


def charged_often(known: Kinds) -> npt.NDArray[np.bool_]:
    """Return which titles belong to a group that is charged often."""
    return np.asarray(known.cases["charge"][known.group_of_title] >= 0.12)


def _committed(day: Days, late: npt.NDArray[np.bool_], short: Floats, long: Floats) -> Days:
    """Return the day of committing: most the same day or the day before, some years earlier."""
    prompt = np.minimum((short / (1 - short)) ** 1.6 * 0.7, 364)
    years = 366 + np.minimum(-np.log1p(-long) * 55 * 30.4, 18_000)
    found = day - np.where(late, years, prompt).astype(np.int32)
    # of an old offence often only the year is known, which the form turns into its January
    january = first_days(month_numbers(found) // 12 * 12)
    found = np.where(late & (short < 0.3), january, found)
    return np.where(~late & (long < 0.0004), NONE, found).astype(np.int32)


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
        table[at, :days] = _weights(np.arange(begin, begin + days, dtype=np.int32))
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
