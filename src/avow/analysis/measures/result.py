"""What a measure gives back: a table that never travels without its definition and faults."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from avow.analysis.engine import Facts
from avow.analysis.measures.definition import Definition
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
    ]
)


@dataclass(frozen=True)
class Result:
    """A measure by area and period.

    ``table`` has the columns of ``SCHEMA``, one row per unit and period, sorted by unit (places
    not known last) and period. ``value``, ``low`` and ``high`` are in ``definition.unit``; they
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
    loaded = tuple(str(file) for name in TABLES for file in facts.files(name))
    for name in asked.tables:
        said += _found_by_loads(str(facts.folder), name, loaded)
    return tuple(dict.fromkeys(said))


@lru_cache(maxsize=64)
def _found_by_loads(
    folder: str,
    table: str,
    loaded: tuple[str, ...],  # noqa: ARG001 - part of the key: a new load has new file names
) -> tuple[str, ...]:
    """Return what the loads found. A load's files never change, so the answer holds for them."""
    from avow.analysis.feeds import faults as found

    return tuple(found(folder, table))
