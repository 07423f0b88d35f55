"""An effect with its interval, and how it is said: never without the interval, never "works"."""

from dataclasses import dataclass
from math import exp
from typing import Any

from avow.analysis.evaluation.panel import Kind

SEEN, NOT_SEEN, UNTOLD = "seen", "not seen", "figures cannot tell"
POWER = 0.8
NEARLY_ALL = 99.0
# Beyond this many percent a figure would only seem exact.
MANY, NOTHING = 1000, 1e-9
# Logs of ratios are cut here: nobody counts more than this many times as much.
_FARTHEST = 50.0


@dataclass(frozen=True)
class Effect:
    """The difference between what was seen and what was to be expected without the pilot.

    ``percent`` (with ``low`` and ``high``) is that difference in percent of what was expected,
    None where that is not above zero. ``amount`` is the same in the unit of the outcome: for
    counts over the whole time and all areas of the pilot, else a mean per period. ``p`` is the
    chance of a difference as large if there were no effect. ``smallest`` is the fall, in percent,
    that this design would have told from nothing in 8 of 10 cases (in units of the outcome where
    ``percent`` is None). ``level`` is that of both intervals; ``reached`` says whether it is the
    one asked for, which a design with few places cannot reach.
    """

    percent: float | None
    low: float | None
    high: float | None
    amount: float
    amount_low: float
    amount_high: float
    level: float
    p: float | None
    smallest: float
    kind: Kind
    reached: bool = True

    @property
    def clear(self) -> bool:
        """Return whether the interval, of the level asked for, leaves out "no effect"."""
        return self.reached and self.off_zero

    @property
    def off_zero(self) -> bool:
        """Return whether the interval leaves out "no effect", whatever its level."""
        return self.amount_low > 0 or self.amount_high < 0

    def as_dict(self) -> dict[str, Any]:
        """Return the fields by name, for JSON."""
        return dict(self.__dict__)


@dataclass(frozen=True)
class Threat:
    """Something that could make the result wrong, and whether the figures show it."""

    name: str
    state: str
    sentence: str

    def as_dict(self) -> dict[str, str]:
        """Return the fields by name, for JSON."""
        return dict(self.__dict__)


@dataclass(frozen=True)
class Interval:
    """An effect on the scale on which it was estimated (logs for counts), with its interval.

    ``seen`` is the size of effect that is told from none in 8 of 10 cases.
    """

    estimate: float
    low: float
    high: float
    p: float | None
    seen: float


@dataclass(frozen=True)
class Estimate:
    """An effect with its standard error and the degrees of freedom of that."""

    estimate: float
    error: float
    df: float

    @property
    def p(self) -> float:
        """Return the chance of an estimate as large if there were no effect."""
        from scipy.stats import t

        if not self.error:
            return float(self.estimate == 0)
        return 2 * float(t.sf(abs(self.estimate) / self.error, self.df))

    def interval(self, level: float) -> Interval:
        """Return the interval of Student's t."""
        from scipy.stats import t

        reach = float(t.ppf(0.5 + level / 2, self.df))
        half, seen = reach * self.error, (reach + float(t.ppf(POWER, self.df))) * self.error
        return Interval(self.estimate, self.estimate - half, self.estimate + half, self.p, seen)


def of_counts(found: Interval, observed: float, level: float) -> Effect:
    """Return the effect of a log ratio of counts; ``observed`` is the count in the pilot."""
    edges = [
        max(-_FARTHEST, min(_FARTHEST, edge)) for edge in (found.estimate, found.low, found.high)
    ]
    share = [100 * (exp(edge) - 1) for edge in edges]
    amount_ = [observed * (1 - exp(-edge)) for edge in edges]
    smallest = 100 * (1 - exp(-min(found.seen, _FARTHEST)))
    return Effect(
        percent=share[0],
        low=share[1],
        high=share[2],
        amount=amount_[0],
        amount_low=amount_[1],
        amount_high=amount_[2],
        level=level,
        p=found.p,
        smallest=smallest,
        kind="count",
    )


