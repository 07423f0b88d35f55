"""What may be chosen of a control chart."""

from dataclasses import dataclass
from typing import Any, TypedDict

from avow.analysis.variation.kinds import ChartKind, Limits


class Choices(TypedDict, total=False):
    """The choices by name; see ``Settings``."""

    kind: ChartKind
    rules: str
    limits: Limits
    phases: tuple[Any, ...]
    days: bool
    seasonal: bool
    per: float
    floor: float | None
    ceiling: float | None
    look_at: str


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a control chart.

    ``rules`` is a set of ``rules.RULES``. ``limits``: ``sigma`` for three standard deviations,
    ``exact`` for the same share of points by the exact distribution, ``auto`` for exact where
    counts are small. ``phases`` are periods at which a new centre and limits begin. ``days``
    allows for the length of months, ``seasonal`` for the time of the year. ``per`` multiplies
    values that are divided by sizes. ``floor`` is the least value that can be; the lower limit
    stops there, as the upper one does at ``ceiling``, the most. ``look_at`` ends the
    sentence on a signal.
    """

    kind: ChartKind = "xmr"
    rules: str = "wheeler"
    limits: Limits = "auto"
    phases: tuple[Any, ...] = ()
    days: bool = False
    seasonal: bool = False
    per: float = 1.0
    floor: float | None = None
    ceiling: float | None = None
    look_at: str = ""
