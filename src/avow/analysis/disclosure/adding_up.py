"""What the rows of a measure's result add up to: figures in other tables of the same measure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.disclosure.sums import Sums
from avow.analysis.measures.groups import BETWEEN
from avow.analysis.measures.periods import MONTHS_IN, YEARS_ENDING, number, require_period

_WHOLES: dict[str, list[tuple[str, ...]]] = {
    "force": [],
    "bcu": [("force",)],
    "borough": [("force", "bcu"), ("force",)],
    "ward": [("force", "borough")],
}
_PLACE = ("force", "bcu", "borough", "ward")
Numbers = npt.NDArray[np.intp]


def wholes(result: Any) -> list[tuple[str, ...]]:
    """Return the columns whose rows, where they agree, add up to a total published elsewhere."""
    larger = [(*whole, "period") for whole in _WHOLES[result.by]]
    if result.group is None:
        return larger
    return [(*_PLACE, "period"), *((*whole, "group") for whole in larger)]


def sums(result: Any, table: pa.Table) -> Sums:
    """Return which rows add up to a figure of a larger place, a longer period or a wider group.

    Figures of the last month of a period, such as posts, do not add up over time.
    """
    rows = table.select([*_PLACE, "unit", "group", "period"]).to_pylist()
    places = [(*_PLACE, "unit"), *_WHOLES[result.by]]
    by_place = [_numbered(tuple(row[name] for name in names) for row in rows) for names in places]
    by_group = [_numbered(of(row["group"] or "") for row in rows) for of in _groups(result)]
    by_time = [_numbered(of(row["period"]) for row in rows) for of in _periods(result)]
    every = list(product(by_place, by_group, by_time))
    return [_together(parts) for parts in every[1:]] if rows else []


def _groups(result: Any) -> list[Callable[[str], str]]:
    """Return the groups that a row is in: its own, all together, and each part of two crossed."""
    own: list[Callable[[str], str]] = [lambda group: group]
    if result.group is None:
        return own
    parts = [
        lambda group, at=at: group.split(BETWEEN)[at] for at in range(result.group.count("*") + 1)
    ]
    return [*own, lambda _group: "", *(parts if len(parts) > 1 else [])]


def _periods(result: Any) -> list[Callable[[date], int]]:
    """Return the periods that a row is in: its own, and the longer ones that hold it."""
    own: list[Callable[[date], int]] = [lambda day: number(day, result.period)]
    if result.definition.plan.how == "last":
        return own
    longer = [
        kind
        for kind in (*MONTHS_IN, *YEARS_ENDING)
        if require_period(kind) > require_period(result.period)
    ]
    return [*own, *(lambda day, kind=kind: number(day, kind) for kind in longer)]


def _numbered(labels: Iterable[object]) -> Numbers:
    known: dict[object, int] = {}
    return np.array([known.setdefault(label, len(known)) for label in labels], dtype=np.intp)


def _together(parts: Sequence[Numbers]) -> Numbers:
    """Return one number for each combination of ``parts``."""
    joined = np.zeros_like(parts[0])
    for part in parts:
        joined = joined * (part.max() + 1) + part
    return np.unique(joined, return_inverse=True)[1].astype(np.intp)
