"""Tallies become counts: one aggregate query a source, however many measures read it.

Every query counts by area and calendar month; quarters and years are added up from the months
afterwards, in whole numbers. Only whole numbers are summed in the engine, so that every engine
gives the same figure to the last digit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.engine import Facts
from avow.analysis.measures import groups
from avow.analysis.measures.conditions import Condition, holds
from avow.analysis.measures.crossings import AREA_COLUMNS
from avow.analysis.measures.groups import Group
from avow.analysis.measures.periods import WHOLE_MONTHS
from avow.analysis.measures.posts import with_training
from avow.analysis.measures.tallies import Source, Tally
from avow.analysis.tables import TABLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

# With more rows pairs of people of one case are counted in a part of the cases, of about so many.
ROWS_OF_CASES = 200_000

Integers = npt.NDArray[np.int64]
Names = tuple[str | None, ...]


@dataclass(frozen=True)
class Counted:
    """What a query found: one entry of each array a row.

    ``areas`` and ``groups`` are the different ones found, ``area`` and ``group`` say by position
    which a row is about; ``month`` counts months from the year 0 (see ``periods.number``);
    ``newest`` counts days from 1970 and ``rows`` what the day is the newest of, of tables by day;
    ``until`` and ``reached`` are the same of the day on which something came of a row;
    ``holder`` is the command unit, where places have one. ``whole`` is false of cases that were
    sampled: their counts are right for all places together.
    """

    areas: list[Names]
    area: Integers
    groups: list[Names]
    group: Integers
    month: Integers
    sums: Mapping[Tally, Integers]
    values: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    newest: Integers | None = None
    rows: Integers | None = None
    until: Integers | None = None
    reached: Integers | None = None
    holder: npt.NDArray[np.object_] | None = None
    whole: bool = True


@dataclass(frozen=True)
class Ask:
    """What is counted by: kind of area, group."""

    by: str
    group: Group = ()


def count(
    facts: Facts, wanted: Mapping[Source, Iterable[Tally]], ask: Ask
) -> dict[Source, Counted]:
    """Return the counts of every source, with one query each."""
    return {source: _found(facts, source, list(tallies), ask) for source, tallies in wanted.items()}


def query(facts: Facts, source: Source, tallies: list[Tally], ask: Ask, nth: int = 1) -> "ir.Table":
    """Return the one aggregate that counts ``tallies``, in columns ``n_0``, ``n_1``, and so on.

    Every condition is worked out once a row, however many tallies ask for it. Of a source by cases
    every ``nth`` is read.
    """
    if source.cases:
        return _query_of_cases(facts, source, tallies, ask, nth)
    rows, split = groups.joined(facts, source.table, ask.group)
    conditions = {c: f"c_{i}" for i, c in enumerate(dict.fromkeys(_conditions(tallies)))}
    rows = with_training(facts, rows, conditions)
    keys = _keys(rows, source, ask, split)
    when = TABLES[source.table].when
    more = {} if when in WHOLE_MONTHS else {"newest": when}
    if TABLES[source.table].until:
        more["until"] = TABLES[source.table].until
    if ask.by in {"borough", "ward"}:
        more["holder"] = "bcu"
    told = rows.select(
        **keys,
        **{name: holds(condition, rows) for condition, name in conditions.items()},
        **{f"a_{column}": rows[column].cast("int64") for column in _added(tallies)},
        **{name: rows[column] for name, column in more.items()},
    )
    met = [[told[conditions[condition]] for condition in tally.where] for tally in tallies]
    if source.value:
        told, more = _with_values(told, met), {}
    totals = {f"n_{i}": _sum(told, tally, met[i]) for i, tally in enumerate(tallies)}
    totals |= {name: told[name].max() for name in more}
    if "newest" in more:
        totals["rows"] = told.count().cast("int64")
    if "until" in more:
        totals["reached"] = told["until"].count().cast("int64")
    return told.group_by(list(keys)).aggregate(**totals)


def _query_of_cases(
    facts: Facts, source: Source, tallies: list[Tally], ask: Ask, nth: int
) -> "ir.Table":
    """Return the aggregate that counts pairs of rows of one case.

    Few cases have several rows: they are found first, by their number alone, and only theirs read.
    """
    rows, split = groups.joined(facts, source.table, ask.group)
    every = facts.table(source.table)
    if nth > 1:  # by the number that stands for the case, which is from a hash
        rows, every = (each.filter(each.offence % nth == 0) for each in (rows, every))
    several = every.group_by("offence").having(every.count() > 1).aggregate()
    rows = rows.semi_join(several, [rows.offence == several.offence])
    keys = _keys(rows, source, ask, split)
    asked = [_sets(tally) for tally in tallies]
    sets = {each: f"s_{i}" for i, each in enumerate(dict.fromkeys(s for a in asked for s in a))}
    met = {each: [holds(condition, rows) for condition in sorted(each, key=repr)] for each in sets}
    told = rows.select(
        **keys,
        case=rows.offence,
        **{name: reduce(and_, met[each]) for each, name in sets.items() if each},
    )
    cases = told.group_by([*keys, "case"]).aggregate(
        **{name: told[name].sum() if each else told.count() for each, name in sets.items()}
    )
    totals = {
        f"n_{i}": (cases[sets[one]] * cases[sets[other]] - cases[sets[both]]).sum().cast("int64")
        * nth
        for i, (one, other, both) in enumerate(asked)
    }
    return cases.group_by(list(keys)).aggregate(**totals)


def _every_nth(facts: Facts, source: Source) -> int:
    """Return of which part of the cases pairs are counted: of all but in large tables."""
    return max(1, int(facts.table(source.table).count().to_pyarrow().as_py()) // ROWS_OF_CASES)


def _sets(tally: Tally) -> tuple[frozenset[Condition], frozenset[Condition], frozenset[Condition]]:
    """Return the conditions of the first row of a pair, of the second, and of one that is both."""
    return frozenset(tally.where), frozenset(tally.beside), frozenset((*tally.where, *tally.beside))


def _keys(rows: "ir.Table", source: Source, ask: Ask, split: list[str]) -> "dict[str, ir.Value]":
    """Return what the counts are laid out by."""
    day = rows[TABLES[source.table].when]
    keys: dict[str, ir.Value] = {name: rows[name] for name in AREA_COLUMNS[ask.by]}
    keys |= {f"group_{i}": rows[name].cast("string") for i, name in enumerate(split)}
    # Much quicker than truncating the date, which the engine does by way of time stamps.
    keys["month"] = day.year().cast("int64") * 12 + day.month().cast("int64") - 1
    if source.value:
        keys["value"] = rows[source.value].cast("int64")
    return keys


def _conditions(tallies: Iterable[Tally]) -> Iterable[Condition]:
    return (condition for tally in tallies for condition in tally.where)


def _added(tallies: Iterable[Tally]) -> Iterable[str]:
    return dict.fromkeys(name for tally in tallies for name in (*tally.add, *tally.times))


def _with_values(told: "ir.Table", met: list[list[Any]]) -> "ir.Table":
    """Keep the rows that have a value and that some tally counts."""
    kept = told.filter(told.value.notnull())
    if not all(met):
        return kept
    return kept.filter(reduce(or_, [reduce(and_, each) for each in met]))


def _sum(told: "ir.Table", tally: Tally, met: list[Any]) -> "ir.IntegerScalar":
    if not tally.add:
        return (reduce(and_, met).sum() if met else told.count()).cast("int64")
    added: Any = reduce(add, [told[f"a_{name}"] for name in tally.add])
    if tally.times:
        added = added * reduce(add, [told[f"a_{name}"] for name in tally.times])
    return added.sum(where=reduce(and_, met) if met else None).cast("int64")


def _found(facts: Facts, source: Source, tallies: list[Tally], ask: Ask) -> Counted:
    nth = _every_nth(facts, source) if source.cases else 1
    rows = query(facts, source, tallies, ask, nth).to_pyarrow()
    areas, area = _distinct(rows, AREA_COLUMNS[ask.by])
    split, group = _distinct(rows, tuple(f"group_{i}" for i in range(len(ask.group))))
    return Counted(
        areas=areas,
        area=area,
        groups=split,
        group=group,
        month=_integers(rows["month"]),
        sums={tally: _integers(rows[f"n_{i}"]) for i, tally in enumerate(tallies)},
        values=_integers(rows["value"] if source.value else pa.chunked_array([], pa.int64())),
        newest=_days(rows["newest"]) if "newest" in rows.column_names else None,
        rows=_integers(rows["rows"]) if "rows" in rows.column_names else None,
        until=_days(rows["until"]) if "until" in rows.column_names else None,
        reached=_integers(rows["reached"]) if "reached" in rows.column_names else None,
        holder=_objects(rows["holder"]) if "holder" in rows.column_names else None,
        whole=nth == 1,
    )


def _days(days: pa.ChunkedArray) -> Integers:
    numbers = pc.fill_null(days.cast(pa.date32()).cast(pa.int32()), 0)
    return np.asarray(numbers.to_numpy(), dtype=np.int64)


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
