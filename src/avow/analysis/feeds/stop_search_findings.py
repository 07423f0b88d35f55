"""What stop and search files say about themselves: the quality report's findings."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.feeds.report import Finding

_TABLE = ("stop_searches",)


def findings(
    rows: pa.Table, merged: int, labels: Sequence[str], places: Sequence[Any]
) -> list[Finding]:
    """Return every finding; ``rows`` are those loaded, ``labels`` the months of the files."""
    return [
        *_months(rows, labels),
        *_repeated(rows, merged),
        _unplaced(rows, bool(places)),
        _ethnicity(rows),
        *_linked(rows),
    ]


def _months(rows: pa.Table, labels: Sequence[str]) -> list[Finding]:
    known = sorted({label for label in labels if label})
    if not known:
        return []
    numbers = [int(label[:4]) * 12 + int(label[5:]) - 1 for label in known]
    absent = [
        f"{m // 12}-{m % 12 + 1:02d}" for m in range(numbers[0], numbers[-1]) if m not in numbers
    ]
    sentence = f"Searches from {known[0]} to {known[-1]}"
    sentence += f"; missing: {', '.join(absent)}." if absent else ", no month missing."
    counted = rows.group_by("_month").aggregate([("search", "count")]).sort_by("_month")
    shown = [[row["_month"], row["search_count"]] for row in counted.to_pylist()]
    columns = ("month of the file", "searches")
    return [Finding("months", "Months covered", sentence, _TABLE, bool(absent), columns, shown)]


def _repeated(rows: pa.Table, merged: int) -> list[Finding]:
    if not merged:
        return []
    sentence = (
        f"{merged:,} rows ({merged / (rows.num_rows + merged):.1%}) are alike another in time, "
        "place, person and outcome, and are counted once. Some may be two people searched together."
    )
    return [Finding("repeated", "Rows that stand twice", sentence, _TABLE, True)]


def _unplaced(rows: pa.Table, has_boundaries: bool) -> Finding:
    total = max(rows.num_rows, 1)
    bare = rows.num_rows - int(pc.sum(rows["_located"].cast(pa.int64())).as_py() or 0)
    empty = rows["borough"].null_count
    sentence = f"{bare:,} of {rows.num_rows:,} searches ({bare / total:.1%}) have no place"
    if has_boundaries:
        sentence += f"; {empty:,} ({empty / total:.1%}) fall in no borough of the force."
    else:
        sentence += ". No boundaries are loaded, so no search has a borough: load them, then this."
    return Finding("unplaced", "Searches without a place", sentence, _TABLE, True)


def _ethnicity(rows: pa.Table) -> Finding:
    shown = []
    for column, words in (
        ("ethnicity_self", "what the person said"),
        ("ethnicity_officer", "what an officer saw"),
    ):
        missing = rows[column].null_count
        shown.append([words, missing, round(missing / max(rows.num_rows, 1), 4)])
    sentence = (
        f"Ethnic group is missing for {shown[0][2]:.0%} by what the person said and "
        f"{shown[1][2]:.0%} by what an officer saw. The two never mix."
    )
    columns = ("by", "missing", "share")
    return Finding("ethnicity", "Ethnic group missing", sentence, _TABLE, True, columns, shown)


def _linked(rows: pa.Table) -> list[Finding]:
    if rows["linked"].null_count < rows.num_rows:
        return []
    sentence = "The files never say whether what followed is linked to what was searched for."
    return [Finding("linked", "Link never given", sentence, _TABLE, True)]
