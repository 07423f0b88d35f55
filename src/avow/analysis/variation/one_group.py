"""A measure's result, split by group or not, as figures of which each unit has one a period."""

from typing import Any

from avow.analysis.variation.errors import FunnelError


def of_one_group(result: Any, group: str | None) -> Any:
    """Return the rows of ``group``; of a result that is not split, all.

    Raises:
        FunnelError: the result has several groups and none is named, or not the one named.
    """
    table = result.table
    column = table["group"].to_pylist() if "group" in table.column_names else []
    groups = list(dict.fromkeys(each for each in column if each is not None))
    if group is not None and group not in groups:
        there = f"; there are {', '.join(groups)}" if groups else "; it is not split by group"
        raise FunnelError(f"The result has no group {group}{there}.")
    if group is None and len(groups) > 1:
        raise FunnelError(
            f"The result is split by group, and units have a figure for each: name one of "
            f"{', '.join(groups)}."
        )
    return table if group is None else table.filter([each == group for each in column])
