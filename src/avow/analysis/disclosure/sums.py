"""Cells that add up to a figure that is shown rounded: what that tells of those hidden among them.

A rounded total leaves some room for what is hidden in it. Where there is just enough for each of
the hidden to be one, or where each must be as large as a hidden count can be, a reader knows all
of them: 1, 1 and 5 can be all that makes a total that is shown as 5.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from avow.analysis.disclosure.cells import Array, Cells, Flags
from avow.analysis.disclosure.lines import Line
from avow.analysis.disclosure.policy import Policy

# For each row the number of the sum that it is a part of.
Sums = Sequence[npt.NDArray[np.intp]]
Bounds = dict[str, tuple[Array, Array]]


def given_away(cells: Cells, every: Sequence[Line], sums: Sums, rules: Policy) -> Iterator[Line]:
    """Yield each line, and of ``sums`` each as a line, whose hidden counts can be worked out."""
    bounds = {name: _around(cells.rounded(name, rules), rules) for name in cells.values}
    for line in every:
        if _of_line(cells, line, bounds, rules):
            yield line
    for name in cells.values:
        for of_row in sums:
            for found in np.flatnonzero(_of_sums(cells, name, of_row, bounds, rules)):
                rows = np.flatnonzero(of_row == found).tolist()
                yield Line(tuple((name, row) for row in rows), None, "a figure of another table")


def _around(shown: Array, rules: Policy) -> tuple[Array, Array]:
    """Return the least and the most that can lie behind counts as they are shown; 0 where none is.

    What is rounded up to the least that is shown is no smaller than the threshold.
    """
    low = np.maximum(np.ceil(shown - rules.base / 2), rules.threshold)
    high = np.ceil(shown + rules.base / 2) - 1
    nothing = np.isnan(shown) | (shown == 0)
    return np.where(nothing, 0, low), np.where(nothing, 0, high)


def _of_line(cells: Cells, line: Line, bounds: Bounds, rules: Policy) -> bool:
    if line.total and cells.hidden[line.total[0]][line.total[1]]:
        return False
    hidden = [cells.values[name][row] for name, row in line.parts if cells.hidden[name][row]]
    if not hidden:
        return False
    low, high = (
        np.array([sum(bounds[name][end][row] for name, row in line.parts)]) for end in (0, 1)
    )
    total = np.array([np.nansum([cells.values[name][row] for name, row in line.parts])])
    number = np.array([float(len(hidden)) if all(value > 0 for value in hidden) else 0.0])
    return bool(_told(total, np.array([np.nansum(hidden)]), number, (low, high), rules)[0])


def _of_sums(
    cells: Cells, name: str, of_row: npt.NDArray[np.intp], bounds: Bounds, rules: Policy
) -> Flags:
    values, hidden = np.nan_to_num(cells.values[name]), cells.hidden[name]

    def added(weights: Array | Flags) -> Array:
        return np.bincount(of_row, weights=weights).astype(np.float64)

    low, high = (added(end) for end in bounds[name])
    number = np.where(added(hidden & (values == 0)) > 0, 0, added(hidden))
    return _told(added(values), added(np.where(hidden, values, 0)), number, (low, high), rules)


def _told(
    total: Array, inside: Array, number: Array, shown: tuple[Array, Array], rules: Policy
) -> Flags:
    """Return which sums tell the ``number`` of counts hidden in them, ``inside`` together.

    ``shown`` are the least and the most that the others can come to. Where a zero is hidden as
    well, it can be any of them: their number is 0 then, as where none is hidden.
    """
    near = np.floor((total + rules.base / 2) / rules.base) * rules.base
    least, most = _around(np.maximum(near, rules.least), rules)
    small = total < rules.threshold
    least, most = np.where(small, 0, least), np.where(small, rules.threshold - 1, most)
    all_one = most - shown[0] <= number
    brim = number * (rules.threshold - 1)
    all_most = (least - shown[1] >= brim) & (inside <= brim)
    return np.asarray((number > 0) & (all_one | all_most), dtype=bool)
