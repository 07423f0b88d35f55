"""The offences themselves: where, when recorded, when committed, what; one a row number."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from avow.analysis.synthetic.records.draws import Floats, Ints
from avow.analysis.synthetic.records.truths import last_day
from avow.analysis.synthetic.truths import months

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


def weights(days: Days) -> Floats:
    """Return how many offences are recorded on each day, as a factor: weekends have more."""
    return np.asarray(_WEEKDAYS[(days + 3) % 7])
