"""Two units side by side over time: the difference, its interval, and what it says in words."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from avow.analysis.variation.errors import VariationError
from avow.analysis.variation.one_group import of_one_group

APART, NOT_APART, NO_FIGURE = "differ", "may be chance", "no figure"
NO_INTERVAL = "no interval"


@dataclass(frozen=True)
class Comparison:
    """Two units of a measure.

    ``table`` has one row per complete period: period, the value of each unit (``first``,
    ``second``), difference (first less second), low, high, verdict: ``differ``, ``may be chance``,
    ``no interval`` where one of the two has none, or ``no figure``.
    """

    first: str
    second: str
    table: pa.Table
    sentences: tuple[str, ...]
    summary: str
    method: str
    cautions: tuple[str, ...]

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import page

        return page(self.summary, self.sentences, self.table)


def compare_two(result: Any, first: str, second: str, *, group: str | None = None) -> Comparison:
    """Compare two units of a measure's ``Result`` over its complete periods.

    The interval of the difference joins the units' own intervals (square and add): Newcombe (1998),
    Statistics in Medicine 17:873, method 10; Zou and Donner (2008), Statistics in Medicine 27:1693.
    ``group`` names the group to take of a result that is split by group.

    Raises:
        VariationError: a unit is not in the result, both are the same, or the result is split by
            group and none is named.
    """
    if first == second:
        raise VariationError(f"Name two units; {first} was named twice.")
    table = of_one_group(result, group)
    rows = [_rows(table, unit) for unit in (first, second)]
    for unit, found in zip((first, second), rows, strict=True):
        if not found:
            raise VariationError(f"There are no figures for {unit}.")
    periods = sorted(set(rows[0]) | set(rows[1]))
    made = [_compared(label, rows[0].get(label), rows[1].get(label)) for label in periods]
    schema = pa.schema(
        [("period", pa.string())]
        + [(name, pa.float64()) for name in ("first", "second", "difference", "low", "high")]
        + [("verdict", pa.string())]
    )
    unit = result.definition.unit
    return Comparison(
        first=first,
        second=second,
        table=pa.Table.from_pylist(made, schema=schema),
        sentences=tuple(_sentence(row, first, second, unit) for row in made),
        summary=_summary(made, first, second, unit),
        method="95% interval of the difference from the intervals of both, squared and added "
        "(Newcombe 1998, method 10; Zou and Donner 2008).",
        cautions=_cautions(result, len(made)),
    )


def _rows(table: Any, unit: str) -> dict[str, dict[str, Any]]:
    names = ["unit", "period_label", "complete", "value", "low", "high"]
    rows = table.select(names).to_pylist()
    return {row["period_label"]: row for row in rows if row["unit"] == unit and row["complete"]}


def _compared(label: str, a: dict[str, Any] | None, b: dict[str, Any] | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "period": label,
        "first": a["value"] if a else None,
        "second": b["value"] if b else None,
        "difference": None,
        "low": None,
        "high": None,
        "verdict": NO_FIGURE,
    }
    if not a or not b or row["first"] is None or row["second"] is None:
        return row
    gap = a["value"] - b["value"]
    if any(each[side] is None for each in (a, b) for side in ("low", "high")):
        return row | {"difference": gap, "verdict": NO_INTERVAL}
    low = gap - float(np.hypot(a["value"] - a["low"], b["high"] - b["value"]))
    high = gap + float(np.hypot(a["high"] - a["value"], b["value"] - b["low"]))
    verdict = NOT_APART if low <= 0 <= high else APART
    return row | {"difference": gap, "low": low, "high": high, "verdict": verdict}


def _sentence(row: dict[str, Any], first: str, second: str, unit: str) -> str:
    if row["verdict"] == NO_FIGURE:
        return f"{row['period']}: one of the two has no figure."
    more = "more" if row["difference"] > 0 else "less"
    share = unit.startswith("%")
    of_what = f" {'percentage points' if share else unit}"
    size = f"{_written(abs(row['difference']))}{of_what} {more} than {second}"
    if row["verdict"] == NO_INTERVAL:
        end = "; without an interval for both it cannot be said whether chance alone could do so."
    else:
        size += f" (95% interval {_written(row['low'], '+')} to {_written(row['high'], '+')})"
        end = "." if row["verdict"] == APART else "; chance alone could make such a difference."
    has = f"{_written(row['first'])}{'' if share else ' '}{unit}"
    return f"{row['period']}: {first} has {has}, {size}{end}"


def _written(value: float, sign: str = "") -> str:
    """Return a figure with one digit after the point, large ones with none."""
    return f"{value:{sign},.{0 if abs(value) >= 100 else 1}f}"


def _summary(rows: list[dict[str, Any]], first: str, second: str, unit: str) -> str:
    known = [row for row in rows if row["verdict"] != NO_FIGURE]
    if not known:
        return f"{first} and {second} have no period with figures for both."
    apart = [row for row in known if row["verdict"] == APART]
    above = sum(row["difference"] > 0 for row in apart)
    said = _sentence(known[-1], first, second, unit)
    judged = sum(row["verdict"] != NO_INTERVAL for row in known)
    if not judged:
        return said
    if not apart:
        return f"{said} In none of {judged} periods do they differ by more than chance can."
    return (
        f"{said} Over {judged} periods, {first} was clearly above {above} times and clearly "
        f"below {len(apart) - above} times."
    )


def _cautions(result: Any, periods: int) -> tuple[str, ...]:
    said = [
        f"Of {periods} periods with no difference behind them, about {periods * 0.05:.2g} would "
        "show one by chance.",
        "Two units differ in the mix of their cases and in who reports to them; adjust for the "
        "mix before asking about the work.",
    ]
    if result.definition.kind == "count":
        said.append("These are counts: the larger unit counts more. Compare a rate instead.")
    return tuple(said)
