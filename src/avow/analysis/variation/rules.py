"""Run rules: patterns that a steady series rarely makes, one small function each.

Each takes ``Points`` (units in rows, time in columns) and marks the members of the pattern. Rules
are named by what they find; sets of them are those of Wheeler (2000), Understanding Variation;
Western Electric (1956), Statistical Quality Control Handbook; Nelson (1984), Journal of Quality
Technology 16:237; and the NHS programme Making Data Count.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from avow.analysis.variation.errors import VariationError

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Points:
    """What rules see: ``z``, standard deviations from the centre, and ``beyond`` the limits.

    Each has a row per unit and a column per period; a gap is NaN and ends every pattern.
    """

    z: Array
    above: Flags
    below: Flags


@dataclass(frozen=True)
class Rule:
    """One pattern: its name, what it says of a point, and the function that marks it."""

    name: str
    words: str
    find: Callable[[Points], Flags]


def beyond(side: int) -> Callable[[Points], Flags]:
    """Mark points beyond the limit on one side."""
    return lambda points: points.above if side > 0 else points.below


def run(side: int, length: int) -> Callable[[Points], Flags]:
    """Mark ``length`` or more points in a row on one side of the centre."""
    return lambda points: _in_row(side * points.z > 0, length)


def trend(side: int, length: int) -> Callable[[Points], Flags]:
    """Mark ``length`` or more points in a row each further up (or down) than the one before."""

    def find(points: Points) -> Flags:
        climbing = _in_row(side * _steps(points.z) > 0, length - 1)
        marked = climbing.copy()
        marked[:, :-1] |= climbing[:, 1:]  # the first of a climb is the point before its first step
        return marked

    return find


def near(side: int, many: int, window: int, distance: float) -> Callable[[Points], Flags]:
    """Mark points past ``distance`` on one side where ``many`` of ``window`` in a row are."""

    def find(points: Points) -> Flags:
        out = side * points.z > distance
        known = ~np.isnan(points.z)
        full = (_windows(out, window).sum(-1) >= many) & _windows(known, window).all(-1)
        return _spread(full, out.shape, window) & out

    return find


def hugging(length: int) -> Callable[[Points], Flags]:
    """Mark ``length`` points in a row within one standard deviation: too little variation."""
    return lambda points: _in_row(np.abs(points.z) < 1, length)


def shunning(length: int) -> Callable[[Points], Flags]:
    """Mark ``length`` points in a row beyond one standard deviation, on both sides."""

    def find(points: Points) -> Flags:
        window = _windows(np.abs(points.z) > 1, length).all(-1)
        sides = _windows(points.z > 0, length).any(-1) & _windows(points.z < 0, length).any(-1)
        return _spread(window & sides, points.z.shape, length)

    return find


def seesaw(length: int) -> Callable[[Points], Flags]:
    """Mark ``length`` points in a row that go up and down by turns."""

    def find(points: Points) -> Flags:
        steps = _steps(points.z)
        turns = np.zeros(steps.shape, dtype=bool)
        turns[:, 1:] = steps[:, 1:] * steps[:, :-1] < 0
        full = _windows(turns, length - 2).all(-1)
        marked = _spread(full, turns.shape, length - 2)
        for _ in range(2):  # the pattern begins two points before its first turn
            marked[:, :-1] |= marked[:, 1:] & ~np.isnan(points.z[:, :-1])
        return marked

    return find


def _pair(name: str, words: str, make: Callable[[int], Any], ends: tuple[str, str]) -> list[Rule]:
    return [
        Rule(f"{name} {end}" if name else end, words.format(say), make(side))
        for side, end, say in ((1, ends[0], _SAID[ends[0]]), (-1, ends[1], _SAID[ends[1]]))
    ]


_SAID = {
    "above": "above the upper limit",
    "below": "below the lower limit",
    "high": ("above the mean", "upper"),
    "low": ("below the mean", "lower"),
    "rising": "rise",
    "falling": "fall",
}


def _beyond() -> list[Rule]:
    return _pair("", "{0}", beyond, ("above", "below"))


def _runs(length: int) -> list[Rule]:
    words = f"one of {length} or more figures in a row {{0[0]}}"
    return _pair("run", words, lambda side: run(side, length), ("high", "low"))


def _trends(length: int) -> list[Rule]:
    words = f"part of a {{0}} over {length} or more figures in a row"
    return _pair("", words, lambda side: trend(side, length), ("rising", "falling"))


def _near() -> list[Rule]:
    words = "one of at least 2 in 3 figures close to the {0[1]} limit"
    return _pair("near", words, lambda side: near(side, 2, 3, 2.0), ("high", "low"))


def _four() -> list[Rule]:
    words = "one of at least 4 in 5 figures well {0[0]}"
    return _pair("leaning", words, lambda side: near(side, 4, 5, 1.0), ("high", "low"))


_STRANGE = [
    Rule("hugging", "one of 15 or more figures in a row that hardly vary", hugging(15)),
    Rule("shunning", "one of 8 or more figures in a row that stay away from the mean", shunning(8)),
    Rule("seesaw", "one of 14 or more figures in a row that go up and down by turns", seesaw(14)),
]

RULES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "wheeler": (*_beyond(), *_runs(8), *_trends(6), *_near()),
        "limits": tuple(_beyond()),
        "western-electric": (*_beyond(), *_near(), *_four(), *_runs(8)),
        "nelson": (*_beyond(), *_runs(9), *_trends(6), *_near(), *_four(), *_STRANGE),
        "nhs": (*_beyond(), *_runs(7), *_trends(7), *_near()),
    }
)


def chosen(name: str) -> tuple[Rule, ...]:
    """Return the rules of a set.

    Raises:
        VariationError: there is no such set; the message names those there are.
    """
    if name not in RULES:
        raise VariationError(f"No rules are called {name!r}: use {', '.join(RULES)}.")
    return RULES[name]


def _steps(z: Array) -> Array:
    steps = np.full(z.shape, np.nan)
    # Between two points beyond all measure, as of a series that never varied, there is no step.
    with np.errstate(invalid="ignore"):
        steps[:, 1:] = np.diff(z, axis=1)
    return steps


def _windows(flags: Flags, length: int) -> Any:
    if flags.shape[1] < length:
        return np.zeros((flags.shape[0], 0, length), dtype=bool)
    return np.lib.stride_tricks.sliding_window_view(flags, length, axis=1)


def _spread(full: Flags, shape: tuple[int, ...], length: int) -> Flags:
    """Mark every member of the windows that are ``full``."""
    marked = np.zeros(shape, dtype=bool)
    for start in range(length if full.shape[1] else 0):
        marked[:, start : start + full.shape[1]] |= full
    return marked


def _in_row(flags: Flags, length: int) -> Flags:
    """Mark the members of every row of at least ``length`` true flags."""
    return _spread(_windows(flags, length).all(-1), flags.shape, length)
