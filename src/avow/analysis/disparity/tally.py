"""From counts by pattern of steps to who reached what, of how many."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from avow.analysis.disparity.errors import DisparityError
from avow.analysis.disparity.steps import BETWEEN, StepTable
from avow.analysis.disparity.variable import NOT_KNOWN

Counts = npt.NDArray[np.int64]
FROM_START, FROM_BEFORE = "start", "before"


@dataclass(frozen=True)
class Stage:
    """One step seen from the start of the path, or from the step before."""

    step: str
    position: int
    since: str

    def since_words(self, steps: StepTable) -> str:
        """Return what those who are counted had reached."""
        return steps.start if self.since == FROM_START else steps.steps[self.position - 1]


@dataclass(frozen=True)
class Tally:
    """``reached`` and ``of``: stages by strata by groups; the last group is those not known.

    ``effect`` (stages by groups) is how many times fewer people would say as much, had each come
    alone: those of one case share what became of it (Kish 1965, Survey Sampling, section 8.2).
    """

    stages: tuple[Stage, ...]
    groups: tuple[str, ...]
    reached: Counts
    of: Counts
    effect: npt.NDArray[np.float64]
    skipped: tuple[int, ...]


def stages(steps: Sequence[str]) -> tuple[Stage, ...]:
    """Return every stage: the first step has one, each later step two."""
    return tuple(
        Stage(step, position, since)
        for position, step in enumerate(steps)
        for since in ((FROM_START, FROM_BEFORE) if position else (FROM_START,))
    )


def tally(steps: StepTable) -> Tally:
    """Count who reached each stage, by stratum and group.

    Raises:
        DisparityError: there are no rows, or none names a group.
    """
    rows = steps.table
    if rows.num_rows == 0:
        raise DisparityError("Nobody is counted here: choose a longer time or a larger place.")
    group = [NOT_KNOWN if g is None else g for g in rows["group"].to_pylist()]
    known = ordered({g for g in group if g != NOT_KNOWN}, steps)
    if not known:
        raise DisparityError(
            f"No row says which group anybody is in ({steps.variable.name}): nothing can be "
            "compared."
        )
    groups = (*known, NOT_KNOWN)
    place = {name: i for i, name in enumerate(groups)}
    strata = [s or "" for s in rows["stratum"].to_pylist()]
    layer = {name: i for i, name in enumerate(sorted(set(strata)))}
    cell = np.array(
        [layer[s] * len(groups) + place[g] for s, g in zip(strata, group, strict=True)], np.int64
    )
    mask, people = rows["reached"].to_numpy(), rows["people"].to_numpy()
    shape = (len(layer), len(groups))

    def count(which: npt.NDArray[np.bool_], what: Counts = people) -> Counts:
        sums = np.zeros(shape[0] * shape[1], np.int64)
        np.add.at(sums, cell[which], what[which])
        return sums.reshape(shape)

    every = stages(steps.steps)
    inside = [_inside(stage, mask) for stage in every]
    here = [(mask >> stage.position & 1).astype(bool) for stage in every]
    of = np.array([count(i) for i in inside])
    squares = pc.coalesce(rows["squares"], rows["people"]).to_numpy()
    in_cases = np.array([count(i, squares).sum(axis=0) for i in inside])
    return Tally(
        stages=every,
        groups=groups,
        reached=np.array([count(i & h) for i, h in zip(inside, here, strict=True)]),
        of=of,
        effect=np.maximum(in_cases / np.maximum(of.sum(axis=1), 1), 1.0),
        skipped=_skipped(len(steps.steps), mask, people),
    )


def _inside(stage: Stage, mask: Counts) -> npt.NDArray[np.bool_]:
    if stage.since == FROM_START:
        return np.ones(len(mask), bool)
    return np.asarray(mask >> (stage.position - 1) & 1, bool)


def _skipped(steps: int, mask: Counts, people: Counts) -> tuple[int, ...]:
    """Return how many reached each step with no record of the one before."""
    return tuple(
        int(people[(mask >> i & 1).astype(bool) & ~(mask >> (i - 1) & 1).astype(bool)].sum())
        if i
        else 0
        for i in range(steps)
    )


def ordered(groups: set[str], steps: StepTable) -> list[str]:
    """Return the groups in the order of their variables, those not listed by name after them."""
    orders = [v.order for v in (steps.variable, steps.second) if v]

    def rank(name: str) -> tuple[tuple[int, str], ...]:
        parts = name.split(BETWEEN, 1) if len(orders) > 1 else [name]
        return tuple(
            (order.index(part) if part in order else len(order), part)
            for order, part in zip(orders, parts, strict=False)
        )

    return sorted(groups, key=rank)
