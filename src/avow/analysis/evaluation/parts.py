"""The weighted displacement difference of pilot, buffer and both, each against its control."""

from collections.abc import Mapping
from statistics import NormalDist

import numpy as np
import pyarrow as pa

from avow.analysis.evaluation.pilot import EvaluationError
from avow.analysis.evaluation.quotient import Area

Weights = dict[str, float]


def differences(
    given: Mapping[str, Area], scale: float, dispersion: float, level: float, *, scaled: bool
) -> pa.Table:
    """Return a row per part: its change less that of its control, its error and interval.

    Each is a weighted sum of changes; its variance the sum of all counts, each by its squared
    weight. ``scale`` brings figures before to the length of after.

    Raises:
        EvaluationError: a control has no case before by which it could be scaled.
    """
    rows = []
    for part, weights in _weights(given, scaled).items():
        change = sum(w * _change(given[name], scale) for name, w in weights.items())
        variance = sum(w**2 * _variance(given[name], scale) for name, w in weights.items())
        rows.append(_row(part, change, dispersion * variance, level))
    return pa.Table.from_pylist(rows)


def _weights(given: Mapping[str, Area], scaled: bool) -> dict[str, Weights]:
    """Return the weight of each area's change, by part."""
    found = {"pilot": _against(given, "pilot", "control", scaled)}
    if "buffer" in given:
        own = "buffer control" in given or not scaled
        beside = "buffer control" if own else "control"
        found["buffer"] = _against(given, "buffer", beside, scaled)
        both = dict(found["pilot"])
        for name, weight in found["buffer"].items():
            both[name] = both.get(name, 0.0) + weight
        found["both"] = both
    return found


def _against(given: Mapping[str, Area], one: str, other: str, scaled: bool) -> Weights:
    mine = {one: 1 / given[one].weight}
    if other not in given:
        return mine
    if not scaled:
        return mine | {other: -1 / given[other].weight}
    if not given[other].before:
        raise EvaluationError(
            f"The {other} has no case before the start, so its change cannot be brought to the "
            f"size of the {one}. Choose larger places or more periods."
        )
    return mine | {other: -given[one].before / given[other].before}


def _change(area: Area, scale: float) -> float:
    return area.after - area.before * scale


def _variance(area: Area, scale: float) -> float:
    return area.after + area.before * scale**2


def _row(part: str, change: float, variance: float, level: float) -> dict[str, object]:
    error = float(np.sqrt(variance))
    half = NormalDist().inv_cdf(0.5 + level / 2) * error
    return {
        "part": part,
        "difference": float(change),
        "error": error,
        "low": change - half,
        "high": change + half,
        "z": change / error if error else 0.0,
    }
