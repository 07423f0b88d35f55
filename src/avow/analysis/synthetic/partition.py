"""Connected groups of similar weight: wards into boroughs, boroughs into command units."""

from collections.abc import Sequence

import numpy as np

from avow.analysis.synthetic.terrain import Points


def connected(members: set[int], beside: Sequence[set[int]]) -> bool:
    """Say whether one can walk between any two members without leaving the group."""
    if not members:
        return False
    seen = {min(members)}
    edge = list(seen)
    while edge:
        fresh = (beside[edge.pop()] & members) - seen
        seen |= fresh
        edge.extend(fresh)
    return len(seen) == len(members)


def partition(
    beside: Sequence[set[int]],
    weight: Sequence[float],
    middle: Points,
    groups: int,
    rng: np.random.Generator,
) -> list[int]:
    """Return the group of each area: connected, compact, of similar weight.

    Regions grow from seeds, the lightest first; seeds move to the middle of their region and the
    growth starts again; then areas at the edges change sides while that evens out the weights.
    ``beside`` must be connected.
    """
    seeds = [int(s) for s in rng.choice(len(weight), groups, replace=False, p=None)]
    owner = _grown(beside, weight, middle, seeds)
    for _ in range(10):
        seeds = [_nearest_to_middle(owner, group, middle) for group in range(groups)]
        owner = _grown(beside, weight, middle, seeds)
    return _balanced(owner, beside, weight, groups)


def _grown(
    beside: Sequence[set[int]], weight: Sequence[float], middle: Points, seeds: list[int]
) -> list[int]:
    owner = [-1] * len(weight)
    total = [0.0] * len(seeds)
    edge: list[set[int]] = [set() for _ in seeds]
    for group, seed in enumerate(seeds):
        _take(seed, group, owner, total, edge, beside, weight)
    while True:
        open_groups = [g for g in range(len(seeds)) if any(owner[a] < 0 for a in edge[g])]
        if not open_groups:
            return owner
        group = min(open_groups, key=lambda g: (total[g], g))
        free = sorted(area for area in edge[group] if owner[area] < 0)
        away = ((middle[free] - middle[seeds[group]]) ** 2).sum(axis=1)
        _take(free[int(away.argmin())], group, owner, total, edge, beside, weight)


def _take(
    area: int,
    group: int,
    owner: list[int],
    total: list[float],
    edge: list[set[int]],
    beside: Sequence[set[int]],
    weight: Sequence[float],
) -> None:
    owner[area] = group
    total[group] += weight[area]
    edge[group] |= beside[area]
    edge[group] = {other for other in edge[group] if owner[other] < 0}


def _nearest_to_middle(owner: list[int], group: int, middle: Points) -> int:
    members = [area for area, own in enumerate(owner) if own == group]
    centre = middle[members].mean(axis=0)
    return members[int(((middle[members] - centre) ** 2).sum(axis=1).argmin())]


def _balanced(
    owner: list[int], beside: Sequence[set[int]], weight: Sequence[float], groups: int
) -> list[int]:
    total = [0.0] * groups
    for area, own in enumerate(owner):
        total[own] += weight[area]
    for _ in range(4 * len(owner)):
        move = _best_move(owner, beside, weight, total)
        if move is None:
            break
        area, target = move
        total[owner[area]] -= weight[area]
        total[target] += weight[area]
        owner[area] = target
    return owner


def _best_move(
    owner: list[int], beside: Sequence[set[int]], weight: Sequence[float], total: list[float]
) -> tuple[int, int] | None:
    """Return the area, and the lighter neighbour to give it to, that evens the weights most."""
    offers = [
        (total[owner[area]] - total[target] - weight[area], area, target)
        for area in range(len(owner))
        for target in {owner[other] for other in beside[area]} - {owner[area]}
        # two neighbours on the other side at least: a finger of one is not compact
        if sum(owner[other] == target for other in beside[area]) >= 2
    ]
    for gain, area, target in sorted(offers, key=lambda offer: (-offer[0], offer[1:])):
        if gain <= 0.1 * weight[area]:
            return None
        left = {a for a, own in enumerate(owner) if own == owner[area]} - {area}
        if connected(left, beside):
            return area, target
    return None
