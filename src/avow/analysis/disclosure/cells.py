"""Counts and what has become of them: suppressed, rounded, or published as they are."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.disclosure.policy import Policy

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PUBLISHED, ROUNDED, SUPPRESSED, MISSING = "published", "rounded", "suppressed", "missing"


def status_name(column: str) -> str:
    """Return the name of the column that says what has become of the counts in ``column``."""
    return f"{column}_status"


@dataclass
class Cells:
    """The counts of one table: ``values`` (NaN if empty) and ``hidden``, by column name."""

    values: dict[str, Array]
    hidden: dict[str, Flags]

    @classmethod
    def of(cls, table: pa.Table, counts: Iterable[str]) -> "Cells":
        """Return the counts of ``table``; those already suppressed stay hidden.

        Raises:
            ValueError: a column is missing, or holds something that is not a whole number from 0.
        """
        values, hidden = {}, {}
        for name in counts:
            if name not in table.column_names:
                raise ValueError(f"The table has no column {name!r} to check as a count.")
            values[name] = _whole_numbers(table, name)
            hidden[name] = _already_hidden(table, name)
        return cls(values, hidden)

    def small(self, name: str, policy: Policy) -> Flags:
        """Return where a count is from 1 to below the threshold."""
        values = self.values[name]
        return np.asarray((values > 0) & (values < policy.threshold), dtype=bool)

    def rounded(self, name: str, policy: Policy) -> Array:
        """Return counts to the nearest multiple of the base, from the least up; hidden ones NaN."""
        values = self.values[name]
        near = np.floor((values + policy.base / 2) / policy.base) * policy.base
        near = np.where(values > 0, np.maximum(near, policy.least), values)
        return np.where(self.hidden[name], np.nan, near)

    def statuses(self, name: str) -> list[str]:
        """Return what has become of each count.

        A rounded count never says whether rounding changed it: that would give it away.
        """
        state = np.where(self.values[name] > 0, ROUNDED, PUBLISHED)
        state = np.where(np.isnan(self.values[name]), MISSING, state)
        found: list[str] = np.where(self.hidden[name], SUPPRESSED, state).tolist()
        return found


def numbers(table: pa.Table, name: str) -> Array:
    """Return a column of numbers, NaN where empty; all NaN where ``name`` is empty."""
    if not name:
        return np.full(table.num_rows, np.nan)
    return np.asarray(table[name].cast(pa.float64()).to_numpy(), dtype=float)


def _whole_numbers(table: pa.Table, name: str) -> Array:
    column = table[name]
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        raise ValueError(f"Column {name!r} holds {column.type}, not counts.")
    values = numbers(table, name)
    odd = values[~np.isnan(values) & ((values < 0) | (values % 1 != 0))]
    if len(odd):
        raise ValueError(f"Column {name!r} holds {odd[0]}, which is no count.")
    return values


def _already_hidden(table: pa.Table, name: str) -> Flags:
    if status_name(name) not in table.column_names:
        return np.zeros(table.num_rows, dtype=bool)
    states = table[status_name(name)].to_pylist()
    return np.array([state == SUPPRESSED for state in states], dtype=bool)
