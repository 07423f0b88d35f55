"""The weighted displacement quotient, its interval by drawing counts anew, and its reading."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from avow.analysis.evaluation.panel import Array

DRAWS = 10_000
SPREAD_WIDE = "the buffer gained more than the pilot did: benefits spread, and spread wide"
SPREAD = "the buffer gained too, less than the pilot: benefits spread"
MOVED = "some of what left the pilot may have moved to the buffer, but less than it lost"
WORSE = "the buffer gained more offences than the pilot lost: worse than nothing"
# Where the whole interval lies (not below, not above), and what can then be said.
_READINGS = (
    (1.0, np.inf, SPREAD_WIDE),
    (0.0, 1.0, SPREAD),
    (-1.0, 0.0, MOVED),
    (-np.inf, -1.0, WORSE),
    (
        0.0,
        np.inf,
        "the buffer gained too: benefits spread; whether as far as in the pilot cannot be told",
    ),
    (
        -np.inf,
        0.0,
        "offences may have moved to the buffer; whether fewer than the pilot lost or more cannot "
        "be told",
    ),
    (
        -np.inf,
        np.inf,
        "it cannot be told whether offences moved to the buffer or fell there too",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Area:
    """Offences of an area before and after; ``weight`` is its size, by which they are divided."""

    before: float
    after: float
    weight: float = 1.0


def quotient_of(
    given: Mapping[str, Area], dispersion: float, level: float, seed: int
) -> tuple[float | None, float | None, float | None]:
    """Return the quotient and its interval; None where the pilot did not fall, or may not have."""
    if "buffer" not in given:
        return None, None, None
    names = ("pilot", "buffer", "control")
    means = np.array([[given[n].before, given[n].after] for n in names])
    mid = _of_shares(means[:, :, None])
    random = np.random.default_rng(seed)
    shape = (*means.shape, DRAWS)
    if (
        dispersion > 1
    ):  # a gamma mean under each Poisson count, so that variance = dispersion * mean
        rate = 1 / (dispersion - 1)
        drawn = random.gamma(np.maximum(means, 1e-9)[..., None] * rate, 1 / rate, shape)
        draws = random.poisson(drawn).astype(float)
    else:
        draws = random.poisson(means[..., None], shape).astype(float)
    quotients = _of_shares(draws)
    unsure = float(np.isnan(quotients).mean())
    middle = float(mid[0])
    if np.isnan(middle):
        return None, None, None
    if unsure > (1 - level) / 2:
        return middle, None, None
    low, high = np.nanquantile(quotients, [(1 - level) / 2, (1 + level) / 2])
    return middle, float(low), float(high)


def _of_shares(counts: Array) -> Array:
    """Return the quotient; NaN where the pilot's share of the control did not fall."""
    control = np.where(counts[2] > 0, counts[2], np.nan)
    pilot = counts[0, 1] / control[1] - counts[0, 0] / control[0]
    buffer = counts[1, 1] / control[1] - counts[1, 0] / control[0]
    return np.asarray(np.where(pilot < 0, buffer / np.where(pilot < 0, pilot, 1), np.nan))


def reading_of(
    buffered: bool, quotient: float | None, low: float | None, high: float | None
) -> str:
    """Return what the quotient says, in words."""
    if not buffered:
        return "No buffer was named, so displacement cannot be told."
    if quotient is None:
        return (
            "The pilot did not fall against its control, so there is nothing that could have "
            "moved; the quotient has no meaning here."
        )
    if low is None or high is None:
        return (
            f"Quotient {quotient:.2f}; but with these counts it is not sure that the pilot fell at "
            "all, so no interval can be given and nothing read from it."
        )
    words = next(said for least, most, said in _READINGS if least <= low and high <= most)
    return f"Quotient {quotient:.2f} (interval {low:.2f} to {high:.2f}): {words}."


def pearson(table: Array) -> float:
    """Return Pearson's statistic of a table over its degrees of freedom; 0 where there are none."""
    total = table.sum()
    df = (table.shape[0] - 1) * (table.shape[1] - 1)
    if total == 0 or df < 1:
        return 0.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
    squares = np.where(
        expected > 0, (table - expected) ** 2 / np.where(expected > 0, expected, 1), 0
    )
    return float(squares.sum() / df)
