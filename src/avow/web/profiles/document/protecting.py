"""Counts that no measure makes, as partners may see them: by the same disclosure check."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from avow.analysis import disclosure
from avow.web.profiles.document.asked import Row


def protected(
    rows: Sequence[Row],
    counts: Sequence[str],
    *,
    by: str,
    period: str,
    groups: Sequence[tuple[str, ...]] = (),
    share: tuple[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Return rows with their counts protected: None where hidden, ``<name>_status`` saying so.

    ``share`` names two counts of which the first is part of the second: where the rest is small,
    it is hidden too. Where the check lets none pass, every count is hidden. See
    ``disclosure.protect``.
    """
    if not rows:
        return []
    labels = [name for name in rows[0] if name not in counts]
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in labels}
    columns |= {name: pa.array([row[name] for row in rows], pa.int64()) for name in counts}
    rates: list[disclosure.Rate] = []
    if share:
        columns["share"] = pa.nulls(len(rows), pa.float64())
        rates = [disclosure.Rate("share", *share, "proportion")]
    safe = disclosure.protect(
        pa.table(columns), counts=counts, by=by, period=period, groups=groups, rates=rates
    )
    found: list[dict[str, Any]] = safe.table.to_pylist()
    if any(finding.severity == "block" for finding in safe.report.findings):
        nothing = dict.fromkeys(counts)
        nothing |= {f"{name}_status": "suppressed" for name in counts}
        return [{**row, **nothing} for row in found]
    return found
