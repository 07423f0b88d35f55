"""What was said, by who said it; and the same table made safe to publish."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.disclosure import Policy, Protected, Rate, policy, protect
from avow.analysis.disclosure.cells import Cells
from avow.analysis.measures import intervals

SCHEMA = pa.schema(
    [
        ("label", pa.string()),
        ("group", pa.string()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("share", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
    ]
)
_RATE = Rate("share", "numerator", "denominator", "proportion", 1, "low", "high")


def crosstab(
    labels: Sequence[frozenset[str]],
    groups: Sequence[str],
    weights: npt.NDArray[np.float64] | None = None,
) -> pa.Table:
    """Return a row per label and group: how many of the group's answers carry the label.

    ``labels[i]`` and ``groups[i]`` are of one answer; an answer may carry several labels and is in
    one group. ``numerator`` and ``denominator`` count answers, unweighted. ``share`` is weighted
    where there are ``weights``; its limits (Wilson's, 95%) then rest on the group's effective
    number of answers (Kish 1965), so weighting is never shown as more certain than it is.

    Raises:
        ValueError: the arguments differ in length.
    """
    if not len(labels) == len(groups) == (len(groups) if weights is None else len(weights)):
        raise ValueError("Labels, groups and weights must be of the same answers.")
    w = np.ones(len(groups)) if weights is None else np.asarray(weights, float)
    names, kinds = sorted(frozenset().union(*labels)), sorted(set(groups))
    group = np.array([kinds.index(value) for value in groups], dtype=np.int64)
    size = np.bincount(group, minlength=len(kinds))
    weight = np.bincount(group, weights=w, minlength=len(kinds))
    squares = np.bincount(group, weights=w**2, minlength=len(kinds))
    effective = np.divide(weight**2, squares, out=np.zeros(len(kinds)), where=squares > 0)
    rows: list[pa.Table] = []
    for name in names:
        has = np.array([name in found for found in labels])
        count = np.bincount(group[has], minlength=len(kinds))
        held = np.bincount(group[has], weights=w[has], minlength=len(kinds))
        share = np.divide(held, weight, out=np.full(len(kinds), np.nan), where=weight > 0)
        low, high = intervals.wilson(share * effective, effective)
        columns = ([name] * len(kinds), kinds, count, size, share, low, high)
        rows.append(pa.table(dict(zip(SCHEMA.names, columns, strict=True)), schema=SCHEMA))
    return pa.concat_tables(rows) if rows else SCHEMA.empty_table()


def protect_crosstab(table: pa.Table, rules: Policy | None = None) -> Protected:
    """Suppress and round a cross-tab, so that it can be shown to whoever may not see exact counts.

    Each label's answers add up to a total that is shown elsewhere, and so do the groups; the same
    group has the same denominator in every row. Shares are worked out again from rounded counts,
    unweighted: a weighted share of few people would give their number away.
    """
    rules = rules or policy()
    return protect(
        table,
        counts=("numerator", "denominator"),
        by="force",
        period="year",
        rates=(_RATE,),
        groups=[("label",)],
        rules=rules,
        same=_same_groups(table),
    )


def _same_groups(table: pa.Table) -> "_Same":
    rows: dict[str, list[int]] = {}
    for row, group in enumerate(table["group"].to_pylist()):
        rows.setdefault(group, []).append(row)
    return _Same(tuple(tuple(found) for found in rows.values()))


class _Same:
    """Hides a group's denominator in every row, and what it is the denominator of."""

    def __init__(self, groups: tuple[tuple[int, ...], ...]) -> None:
        self._groups = groups

    def __call__(self, cells: Cells) -> None:
        hidden = cells.hidden["denominator"]
        for rows in self._groups:
            index = list(rows)
            hidden[index] = hidden[index].any()
        # A numerator without its denominator would say how large the group is at least.
        cells.hidden["numerator"] |= hidden & (cells.values["numerator"] > 0)
