"""Weights that make those who answered resemble the population in a few known margins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


class MarginError(ValueError):
    """A margin cannot be used. The text says which and what to do."""


@dataclass(frozen=True)
class Weights:
    """A weight per response, 1 on average.

    ``effective_n`` is the number of equally weighted responses that would be worth as much (Kish).
    ``reached`` says whether every margin was met to within ``tolerance``; ``worst`` is the largest
    difference left, as a share. ``empty`` names categories of the population from which nobody
    answered: no weight can speak for them. ``trimmed`` counts the weights held at the limit.
    """

    values: npt.NDArray[np.float64] = field(repr=False)
    effective_n: float
    rounds: int
    reached: bool
    worst: float
    trimmed: int
    empty: tuple[tuple[str, str], ...]


def rake(
    rows: Mapping[str, Sequence[str]],
    margins: Mapping[str, Mapping[str, float]],
    *,
    limit: float = 5.0,
    rounds: int = 200,
    tolerance: float = 1e-6,
) -> Weights:
    """Return weights by raking (iterative proportional fitting).

    ``rows`` holds a column per characteristic, one value per response; ``margins`` the shares of
    the population in each category, which need not add up to 1. A response whose value is in no
    margin ("prefer not to say", not answered) keeps the weight that its other characteristics give
    it. ``limit`` is the largest weight allowed, as a multiple of the average.

    Raises:
        MarginError: no responses, a margin without a column, columns of different lengths, a share
            below zero, or nobody in any category of a margin.

    Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11; effective sample size:
    Kish (1965), Survey Sampling.
    """
    targets = {name: _target(name, rows, shares) for name, shares in margins.items()}
    size = _size(rows)
    weights = np.ones(size)
    done, change = 0, 1.0
    while done < rounds and change >= tolerance:
        before, done = weights.copy(), done + 1
        for codes, shares in targets.values():
            weights = _fitted(weights, codes, shares)
        weights = _trimmed(weights, limit)
        change = float(np.max(np.abs(weights - before)))
    worst = max((_off(weights, *target) for target in targets.values()), default=0.0)
    return Weights(
        values=weights,
        effective_n=float(weights.sum() ** 2 / np.sum(weights**2)),
        rounds=done,
        reached=worst < max(tolerance, 1e-4),
        worst=worst,
        trimmed=int(np.sum(weights >= limit * (1 - 1e-9))),
        empty=_empty(rows, margins),
    )


_Codes = npt.NDArray[np.int64]
_Shares = npt.NDArray[np.float64]


def _size(rows: Mapping[str, Sequence[str]]) -> int:
    sizes = {len(column) for column in rows.values()}
    if len(sizes) != 1 or 0 in sizes:
        raise MarginError(
            f"Every characteristic needs one value per response; these have {sorted(sizes)}."
        )
    return sizes.pop()


def _target(
    name: str, rows: Mapping[str, Sequence[str]], shares: Mapping[str, float]
) -> tuple[_Codes, _Shares]:
    """Return each response's category (-1: in none) and the shares of those anybody is in."""
    if name not in rows:
        raise MarginError(f"There is a margin for {name!r}, but no response says it.")
    if any(share < 0 for share in shares.values()):
        raise MarginError(f"A share of {name!r} is below zero.")
    here = set(rows[name])
    categories = [category for category, share in shares.items() if category in here and share > 0]
    if not categories:
        raise MarginError(
            f"Nobody answered from any category of {name!r}: {', '.join(shares)}. "
            "Check that the categories are spelt as in the responses."
        )
    index = {category: i for i, category in enumerate(categories)}
    codes = np.array([index.get(value, -1) for value in rows[name]], dtype=np.int64)
    wanted = np.array([shares[category] for category in categories], dtype=np.float64)
    return codes, wanted / wanted.sum()


def _fitted(weights: npt.NDArray[np.float64], codes: _Codes, shares: _Shares) -> _Shares:
    known = codes >= 0
    held = np.bincount(codes[known], weights=weights[known], minlength=len(shares))
    # A category that trimming emptied of weight cannot be fitted: it stays as it is.
    factor = np.where(held > 0, shares * held.sum() / np.where(held > 0, held, 1), 1.0)
    return np.where(known, weights * factor[codes], weights)


def _trimmed(weights: npt.NDArray[np.float64], limit: float) -> npt.NDArray[np.float64]:
    weights = weights / weights.mean()
    return np.minimum(weights, limit)


def _off(weights: npt.NDArray[np.float64], codes: _Codes, shares: _Shares) -> float:
    known = codes >= 0
    held = np.bincount(codes[known], weights=weights[known], minlength=len(shares))
    return float(np.max(np.abs(held / held.sum() - shares)))


def _empty(
    rows: Mapping[str, Sequence[str]], margins: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, category)
        for name, shares in margins.items()
        for category, share in shares.items()
        if share > 0 and category not in set(rows[name])
    )
