"""Accept plain sequences and Arrow columns alike."""

from collections.abc import Iterable
from typing import Any, get_args

from avow.analysis.variation.errors import VariationError


def plain(column: Iterable[Any]) -> list[Any]:
    """Return the values of a sequence or Arrow column as a list; empty cells are None."""
    values = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    # NaN is the one value that differs from itself; arrays use it for an empty cell.
    return [None if value is None or value != value else value for value in values]  # noqa: PLR0124


def figures_of(column: Iterable[Any]) -> list[Any]:
    """Return a column of figures as a list; empty cells are None.

    Raises:
        VariationError: a cell is no number; the message says which.
    """
    found = plain(column)
    for place, value in enumerate(found, start=1):
        try:
            float(value or 0)
        except (TypeError, ValueError):
            raise VariationError(f"Figure {place} is {value!r}: that is no number.") from None
    return [float(value) if isinstance(value, str) else value for value in found]


def one_of(name: str, given: object, kinds: Any) -> None:
    """Refuse a choice that there is not; ``kinds`` is the Literal of those there are.

    Raises:
        VariationError: naming the choices.
    """
    if given not in get_args(kinds):
        raise VariationError(f"{name} is one of {', '.join(get_args(kinds))}; not {given!r}.")
