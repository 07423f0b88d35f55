"""Accept plain sequences and Arrow columns alike."""

from collections.abc import Iterable
from typing import Any


def plain(column: Iterable[Any]) -> list[Any]:
    """Return the values of a sequence or Arrow column as a list; empty cells are None."""
    values = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    # NaN is the one value that differs from itself; arrays use it for an empty cell.
    return [None if value is None or value != value else value for value in values]  # noqa: PLR0124
