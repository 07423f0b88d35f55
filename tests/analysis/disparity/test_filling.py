"""Bounds hold the truth whoever the missing are, and no tighter ones would."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.disparity import bounds
from avow.analysis.disparity.filling import survival

few = st.integers(0, 3)
cells = st.tuples(few, few)  # who reached, who did not


def every_filling(group, reference, missing):
    """Return the ratio for every way to share the missing out."""
    people = [True] * missing[0] + [False] * missing[1]
    for places in product("gro", repeat=len(people)):
        hits, of = {"g": group[0], "r": reference[0]}, {"g": sum(group), "r": sum(reference)}
        for place, reached in zip(places, people, strict=True):
            if place != "o":
                of[place] += 1
                hits[place] += reached
        if of["g"] and of["r"] and hits["r"]:
            yield hits["g"] / of["g"] / (hits["r"] / of["r"])


def found(group, reference, missing):
    counts = (group[0], sum(group), reference[0], sum(reference), missing[0], sum(missing))
    return bounds(*(np.array([float(c)]) for c in counts))


@pytest.mark.slow
@given(cells, cells, cells)
def test_no_filling_of_the_missing_lies_beyond_the_bounds(group, reference, missing):
    if not (sum(group) and sum(reference)):
        return
    limits = found(group, reference, missing)
    ratios = list(every_filling(group, reference, missing))

    for ratio in ratios:
        assert limits.low[0] <= ratio + 1e-12
        assert ratio <= limits.high[0] + 1e-12
    if ratios and np.isfinite(limits.high[0]):
        assert max(ratios) == pytest.approx(limits.high[0])
        assert min(ratios) == pytest.approx(limits.low[0])


def test_without_missing_the_bounds_are_the_ratio():
    limits = found((30, 70), (50, 50), (0, 0))

    assert limits.low[0] == limits.high[0] == limits.if_all[0] == pytest.approx(0.6)
    assert limits.low_limit[0] < 0.6 < limits.high_limit[0]


def test_whether_the_finding_survives():
    far = found((300, 700), (600, 400), (10, 10))
    near = found((45, 55), (50, 50), (1, 1))
    lost = found((45, 55), (50, 50), (30, 30))

    fates = [survival(np.array([r]), b)[0] for r, b in ((0.5, far), (0.9, near), (0.9, lost))]
    assert fates == ["survives", "survives but for chance", "does not survive"]
    assert survival(np.array([1.0]), near)[0] == ""


def test_all_of_the_missing_in_the_group():
    assert found((10, 10), (20, 20), (30, 0)).if_all[0] == pytest.approx(40 / 50 / 0.5)
