"""Tallies become counts: one aggregate query a source, however many measures read it.

Every query counts by area and calendar month; quarters and years are added up from the months
afterwards, in whole numbers. Only whole numbers are summed in the engine, so that every engine
gives the same figure to the last digit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add, and_, or_
from typing import Any

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.engine import Facts
from avow.analysis.measures import groups
from avow.analysis.measures.conditions import Conditions, holds
from avow.analysis.measures.crossings import AREA_COLUMNS
from avow.analysis.measures.groups import Group
from avow.analysis.measures.tallies import Source, Tally
from avow.analysis.tables import TABLES

Integers = npt.NDArray[np.int64]
Names = tuple[str | None, ...]

_MONTHS_BEFORE_1970 = 1970 * 12


@dataclass(frozen=True)
class Counted:
    """What a query found: one entry of each array a row.

    ``areas`` and ``groups`` are the different ones found, ``area`` and ``group`` say by position
    which a row is about; ``month`` counts months from the year 0 (see ``periods.number``);
    ``newest`` counts days from 1970; ``holder`` is the command unit, where places have one.
    """

    areas: list[Names]
    area: Integers
    groups: list[Names]
    group: Integers
    month: Integers
    sums: Mapping[Tally, Integers]
    values: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    newest: Integers | None = None
    holder: npt.NDArray[np.object_] | None = None


@dataclass(frozen=True)
class Ask:
    """What is counted by: kind of area, group; ``newest`` asks for the newest day of each row."""

    by: str
    group: Group = ()
    newest: bool = False


def count(
    facts: Facts, wanted: Mapping[Source, Iterable[Tally]], ask: Ask
) -> dict[Source, Counted]:
    """Return the counts of every source, with one query each."""
    return {source: _found(facts, source, list(tallies), ask) for source, tallies in wanted.items()}


def query(facts: Facts, source: Source, tallies: list[Tally], ask: Ask) -> ir.Table:
    """Return the one aggregate that counts ``tallies``, in columns ``n_0``, ``n_1``, and so on."""
    rows, split = groups.joined(facts, source.table, ask.group)
    if source.trained:
        rows = _trained(facts, rows, source.trained)
    if source.value:
        rows = rows.filter(rows[source.value].notnull(), *_any_of(rows, tallies))
    when = TABLES[source.table].when
    by = {name: rows[name] for name in AREA_COLUMNS[ask.by]}
    by |= {f"group_{i}": rows[name].cast("string") for i, name in enumerate(split)}
    by["month"] = rows[when].truncate("M")
    if source.value:
        by["value"] = rows[source.value].cast("int64")
    totals = {f"n_{i}": _sum(rows, tally) for i, tally in enumerate(tallies)}
    if ask.newest and not source.value:
        totals["newest"] = rows[when].max()
    if ask.by in {"borough", "ward"} and not source.value:
        totals["holder"] = rows.bcu.max()
    return rows.group_by(**by).aggregate(**totals)


def _any_of(rows: ir.Table, tallies: list[Tally]) -> list[ir.BooleanValue]:
    if not all(tally.where for tally in tallies):
        return []
    return [reduce(or_, [_all(rows, tally.where) for tally in tallies])]


def _all(rows: ir.Table, where: Conditions) -> ir.BooleanValue:
    return reduce(and_, [holds(condition, rows) for condition in where])


def _sum(rows: ir.Table, tally: Tally) -> ir.IntegerScalar:
    met = _all(rows, tally.where) if tally.where else None
    if not tally.add:
        return rows.count(where=met).cast("int64")
    added: Any = reduce(add, [rows[name].cast("int64") for name in tally.add])
    if tally.times:
        added = added * reduce(add, [rows[name].cast("int64") for name in tally.times])
    return added.sum(where=met).cast("int64")


def _trained(facts: Facts, rows: ir.Table, courses: tuple[str, ...]) -> ir.Table:
    """Keep the posts whose holder has a course that is valid on the day of the snapshot."""
    done = facts.table("training")
    done = done.filter(done.course.isin(list(courses))).select(
        trained_force=done.force,
        trained_post=done.post,
        completed_on=done.completed_on,
        valid_until=done.valid_until,
    )
    return rows.semi_join(
        done,
        [
            rows.force == done.trained_force,
            rows.post == done.trained_post,
            done.completed_on <= rows.as_at,
            done.valid_until.isnull() | (done.valid_until > rows.as_at),
        ],
    )


def _found(facts: Facts, source: Source, tallies: list[Tally], ask: Ask) -> Counted:
    rows = query(facts, source, tallies, ask).to_pyarrow()
    areas, area = _distinct(rows, AREA_COLUMNS[ask.by])
    split, group = _distinct(rows, tuple(f"group_{i}" for i in range(len(ask.group))))
    return Counted(
        areas=areas,
        area=area,
        groups=split,
        group=group,
        month=months(rows["month"]),
        sums={tally: _integers(rows[f"n_{i}"]) for i, tally in enumerate(tallies)},
        values=_integers(rows["value"] if source.value else pa.chunked_array([], pa.int64())),
        newest=_days(rows["newest"]) if "newest" in rows.column_names else None,
        holder=_objects(rows["holder"]) if "holder" in rows.column_names else None,
    )


def months(days: pa.ChunkedArray) -> Integers:
    """Return the month of each day, counted from the year 0."""
    numbers = days.cast(pa.date32()).to_numpy().astype("datetime64[M]").astype(np.int64)
    return np.asarray(numbers + _MONTHS_BEFORE_1970, dtype=np.int64)


def _days(days: pa.ChunkedArray) -> Integers:
    return np.asarray(days.cast(pa.date32()).cast(pa.int32()).to_numpy(), dtype=np.int64)


def _integers(column: pa.ChunkedArray) -> Integers:
    return np.asarray(pc.fill_null(column, 0).to_numpy(), dtype=np.int64)


def _objects(column: pa.ChunkedArray) -> npt.NDArray[np.object_]:
    return np.array(column.to_pylist(), dtype=object)


def _distinct(rows: pa.Table, columns: Iterable[str]) -> tuple[list[Names], Integers]:
    """Return the different combinations found in ``columns``, and which each row has."""
    codes = np.zeros(rows.num_rows, dtype=np.int64)
    named: list[Names] = [()]
    for column in columns:
        found = rows[column].combine_chunks().dictionary_encode(null_encoding="encode")
        here = found.dictionary.to_pylist()
        codes = codes * max(len(here), 1) + found.indices.to_numpy(zero_copy_only=False)
        named = [(*before, name) for before in named for name in here]
    used, compact = np.unique(codes, return_inverse=True)
    return [named[i] for i in used], np.asarray(compact, dtype=np.int64)
