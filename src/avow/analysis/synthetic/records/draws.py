"""Chance as a function of a seed and a row's number, so that no chunk changes another.

Row ``i`` of a stream always gets the same bits, however the rows are cut into chunks. A stream is
the PCG64 generator moved on to the row (O'Neill 2014); what belongs to a person rather than to a
row is mixed from the person's number by the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
"""

from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

STEPS = 1 << 16  # what a short can tell apart
_NORMAL = ndtri((np.arange(STEPS) + 0.5) / STEPS)
_NUMBERS = (1 << 52) - 1  # pseudonyms stay exact in every tool that knows only doubles


class Draws:
    """The streams of one seed. ``span`` is the pair of row numbers a call is about."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def generator(self, name: str) -> np.random.Generator:
        """Return a generator for what is small enough to be drawn at once."""
        return np.random.default_rng([self.seed, crc32(name.encode())])

    def _raw(self, name: str, span: tuple[int, int]) -> npt.NDArray[np.uint64]:
        bits = np.random.PCG64(np.random.SeedSequence([self.seed, crc32(name.encode())]))
        bits.advance(span[0])
        return bits.random_raw(span[1] - span[0])

    def uniform(self, name: str, span: tuple[int, int]) -> Floats:
        """Return one number in [0, 1) a row, to 53 bits."""
        return np.asarray((self._raw(name, span) >> np.uint64(11)) * 2.0**-53)

    def shorts(self, name: str, span: tuple[int, int]) -> tuple[Shorts, Shorts, Shorts, Shorts]:
        """Return four independent whole numbers below 65,536 a row."""
        return _quarters(self._raw(name, span))


def of_person(person: Ints, stream: int) -> tuple[Shorts, Shorts, Shorts, Shorts]:
    """Return four whole numbers below 65,536 for each person, the same wherever they appear."""
    bits = person.astype(np.uint64) + np.uint64(stream << 53)
    bits *= np.uint64(0x9E3779B97F4A7C15)
    bits ^= bits >> np.uint64(30)
    bits *= np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(27)
    bits *= np.uint64(0x94D049BB133111EB)
    bits ^= bits >> np.uint64(31)
    return _quarters(bits)


def _quarters(bits: npt.NDArray[np.uint64]) -> tuple[Shorts, Shorts, Shorts, Shorts]:
    parts = bits.astype("<u8", copy=False).view("<u2").reshape(-1, 4)
    return parts[:, 0], parts[:, 1], parts[:, 2], parts[:, 3]


def pseudonyms(numbers: Ints, seed: int, kind: int) -> Ints:
    """Return a number below 2**52 for each number below 2**52, no two alike.

    Two odd multiplications and two shifts, each of which can be undone, so that none collide.
    """
    mask = np.uint64(_NUMBERS)
    found = (numbers.astype(np.uint64) + np.uint64(seed * 7919 + kind)) & mask
    found = (found * np.uint64(0x9E3779B97F4A7)) & mask
    found ^= found >> np.uint64(27)
    found = (found * np.uint64(0xD6E8FEB86659F)) & mask
    found ^= found >> np.uint64(29)
    return found.astype(np.int64)


class Chances:
    """Several distributions over the same choices: a row of chances each."""

    def __init__(self, weights: npt.ArrayLike) -> None:
        table = np.atleast_2d(np.asarray(weights, dtype=float))
        self.shares = table / table.sum(axis=1, keepdims=True)
        self.choices = table.shape[1]
        cumulative = np.minimum(self.shares.cumsum(axis=1), 1.0)
        cumulative[:, -1] = 1.0
        self._flat = (cumulative + np.arange(len(table))[:, None]).ravel()

    def pick(self, row: npt.NDArray[np.integer] | int, uniform: Floats) -> Ints:
        """Return a choice for each row number, made by a number in [0, 1)."""
        first = np.asarray(row, dtype=np.int64)
        at = np.searchsorted(self._flat, first + uniform, side="right") - first * self.choices
        return np.asarray(np.minimum(at, self.choices - 1))

    def without(self, choices: list[int]) -> "Chances":
        """Return the chances of the other choices, each row scaled up to one."""
        weights = self.shares.copy()
        weights[:, choices] = 0.0
        return Chances(weights)


def part(short: Shorts) -> Floats:
    """Return a short as a number in [0, 1), in the middle of its step."""
    return np.asarray((short + 0.5) / STEPS)


def true(short: Shorts, chance: npt.ArrayLike) -> Bools:
    """Return whether it happens, at a chance for all or for each."""
    return np.asarray(short < np.asarray(chance) * STEPS)


class Delays:
    """Whole days drawn from log-normal distributions that share a spread (the sigma of logs)."""

    def __init__(self, spread: float) -> None:
        self._times = np.exp(spread * _NORMAL)

    def days(self, short: Shorts, median: npt.ArrayLike) -> npt.NDArray[np.int32]:
        """Return days, around a median for all or for each."""
        return np.asarray((self._times[short] * np.asarray(median)).astype(np.int32))
