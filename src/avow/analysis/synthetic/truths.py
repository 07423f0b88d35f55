"""The signals built into the invented facts, so that a test or a trainee can look for them."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from avow.analysis.synthetic.places import City


@dataclass(frozen=True)
class Truths:
    """What is true of the invented facts by construction; everything else in them is chance.

    ``outlier``: the command unit whose rate is ``outlier_rate`` times what its places would have,
    and whose offences are recorded more than a year late ``outlier_late`` instead of ``late`` of
    the time. ``hotspot``: the command unit that holds the rising ward (see ``hotspot_ward``), which
    climbs evenly to ``hotspot_rise`` times its level over the last ``hotspot_months`` months.
    ``unplaced``: the command unit whose share of offences without a ward jumps from
    ``without_ward`` to ``unplaced_share``, ``unplaced_months`` before the end and from then on.
    ``strangulation_rise``: how many times as large the share of strangulation is at the end as at
    the start.
    """

    late: float = 0.045
    outlier: str = "Outer South East"
    outlier_rate: float = 1.6
    outlier_late: float = 0.10
    hotspot: str = "Inner East"
    hotspot_months: int = 14
    hotspot_rise: float = 5.0
    unplaced: str = "Outer North West"
    unplaced_months: int = 9
    without_ward: float = 0.005
    unplaced_share: float = 0.09
    strangulation_rise: float = 1.6
    unknown_ethnic_group: float = 0.2
    outside_force: float = 0.027

    def hotspot_ward(self, invented: City) -> tuple[str, str]:
        """Return borough and ward of the rising hotspot: the most peopled ward of its unit."""
        found = max(
            (ward for ward in invented.wards if ward.bcu == self.hotspot),
            key=lambda ward: (ward.residents, ward.code),
        )
        return found.borough, found.name


TRUTHS = Truths()


def months(start: date, end: date) -> list[date]:
    """Return the first day of every month from ``start`` to ``end``, both included.

    Raises:
        ValueError: ``end`` lies before ``start``.
    """
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    if last < first:
        raise ValueError(f"The end, {end:%Y-%m}, lies before the start, {start:%Y-%m}.")
    return [date(index // 12, index % 12 + 1, 1) for index in range(first, last + 1)]


def as_month(day: date) -> int:
    """Return a month as its number since January of the year 0."""
    return day.year * 12 + day.month - 1


def as_dates(numbers: np.typing.NDArray[np.int64]) -> np.typing.NDArray[np.datetime64]:
    """Return first days of months, to the microsecond as the publisher stores them."""
    return (numbers - 1970 * 12).astype("datetime64[M]").astype("datetime64[us]")
