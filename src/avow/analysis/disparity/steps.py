"""How far people of each group came: the few counts that every comparison is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.disparity.errors import DisparityError, StepCellError
from avow.analysis.disparity.variable import (
    NOT_KNOWN,
    Rules,
    Variable,
    require_separate,
    rules,
    variable,
)

_YES = frozenset({"1", "true", "t", "yes", "y"})
_NO = frozenset({"0", "false", "f", "no", "n"})
_MOST_STEPS = 30
BETWEEN = ", "
SCHEMA = pa.schema(
    [
        pa.field("unit", pa.string()),
        pa.field("group", pa.string()),
        pa.field("stratum", pa.string()),
        pa.field("reached", pa.int64(), nullable=False),
        pa.field("people", pa.int64(), nullable=False),
        pa.field("squares", pa.int64()),
    ]
)


@dataclass(frozen=True)
class StepTable:
    """Counts of people by group, stratum, unit and the steps they reached.

    ``table`` has the columns of ``SCHEMA``: bit i of ``reached`` says whether step i was, and an
    empty ``group`` that nobody knows it. ``squares`` adds up, over cases, the square of how many
    of the ``people`` came in each; it is empty where each came alone. ``counted`` names who is
    counted, ``start`` what all of them have reached.
    """

    table: pa.Table
    steps: tuple[str, ...]
    variable: Variable
    second: Variable | None = None
    strata: tuple[str, ...] = ()
    counted: str = "people"
    start: str = "the report"
    cautions: tuple[str, ...] = ()

    @property
    def units(self) -> list[str]:
        """The units, sorted; empty where the counts are not split by unit."""
        return sorted({unit for unit in self.table["unit"].to_pylist() if unit is not None})

    def of_unit(self, unit: str) -> "StepTable":
        """Return the counts of one unit.

        Raises:
            DisparityError: there is no such unit.
        """
        if unit not in self.units:
            raise DisparityError(
                f"No unit is called {unit!r}: there are {', '.join(self.units) or 'none'}."
            )
        return replace(self, table=self.table.filter(pc.equal(self.table["unit"], unit)))


def require_steps(steps: Sequence[str]) -> tuple[str, ...]:
    """Return the steps as given.

    Raises:
        DisparityError: there are none, too many, or one stands twice.
    """
    if not steps or len(set(steps)) < len(steps) or len(steps) > _MOST_STEPS:
        raise DisparityError(
            f"Name 1 to {_MOST_STEPS} steps, each once, in the order in which a case reaches them."
        )
    return tuple(steps)


def steps_of(
    rows: pa.Table,
    *,
    group: str | Variable,
    steps: Sequence[str],
    second: str | Variable | None = None,
    strata: Sequence[str] = (),
    policy: Rules | None = None,
    counted: str = "people",
) -> StepTable:
    """Count rows, one a person, by group and by which of the columns ``steps`` say yes.

    A column of steps holds yes or no (booleans, 1 and 0, or those words); an empty cell is a step
    that was not reached.

    Raises:
        DisparityError: a column is not there or holds something else, or the two variables are
            about the same thing.
    """
    policy = policy or rules()
    first, other = _variable(group, policy), _variable(second, policy) if second else None
    if other:
        require_separate(first, other)
    named = [_column_name(given) for given in (group, second) if given]
    for name in (*named, *steps, *strata):
        _require_column(rows, name)
    codes, labels = _groups(rows, named, [v for v in (first, other) if v], policy)
    layer, layers = _strata(rows, strata)
    mask, empty = _mask(rows, require_steps(steps))
    return StepTable(
        table=_counted(codes, labels, layer, layers, mask),
        steps=tuple(steps),
        variable=first,
        second=other,
        strata=tuple(strata),
        counted=counted,
        start="the start" if len(steps) > 1 else "the rows given",
        cautions=_empty_cautions(empty, rows.num_rows),
    )


def _variable(given: str | Variable, policy: Rules) -> Variable:
    return variable(given, policy) if isinstance(given, str) else given


def _column_name(given: str | Variable) -> str:
    return given.name if isinstance(given, Variable) else given


def _require_column(rows: pa.Table, name: str) -> None:
    if name not in rows.column_names:
        raise DisparityError(
            f"There is no column {name!r}: the rows have {', '.join(rows.column_names)}."
        )


def _groups(
    rows: pa.Table, names: Sequence[str], variables: Sequence[Variable], policy: Rules
) -> tuple[np.ndarray[Any, Any], list[str | None]]:
    """Return a code per row and the group of each code; None where any part is not known."""
    codes, labels = _encoded(rows[names[0]], variables[0], policy)
    for name, each in zip(names[1:], variables[1:], strict=True):
        more, others = _encoded(rows[name], each, policy)
        codes = codes * len(others) + more
        labels = [
            None if one is None or other is None else f"{one}{BETWEEN}{other}"
            for one in labels
            for other in others
        ]
    return codes, labels


def _encoded(
    column: pa.ChunkedArray, about: Variable, policy: Rules
) -> tuple[np.ndarray[Any, Any], list[str | None]]:
    codes, values = _dictionary(column)
    return codes, [None if policy.is_missing(v) else about.label(v) for v in values]


def _dictionary(column: pa.ChunkedArray) -> tuple[np.ndarray[Any, Any], list[Any]]:
    """Return a code per row and the value of each code; an empty cell has the last code."""
    if pa.types.is_dictionary(column.type):
        # Dictionaries that hold an empty value cannot be brought together.
        if any(chunk.dictionary.null_count for chunk in column.chunks):
            column = column.cast(column.type.value_type).dictionary_encode()
    else:
        column = column.dictionary_encode()
    whole = pa.chunked_array(column.unify_dictionaries().chunks, column.type).combine_chunks()
    values = whole.dictionary.to_pylist()
    indices = whole.indices
    if indices.null_count:
        indices = indices.fill_null(len(values))
        values.append(None)
    return indices.to_numpy(zero_copy_only=False).astype(np.int64), values or [None]


def _strata(rows: pa.Table, names: Sequence[str]) -> tuple[np.ndarray[Any, Any], list[str]]:
    codes, labels = np.zeros(rows.num_rows, np.int64), [""]
    for name in names:
        more, values = _dictionary(rows[name])
        codes = codes * len(values) + more
        labels = [
            BETWEEN.join(filter(None, (label, NOT_KNOWN if v is None else str(v))))
            for label in labels
            for v in values
        ]
    return codes, labels


def _mask(rows: pa.Table, steps: Sequence[str]) -> tuple[np.ndarray[Any, Any], Mapping[str, int]]:
    mask = np.zeros(rows.num_rows, np.int64)
    empty = {}
    for position, name in enumerate(steps):
        column = rows[name]
        if column.null_count:
            empty[name] = column.null_count
        mask |= _reached(column, name).astype(np.int64) << position
    return mask, empty


def _reached(column: pa.ChunkedArray, name: str) -> np.ndarray[Any, Any]:
    if pa.types.is_boolean(column.type):
        return np.asarray(pc.fill_null(column, False).to_numpy(), bool)
    codes, values = _dictionary(column)
    said = [_yes(value, name, codes, code) for code, value in enumerate(values)]
    return np.asarray(np.array(said, bool)[codes])


def _yes(value: Any, name: str, codes: np.ndarray[Any, Any], code: int) -> bool:
    if value is None:
        return False
    word = str(value).strip().lower().removesuffix(".0")
    if word in _YES:
        return True
    if word in _NO or not word:
        return False
    row = int(np.argmax(codes == code)) + 1
    raise StepCellError(name, row, value)


def _counted(
    codes: np.ndarray[Any, Any],
    labels: Sequence[str | None],
    layer: np.ndarray[Any, Any],
    layers: Sequence[str],
    mask: np.ndarray[Any, Any],
) -> pa.Table:
    # One number per row holds all three, so that one count over it is the whole group-by.
    bits = max(int(mask.max()).bit_length(), 1) if len(mask) else 1
    key = ((layer * len(labels) + codes) << bits) | mask
    size = len(layers) * len(labels) << bits
    if size <= max(1 << 20, 4 * len(key)):
        totals = np.bincount(key, minlength=1)
        found = np.flatnonzero(totals)
        totals = totals[found]
    else:
        found, totals = np.unique(key, return_counts=True)
    group, stratum = (found >> bits) % len(labels), (found >> bits) // len(labels)
    counts = pa.table(
        {
            "unit": pa.nulls(len(found), pa.string()),
            "group": pa.array([labels[i] for i in group], pa.string()),
            "stratum": pa.array([layers[i] for i in stratum], pa.string()),
            "reached": pa.array(found & ((1 << bits) - 1), pa.int64()),
            "people": pa.array(totals, pa.int64()),
            "squares": pa.nulls(len(found), pa.int64()),
        },
        schema=SCHEMA,
    )
    # Several words mean that nobody knows the group: they are one.
    sums = ["people", "squares"]
    keys = [name for name in SCHEMA.names if name not in sums]
    merged = counts.group_by(keys).aggregate([(name, "sum") for name in sums])
    return merged.rename_columns([*keys, *sums]).cast(SCHEMA)


def _empty_cautions(empty: Mapping[str, int], rows: int) -> tuple[str, ...]:
    return tuple(
        f"{name!r} is empty in {count:,} of {rows:,} rows; they are counted as not having "
        "reached it."
        for name, count in empty.items()
    )
