"""Figures worked out from counts: hidden with them, and worked out again from rounded ones."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pyarrow as pa

from avow.analysis.disclosure.cells import Array, numbers
from avow.analysis.measures import intervals


@dataclass(frozen=True)
class Rate:
    """Columns with a value and its interval, and the counts that they come from.

    ``kind`` says how the interval is made (a key of ``measures.intervals.METHODS``), and ``per`` is
    the multiplier. A denominator that is not among the counts to protect (residents) is public; a
    count has none. A median has no numerator, and counts its values in the denominator.
    """

    value: str
    numerator: str
    denominator: str
    kind: str
    per: float = 1
    low: str = ""
    high: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the value and its interval."""
        return tuple(name for name in (self.value, self.low, self.high) if name)

    def figures(self, table: pa.Table, above: Array, below: Array) -> dict[str, Array]:
        """Return the columns as the counts shown allow; NaN where a count is hidden or missing.

        Figures are worked out anew from the counts, also where 0 below leaves none. A median does
        not come from counts: it stays where the number of its values is shown.
        """
        if self.kind == "median":
            return {n: np.where(np.isnan(below), np.nan, numbers(table, n)) for n in self.columns}
        below = np.where(below > 0, below, np.nan)
        value, low, high = self._anew(above, below, self._effect(table))
        counts_alone = self.kind in ("count", "occasions")
        known = ~(np.isnan(above) | (False if counts_alone else np.isnan(below)))
        named = {self.value: value, self.low: low, self.high: high}
        return {name: np.where(known, named[name], np.nan) for name in self.columns}

    def _effect(self, table: pa.Table) -> Array:
        """Return the design effect of the table's own shares, which their intervals show.

        Where people of one case count as fewer, Wilson's interval is that of fewer: it says of how
        many. The effect is rounded up to a tenth, so that it gives no exact count away.
        """
        if self.kind != "proportion" or not (self.low and self.high):
            return np.ones(table.num_rows)
        share, low, high, of = (
            numbers(table, n) for n in (self.value, self.low, self.high, self.denominator)
        )
        share, low, high = share / self.per, low / self.per, high / self.per
        edge = np.where(share < 0.5, high, low)
        with np.errstate(divide="ignore", invalid="ignore"):
            worth = NormalDist().inv_cdf(0.975) ** 2 * edge * (1 - edge) / (edge - share) ** 2
            effect = np.ceil(10 * of / worth - 1e-6) / 10
        return np.where(np.isfinite(effect) & (effect > 1), effect, 1.0)

    def _anew(
        self, above: Array, below: Array, effect: Array | float = 1.0
    ) -> tuple[Array, Array, Array]:
        if self.kind == "count":
            return above, *intervals.poisson(above)
        # These intervals need the rows that were summed, and rounded sums no longer have them.
        none = np.full(np.shape(above), np.nan)
        if self.kind == "occasions":
            return above, none, none
        value, shift = above / below, 0
        if self.kind == "change":
            (low, high), shift = intervals.ratio(above, below), 1
        elif self.kind == "ratio":
            low, high = intervals.ratio(above, below)
        elif self.kind == "proportion":
            low, high = intervals.wilson(above / effect, below / effect)
        elif self.kind in ("sums", "rate of occasions"):
            low = high = none
        else:
            low, high = (limit / below for limit in intervals.poisson(above))
        return (value - shift) * self.per, (low - shift) * self.per, (high - shift) * self.per
