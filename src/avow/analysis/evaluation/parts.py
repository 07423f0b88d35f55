"""The weighted displacement difference of pilot, buffer and both, each against its control."""

from collections.abc import Mapping
from math import inf

import numpy as np
import pyarrow as pa

from avow.analysis.evaluation.pilot import EvaluationError
from avow.analysis.evaluation.quotient import Area

Weights = dict[str, float]


def differences(
    given: Mapping[str, Area],
    scale: float,
    dispersion: float,
    level: float,
    *,
    scaled: bool,
    df: float = inf,
) -> pa.Table:
    """Return a row per part: its change less that of its control, its error and interval.

    Each is a weighted sum of changes; its variance the sum of all counts, each by its squared
    weight. ``scale`` brings figures before to the length of after. With ``scaled`` what was
    expected is the count before by the control's ratio of after to before, which is itself
    learned from counts: the variance is that of the delta method. ``df`` are the degrees of
    freedom of ``dispersion``.

    Raises:
        EvaluationError: a control has no case by which it could be scaled.
    """
    rows = []
    for part, weights in _weights(given, scaled).items():
        change = sum(w * _change(given[name], scale) for name, w in weights.items())
        ratios = {name: _ratio(name, given, scale, scaled) for name in weights}
        variance = sum(w**2 * _variance(given[name], ratios[name]) for name, w in weights.items())
        rows.append(_row(part, change, dispersion * variance, reach(level, df)))
    return pa.Table.from_pylist(rows)


def reach(level: float, df: float = inf) -> float:
    """Return how many errors an interval reaches to each side."""
    from scipy.stats import t

    return float(t.ppf(0.5 + level / 2, df))


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
    for side in ("before", "after"):
        if not getattr(given[other], side):
            raise EvaluationError(
                f"The {other} has no case {side} the start, so its change cannot be brought to the "
                f"size of the {one}. Choose larger places or more periods."
            )
    return mine | {other: -mine[one] * given[one].before / given[other].before}


def _ratio(name: str, given: Mapping[str, Area], scale: float, scaled: bool) -> float:
    """Return by what a count before is multiplied to be what was expected after."""
    if not scaled:
        return scale
    own = "buffer control" if "buffer control" in given and "buffer" in name else "control"
    return given[own].after / given[own].before


def _change(area: Area, scale: float) -> float:
    return area.after - area.before * scale


def _variance(area: Area, ratio: float) -> float:
    return area.after + area.before * ratio**2


def _row(part: str, change: float, variance: float, reach: float) -> dict[str, object]:
    error = float(np.sqrt(variance))
    half = reach * error
    return {
        "part": part,
        "difference": float(change),
        "error": error,
        "low": change - half,
        "high": change + half,
        "z": change / error if error else 0.0,
    }
