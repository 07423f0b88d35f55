"""Which areas a consultation has reached, given how many people live there."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from avow.analysis.measures import intervals

HARDLY, LESS, REACHED, UNKNOWN = "hardly", "less", "reached", "unknown"


@dataclass(frozen=True)
class Reach:
    """How far an area was reached: people heard for every 10,000 residents, with its 95% limits.

    ``verdict`` is ``hardly`` where even the upper limit lies below half the overall rate, ``less``
    where it lies below the overall rate, else ``reached``; ``unknown`` without residents.
    """

    area: str
    heard: int
    residents: int | None
    rate: float | None
    low: float | None
    high: float | None
    verdict: str


def reach(heard: Mapping[str, int], residents: Mapping[str, int]) -> tuple[Reach, ...]:
    """Return every area of ``residents``, and any other that was heard, in the order of names.

    People heard are taken as a Poisson count, so that a small area with few answers is not called a
    gap by chance. Where nobody was heard anywhere, every area is ``hardly`` reached.

    Source of the limits: Garwood (1936), Biometrika 28.
    """
    people = sum(residents.values())
    known = sum(heard.get(area, 0) for area in residents)
    overall = known / people if people else 0.0
    return tuple(
        _reach(area, heard.get(area, 0), residents.get(area), overall)
        for area in sorted({*residents, *heard})
    )


def _reach(area: str, heard: int, residents: int | None, overall: float) -> Reach:
    if not residents:
        return Reach(area, heard, residents, None, None, None, UNKNOWN)
    low, high = (float(limit[0]) for limit in intervals.poisson(np.array([heard])))
    rate, low, high = (10_000 * count / residents for count in (heard, low, high))
    if overall == 0 or high < 10_000 * overall / 2:
        verdict = HARDLY
    else:
        verdict = LESS if high < 10_000 * overall else REACHED
    return Reach(area, heard, residents, rate, low, high, verdict)
