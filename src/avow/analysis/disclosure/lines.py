"""Lines of cells that add up to a total: one hidden cell in such a line can be worked out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from avow.analysis.disclosure.cells import Cells, status_name
from avow.analysis.disclosure.policy import Policy

Cell = tuple[str, int]  # column, row


@dataclass(frozen=True)
class Line:
    """Cells that add up to a total; ``total`` is None where it is published elsewhere."""

    parts: tuple[Cell, ...]
    total: Cell | None
    words: str


def lines(
    table: pa.Table, counts: Sequence[str], groups: Iterable[tuple[str, ...]], policy: Policy
) -> list[Line]:
    """Return every line of the table that a reader could add up.

    ``groups`` names columns: rows that agree in all of them add up to a total that is published
    elsewhere; no columns at all means all rows. Rows whose label is one of the policy's
    ``total_labels``, and a count column that is the sum of the others in every row, are totals
    within the table.
    """
    keys = _keys(table, counts)
    totals = _total_rows(keys, policy)
    found = [
        line
        for group in groups
        for line in _grouped(keys, table.num_rows, counts, group, {row for row, _ in totals})
    ]
    found += [line for row, label in totals for line in _within(keys, counts, row, label, totals)]
    found += _across(table, counts)
    # In this order each line is made safe; it must not hang on the order of the rows.
    return sorted(found, key=lambda line: (line.words, [name for name, _ in line.parts]))


def alone(cells: Cells, line: Line) -> Cell | None:
    """Return the only hidden cell of the line, which a reader could work out; else None.

    Where the line shows no other figure, its total is that cell, and is treated like it.
    """
    members = [*line.parts, *([line.total] if line.total else [])]
    hidden = [cell for cell in members if cells.hidden[cell[0]][cell[1]]]
    shown = len(members) - len(hidden) - sum(_missing(cells, cell) for cell in members)
    return hidden[0] if len(hidden) == 1 and shown else None


def _missing(cells: Cells, cell: Cell) -> bool:
    name, row = cell
    return bool(np.isnan(cells.values[name][row]) and not cells.hidden[name][row])


def companion(cells: Cells, line: Line, order: Sequence[tuple[str, ...]]) -> Cell | None:
    """Return the part to hide beside a lone one: the smallest above zero, else a zero.

    Equal counts are taken in the order of the rows' labels, so that the rows' order is no matter.
    A line without any other part has its total hidden.
    """
    free = [
        (cells.values[name][row] == 0, cells.values[name][row], order[row], name, row)
        for name, row in line.parts
        if not cells.hidden[name][row] and not _missing(cells, (name, row))
    ]
    if free:
        *_, name, row = min(free)
        return name, row
    return line.total


def labels(table: pa.Table, counts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what names each row: the text of all its columns that are not figures."""
    keys = _keys(table, counts)
    return list(zip(*(map(str, column) for column in keys.values()), strict=True)) or [
        () for _ in range(table.num_rows)
    ]


def _keys(table: pa.Table, counts: Sequence[str]) -> dict[str, list[object]]:
    """Return the columns that name a row: no figures, statuses or notes."""
    left_out = {*counts, *(status_name(name) for name in counts), "note", "complete"}
    return {
        field.name: table[field.name].to_pylist()
        for field in table.schema
        if field.name not in left_out and not pa.types.is_floating(field.type)
    }


def _total_rows(keys: dict[str, list[object]], policy: Policy) -> list[tuple[int, str]]:
    return [
        (row, name)
        for name, column in keys.items()
        for row, value in enumerate(column)
        if isinstance(value, str) and value.strip().lower() in policy.total_labels
    ]


def _grouped(
    keys: dict[str, list[object]],
    size: int,
    counts: Sequence[str],
    group: tuple[str, ...],
    totals: set[int],
) -> list[Line]:
    rows_of: dict[tuple[object, ...], list[int]] = {}
    for row in range(size):
        if row not in totals:
            rows_of.setdefault(tuple(keys[name][row] for name in group), []).append(row)
    return [
        Line(tuple((name, row) for row in rows), None, ", ".join(map(str, key)) or "all rows")
        for key, rows in rows_of.items()
        for name in counts
    ]


def _within(
    keys: dict[str, list[object]],
    counts: Sequence[str],
    total: int,
    label: str,
    totals: list[tuple[int, str]],
) -> list[Line]:
    """Return the lines of the total row ``total``: rows that agree in all its other labels."""
    fixed = [n for n in keys if n != label and keys[n][total] is not None]
    skip = {row for row, _ in totals}
    rows = [
        row
        for row in range(len(keys[label]))
        if row not in skip and all(keys[n][row] == keys[n][total] for n in fixed)
    ]
    words = ", ".join(str(keys[n][total]) for n in (*fixed, label))
    return [Line(tuple((name, row) for row in rows), (name, total), words) for name in counts]


def _across(table: pa.Table, counts: Sequence[str]) -> list[Line]:
    """Return a line per row where one count column is the sum of two or more others."""
    if len(counts) < 3:
        return []
    values = np.array([table[name].cast(pa.float64()).to_numpy() for name in counts])
    for index, name in enumerate(counts):
        others = np.delete(values, index, axis=0)
        named_total = name.lower() == "total"
        adds_up = np.all(np.isnan(values).any(axis=0) | (others.sum(axis=0) == values[index]))
        if named_total or (adds_up and not np.isnan(values).any() and table.num_rows > 0):
            rest = [other for other in counts if other != name]
            words = [", ".join(row) for row in labels(table, counts)]
            return [
                Line(tuple((other, row) for other in rest), (name, row), words[row])
                for row in range(table.num_rows)
            ]
    return []
