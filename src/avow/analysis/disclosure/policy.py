"""The owner's disclosure policy, read from ``definitions/disclosure/``."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from avow import definitions
from avow.analysis.measures.periods import YEARS_ENDING

# From finest to coarsest.
PERIODS = ("month", "quarter", "year", "all")


@dataclass(frozen=True)
class Policy:
    """Thresholds and what may pass; ``finest`` maps kind of table to area to finest period."""

    threshold: int
    base: int
    total_labels: tuple[str, ...]
    public_columns: tuple[str, ...]
    forbidden_columns: tuple[str, ...]
    finest: Mapping[str, Mapping[str, str]]
    uncounted: tuple[str, ...] = ()
    least_for_median: int = 10

    @property
    def least(self) -> int:
        """The smallest count above zero that may be published."""
        return -(-self.threshold // self.base) * self.base

    def words(self, count: int) -> str:
        """Return a count as a sentence may tell it; whether rounding changed it is not said."""
        if 0 < count < self.threshold:
            return f"fewer than {self.threshold}"
        near = (2 * count + self.base) // (2 * self.base) * self.base
        return f"about {max(near, self.least):,}" if count else "0"

    def forbids(self, column: str) -> bool:
        """Return whether a column of this name may never be published."""
        return any(fnmatchcase(column.lower(), pattern) for pattern in self.forbidden_columns)

    def refusal(self, kind: str, by: str, period: str) -> str:
        """Return why a table of this kind, area and period may not pass; empty if it may.

        Raises:
            ValueError: there is no such kind of table or period.
        """
        if kind not in self.finest:
            raise ValueError(f"No kind of table is called {kind!r}: use {', '.join(self.finest)}.")
        # Years that end with another quarter differ by quarters, so that they tell those.
        said = "years that do not end in December" if period in YEARS_ENDING else period
        period = "quarter" if period in YEARS_ENDING else period
        if period not in PERIODS:
            raise ValueError(f"No period is called {period!r}: use {', '.join(PERIODS)}.")
        allowed = self.finest[kind]
        if by not in allowed:
            return f"A table of {kind} by {by} may not pass: the finest is {list(allowed)[-1]}."
        if PERIODS.index(period) < PERIODS.index(allowed[by]):
            what = "Figures of groups" if kind == "groups" else "Figures"
            return f"{what} by {by} and {said} may not pass: the finest is {by} by {allowed[by]}."
        return ""


def policy(name: str = "default") -> Policy:
    """Return the policy ``definitions/disclosure/<name>.toml``.

    Raises:
        DefinitionError: there is no such file, or it lacks the common header.
    """
    data = definitions.read("disclosure", name)
    return Policy(
        threshold=data["threshold"],
        base=data["base"],
        total_labels=tuple(data["total_labels"]),
        public_columns=tuple(data["public_columns"]),
        forbidden_columns=tuple(data["forbidden_columns"]),
        finest=data["finest"],
        uncounted=tuple(data["uncounted"]),
        least_for_median=data["least_for_median"],
    )
