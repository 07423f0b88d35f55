"""A comparison that may leave: no small count in it, and none that can be worked out."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from avow.analysis.disclosure import Protected, Rate, protect
from avow.analysis.disclosure.cells import Cells
from avow.analysis.disparity.result import Disparity
from avow.analysis.disparity.tally import FROM_BEFORE, FROM_START

_KEPT = ("step", "since", "out_of", "group", "reached", "of", "rate", "rate_low", "rate_high")


def protect_disparity(found: Disparity, by: str, period: str) -> Protected:
    """Return the table of ``found`` with counts suppressed and rounded, and ratios from those.

    Groups of one stage add up to a total that may be published elsewhere, so no count is left
    that such a total would give away; the same people in several rows are hidden in all of them.
    Sentences are not carried over: they tell exact figures.

    Raises:
        ValueError: there is no such kind of area or period.
    """
    table = found.table.select(list(_KEPT))
    done = protect(
        table,
        counts=("reached", "of"),
        by=by,
        period=period,
        rates=(Rate("rate", "reached", "of", "proportion", 1, "rate_low", "rate_high"),),
        groups=[("step", "since")],
        same=_same_people(table, found.steps),
    )
    return Protected(_with_ratio(done.table, found.reference), done.report, done.faults)


def _same_people(table: pa.Table, steps: tuple[str, ...]) -> Callable[[Cells], None]:
    """Return what hides a count wherever the same people stand in another row or column."""
    rows = table.select(["step", "since", "group"]).to_pylist()
    sets: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for place, row in enumerate(rows):
        sets.setdefault((row["step"], row["group"]), []).append(("reached", place))
        if row["since"] == FROM_START:
            sets.setdefault(("", row["group"]), []).append(("of", place))
        elif row["since"] == FROM_BEFORE:
            before = steps[steps.index(row["step"]) - 1]
            sets.setdefault((before, row["group"]), []).append(("of", place))

    def hide(cells: Cells) -> None:
        for members in sets.values():
            if any(cells.hidden[name][place] for name, place in members):
                for name, place in members:
                    cells.hidden[name][place] = True

    return hide


def _with_ratio(table: pa.Table, reference: str) -> pa.Table:
    rows = table.to_pylist()
    base = {(r["step"], r["since"]): r["rate"] for r in rows if r["group"] == reference}
    ratios = [
        row["rate"] / base[row["step"], row["since"]]
        if row["rate"] is not None and base.get((row["step"], row["since"]))
        else np.nan
        for row in rows
    ]
    column = pa.array(ratios, pa.float64(), mask=np.isnan(np.array(ratios, float)))
    return table.append_column("ratio", column)
