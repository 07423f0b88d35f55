"""How much more unruly the places of the smaller side were before the start than the others.

With fewer than three places on one side both sides share one spread, learned mostly from the other
side. A pilot is often put where figures jump most; then the shared spread is too small, and chance
passes for an effect (Ferman and Pinto 2019, Review of Economics and Statistics 101:452). How places
varied before the start, each about its own level and the course of all, says by how much.
"""

from collections.abc import Sequence

import numpy as np

from avow.analysis.evaluation.panel import Array, Kind, Split


def unruliness(split: Split, kind: Kind) -> float:
    """Return how many times the variance of the larger side the smaller's is; never below 1."""
    values = (split.panel.values if kind == "count" else split.panel.rates())[:, : split.first]
    few, many = sorted((split.treated, split.compared), key=len)
    if split.first < 3 or len(many) < 2:
        return 1.0
    vary = _of_counts if kind == "count" else _of_values
    usual = vary(values, many)
    return max(1.0, vary(values, few, many) / usual) if usual > 0 else 1.0


def _of_values(values: Array, rows: Sequence[int], course: Sequence[int] = ()) -> float:
    """Return the variance of places in time; ``course`` are other places that give the course."""
    own, among = values[list(rows)], values[list(course or rows)]
    off = own - own.mean(axis=1, keepdims=True) - (among - among.mean()).mean(axis=0)
    return float((off**2).sum() / _freedom(own, bool(course)))


def _of_counts(values: Array, rows: Sequence[int], course: Sequence[int] = ()) -> float:
    """Return the over-dispersion of places in time, at least that of chance."""
    own, among = values[list(rows)], values[list(course or rows)]
    whole = among.sum()
    expected = np.outer(own.sum(axis=1), among.sum(axis=0) / whole) if whole else own
    known = expected > 0
    squares = np.where(known, (own - expected) ** 2 / np.where(known, expected, 1), 0).sum()
    return max(1.0, float(squares) / _freedom(own, bool(course)))


def _freedom(own: Array, others: bool) -> int:
    """Return the degrees of freedom; a course that others gave takes none."""
    places, periods = (int(size) for size in own.shape)
    return (places if others else places - 1) * (periods - 1)
