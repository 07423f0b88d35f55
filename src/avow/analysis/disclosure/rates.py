"""Figures worked out from counts: hidden with them, and worked out again from rounded ones."""

from dataclasses import dataclass

import numpy as np

from avow.analysis.disclosure.cells import Array
from avow.analysis.measures import intervals


@dataclass(frozen=True)
class Rate:
    """Columns with a value and its interval, and the counts that they come from.

    ``kind`` is rate, proportion, count or change, as in a measure's definition, and ``per`` the
    multiplier. A denominator that is not among the counts to protect (residents) is public; a
    count has none.
    """

    value: str
    numerator: str
    denominator: str
    kind: str
    per: float = 1
    low: str = ""
    high: str = ""

    def from_counts(self, above: Array, below: Array) -> dict[str, Array]:
        """Return the columns worked out anew; NaN where a count is hidden, missing, or 0 below."""
        below = np.where(below > 0, below, np.nan)
        value, low, high = self._figures(above, below)
        known = ~(np.isnan(above) | (np.isnan(below) if self.kind != "count" else False))
        named = {self.value: value, self.low: low, self.high: high}
        return {name: np.where(known, cells, np.nan) for name, cells in named.items() if name}

    def _figures(self, above: Array, below: Array) -> tuple[Array, Array, Array]:
        if self.kind == "count":
            return above, *intervals.poisson(above)
        if self.kind == "change":
            low, high = intervals.ratio(above, below)
            return (
                (above / below - 1) * self.per,
                (low - 1) * self.per,
                (high - 1) * self.per,
            )
        if self.kind == "proportion":
            low, high = intervals.wilson(above, below)
        else:
            low, high = (limit / below for limit in intervals.poisson(above))
        return above / below * self.per, low * self.per, high * self.per