def of_values(found: Interval, observed: float, level: float) -> Effect:
    """Return the effect of a difference of means; ``observed`` is the mean in the pilot.

    Percentages take the observed mean as given and put it against what it would have been.
    """
    edges = (found.estimate, found.low, found.high)
    share: list[float | None] = [None, None, None]
    smallest = found.seen
    if all(observed - edge > 0 for edge in edges):
        share = [100 * edge / (observed - edge) for edge in edges]
        smallest = 100 * found.seen / (observed - found.estimate)
    return Effect(
        percent=share[0],
        low=share[1],
        high=share[2],
        amount=found.estimate,
        amount_low=found.low,
        amount_high=found.high,
        level=level,
        p=found.p,
        smallest=smallest,
        kind="value",
    )


def change(percent: float, kind: Kind) -> str:
    """Return a change in percent in words: "12% fewer", "3% higher"."""
    more, less = ("more", "fewer") if kind == "count" else ("higher", "lower")
    size = abs(percent)
    if size < NOTHING:
        return "no change"
    way = more if percent > 0 else less
    if size >= MANY:
        return f"over {MANY}% {way}"
    if percent < 0 and 99.5 <= size < 100:
        return f"over 99% {way}"
    rounded = f"{size:.1f}".removesuffix(".0") if size < 10 else f"{size:.0f}"
    return f"less than 0.1% {way}" if rounded == "0" else f"{rounded}% {way}"


def level_of(level: float) -> str:
    """Return the level of an interval in percent: never rounded up to what it is not."""
    percent = 100 * level
    digits = next((d for d in range(4) if abs(round(percent, d) - percent) < 1e-9), 1)
    return f"{percent:.{digits}f}%"


def amount(value: float) -> str:
    """Return an amount with its sign."""
    digits = 0 if abs(value) >= 20 else 2
    return f"{value:+,.{digits}f}"


def chance(p: float) -> str:
    """Return a p-value as it is written in a sentence."""
    return "p < 0.01" if p < 0.01 else f"p = {p:.2f}"


def said(effect: Effect, *, outcome: str, place: str, since: str, rated: bool = False) -> str:
    """Return the result in a sentence or two, the interval in each.

    ``rated`` counts are told like values: a rate is lower, not fewer.
    """
    kind: Kind = "value" if rated else effect.kind
    level = f"{level_of(effect.level)} interval"
    if effect.percent is None or effect.low is None or effect.high is None:
        mid = f"{amount(effect.amount)} in {outcome}"
        span = f"{amount(effect.amount_low)} to {amount(effect.amount_high)}"
    else:
        mid = f"{change(effect.percent, kind)} {outcome}"
        if kind == "value":
            mid = f"{outcome} {change(effect.percent, kind)}"
        if abs(effect.percent) < NOTHING:
            mid = f"no more and no fewer {outcome}"
            if kind == "value":
                mid = f"{outcome} no higher and no lower"
        span = f"{change(effect.low, kind)} to {change(effect.high, kind)}"
    if effect.clear:
        return (
            f"{place}, {since}: {mid} than to be expected without the pilot ({level}: {span}). "
            "Chance alone is an unlikely reason; the threats listed may be another."
        )
    if effect.off_zero:
        return (
            f"{place}, {since}: {mid} than to be expected without the pilot ({level}: {span}). "
            "With so few places no result can reach the level asked for: chance is not ruled out."
        )
    return (
        f"{place}, {since}: the figures do not tell whether anything changed. The best guess is "
        f"{mid} than to be expected without the pilot, but the {level} reaches from {span}."
    )


def could_have_seen(effect: Effect) -> str:
    """Return what the design could have told from nothing."""
    if effect.percent is not None and effect.smallest > NEARLY_ALL:
        return (
            "With these places and periods, not even a fall to nearly nothing would be told from "
            "no effect in 8 of 10 cases."
        )
    what = (
        f"a fall of {effect.smallest:.0f}%"
        if effect.percent is not None
        else f"a change of {effect.smallest:,.2f}"
    )
    return (
        f"With these places and periods, {what} is about the smallest effect that would be told "
        "from no effect in 8 of 10 cases; a smaller one can be there unseen."
    )
