"""What a measure gives back: a table that never travels without its definition and faults."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from avow.analysis.engine import Facts, layout
from avow.analysis.measures import groups
from avow.analysis.measures.definition import Definition
from avow.analysis.measures.figures import Figures
from avow.analysis.measures.grid import Array, Flags, Grid
from avow.analysis.measures.periods import label, number
from avow.analysis.tables import TABLES

SCHEMA = pa.schema(
    [
        ("unit_kind", pa.string()),
        ("unit", pa.string()),
        ("force", pa.string()),
        ("bcu", pa.string()),
        ("borough", pa.string()),
        ("ward", pa.string()),
        ("period", pa.date32()),
        ("period_label", pa.string()),
        ("complete", pa.bool_()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("note", pa.string()),
        ("group", pa.string()),
    ]
)

_SHOWN = ("numerator", "denominator", "value", "low", "high", "note")


@dataclass(frozen=True)
class Result:
    """A measure by area and period, perhaps split by ``group``.

    ``table`` has the columns of ``SCHEMA``, one row per unit, group and period, sorted by unit
    (places not known last), group (as the contract lists them, not known last) and period.
    ``group`` is empty without a split; a median has no numerator, and counts its values in
    ``denominator``. ``value``, ``low`` and ``high`` are in ``definition.unit``; they
    are empty where there is no figure, and ``note`` says why. ``complete`` is false where months
    of the period are missing.
    """

    definition: Definition
    by: str
    period: str
    table: pa.Table
    faults: tuple[str, ...]
    method: str
    caution: str
    group: str | None = None

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import letter

        split = f", split by {self.group}" if self.group else ""
        summary = f"{self.definition.title} ({self.definition.unit}), by {self.by}{split}"
        parts = (("", [self.method, self.caution]), ("Known faults of the data", self.faults))
        names = ["unit", *(["group"] if self.group else []), "period_label", *_SHOWN]
        return letter(summary, parts, self.table.select(names))

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values for JSON; dates are ISO strings."""
        rows = self.table.to_pylist()
        for row in rows:
            row["period"] = row["period"].isoformat()
        return {
            "measure": self.definition.id,
            "title": self.definition.title,
            "by": self.by,
            "period": self.period,
            "group": self.group,
            "unit": self.definition.unit,
            "better": self.definition.better,
            "definition": definition_as_dict(self.definition),
            "faults": list(self.faults),
            "method": self.method,
            "caution": self.caution,
            "rows": rows,
        }


def definition_as_dict(asked: Definition) -> dict[str, Any]:
    """Return a definition as plain values for JSON; dates are ISO strings."""
    plain = asdict(asked) | {"caution": asked.caution_text}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in plain.items()
    }


def faults(asked: Definition, facts: Facts) -> tuple[str, ...]:
    """Return what is known to be wrong with the measure's data, without repeats.

    First what its definition says, then its tables, then what the loads found in the sources.
    """
    said = [*asked.caveats, *(fault for name in asked.tables for fault in TABLES[name].faults)]
    loaded = tuple(layout.state(facts.folder).items())
    for name in asked.tables:
        said += _found_by_loads(str(facts.folder), name, loaded)
    return tuple(dict.fromkeys(said))


@lru_cache(maxsize=64)
def _found_by_loads(
    folder: str,
    table: str,
    loaded: tuple[tuple[str, tuple[str, ...]], ...],  # noqa: ARG001 - part of the key: a new load has new file names
) -> tuple[str, ...]:
    """Return what the loads found. A load's files never change, so the answer holds for them."""
    from avow.analysis.feeds import faults as found

    return tuple(found(folder, table))


def table_of(laid: Grid, figures: Figures, start: date | None, end: date | None) -> pa.Table:
    """Return the rows of a result: every unit and group, period by period."""
    kept = _between(laid, start, end)
    rows, periods = len(laid.units), int(kept.sum())
    starts = [day for day, keep in zip(laid.starts, kept, strict=True) if keep]
    each_row, each_period = np.repeat(np.arange(rows), periods), np.tile(np.arange(periods), rows)

    def of_rows(values: list[str | None]) -> pa.Array:
        return pa.array(values, pa.string()).take(pa.array(each_row))

    def cells(values: Array, dtype: pa.DataType) -> pa.Array:
        flat = values[:, kept].ravel()
        return pa.array(flat, pa.float64(), mask=np.isnan(flat)).cast(dtype)

    labels = pa.array([label(day, laid.period) for day in starts], pa.string())
    split = [groups.label(names) if names else None for names in laid.groups]
    columns = {
        "unit_kind": of_rows([laid.by] * rows),
        "unit": of_rows([u.label(laid.by) for u in laid.units]),
        "force": of_rows([u.force for u in laid.units]),
        "bcu": of_rows([u.bcu for u in laid.units]),
        "borough": of_rows([u.borough for u in laid.units]),
        "ward": of_rows([u.ward for u in laid.units]),
        "period": pa.array(starts, pa.date32()).take(pa.array(each_period)),
        "period_label": labels.take(pa.array(each_period)),
        "complete": pa.array(laid.complete[:, kept].ravel()),
        "numerator": cells(figures.numerator, pa.int64()),
        "denominator": cells(figures.denominator, pa.int64()),
        "value": cells(figures.value, pa.float64()),
        "low": cells(figures.low, pa.float64()),
        "high": cells(figures.high, pa.float64()),
        "note": pa.array([text.strip() for text in laid.notes[:, kept].ravel()], pa.string()),
        "group": of_rows(split),
    }
    return pa.table(columns, schema=SCHEMA)


def _between(laid: Grid, start: date | None, end: date | None) -> Flags:
    where = [number(day, laid.period) for day in laid.starts]
    first = number(start, laid.period) if start else min(where, default=0)
    last = number(end, laid.period) if end else max(where, default=0)
    return np.array([first <= here <= last for here in where], dtype=bool)
