"""Second pass over an extract: columns taken from the offence, columns worked out, repeats found.

All of it is done by the engine, which may put on disk what does not fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.feeds.mapping.rules import ColumnMap, Rule, carried, derived
from avow.analysis.feeds.mapping.staging import PART, ROW
from avow.analysis.tables import TABLES
from avow.definitions import read

if TYPE_CHECKING:
    import ibis.expr.types as ir

_REASON, _PLACE, _FOUND = "_reason", "_place", "_found"
_NO_OFFENCE = "no offence of this reference is among the offences"
_SINCE = {"victims": "victim", "suspects": "suspect"}
_BATCH = 100_000


@dataclass(frozen=True)
class Finished:
    """Rows of one table, ready to be written, in the order of their key."""

    connection: Any
    loaded: str
    refused: Path
    merged: int

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the loaded rows as the engine sorts them; ask it nothing else meanwhile."""
        yield from self.connection.raw_sql(self.loaded).to_arrow_reader(_BATCH)

    def refusals(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows that cannot be loaded: ``_part``, ``_row``, ``_reason``, and cells."""
        for batch in pq.ParquetFile(self.refused).iter_batches(_BATCH):
            yield batch.to_pylist()


def finished(
    connection: Any, known: ColumnMap, table: str, staged: Path, offences: ir.Table | None
) -> Finished:
    """Return the rows of ``table`` made whole.

    ``staged`` is the staged file, beside which others are laid; ``offences`` the table that columns
    are taken from, None where there is none.
    """
    named = {name: rule for origin in known.of(table) for name, rule in origin.rules.items()}
    rows = _with_offence(connection.read_parquet(staged), table, named, offences)
    rows = _worked_out(rows, table, named)
    if offences is not None:
        halfway = staged.with_name(f"{table}.joined.parquet")
        rows.to_parquet(halfway)
        rows = connection.read_parquet(halfway)
    sound, refused, merged = rows.filter(rows[_REASON].isnull()), None, 0
    if _has_repeats(sound, table):
        halfway = staged.with_name(f"{table}.ranked.parquet")
        _ranked(known, table, sound).to_parquet(halfway)
        ranked = connection.read_parquet(halfway)
        merged, refused = _repeats(known, table, ranked)
        sound = ranked.filter(ranked[_PLACE] == 0)
    if "days_since_last" in derived(table, named):
        sound = _since_last(sound, _SINCE[table])
    contract = TABLES[table]
    order = [name for name in dict.fromkeys((contract.when, *contract.key)) if name]
    loaded = connection.compile(sound.select(list(contract.columns())).order_by(order))
    bad = rows.filter(rows[_REASON].notnull())
    bad = bad if refused is None else bad.union(refused)
    refused_to = staged.with_name(f"{table}.refused.parquet")
    bad.order_by([PART, ROW]).to_parquet(refused_to)
    return Finished(connection, loaded, refused_to, merged)


def _has_repeats(sound: ir.Table, table: str) -> bool:
    """Return whether two rows have one key; a map's rows are all of one force."""
    key = [name for name in TABLES[table].key if name != "force"]
    keys = sound.group_by(key).aggregate(rows=sound.count())
    return int(keys.rows.max().to_pyarrow().as_py() or 0) > 1


def _with_offence(
    rows: ir.Table, table: str, named: dict[str, Rule], offences: ir.Table | None
) -> ir.Table:
    """Return rows with columns taken from their offence, and a reason where there is none."""
    import ibis

    wanted = [name for name in carried(table, named) if name not in rows.columns]
    rows = rows.mutate(**{_REASON: ibis.null("string")})
    if not wanted:
        return rows
    if offences is None:
        columns = TABLES[table].columns()
        return rows.mutate(
            **{name: ibis.null(ibis.dtype(columns[name].dtype)) for name in wanted}
            | {_REASON: ibis.literal(_NO_OFFENCE)}
        )
    own = offences.select("force", "offence", *wanted).mutate(**{_FOUND: True})
    joined = rows.left_join(own, ["force", "offence"]).drop("force_right", "offence_right")
    reason = ibis.ifelse(joined[_FOUND].isnull(), _NO_OFFENCE, ibis.null("string"))
    return joined.mutate(**{_REASON: reason}).drop(_FOUND)


def _worked_out(rows: ir.Table, table: str, named: dict[str, Rule]) -> ir.Table:
    """Return rows with days counted between dates, and a reason where they are negative."""
    import ibis

    later = {
        name: (rows[name], rows[rule.days_after])
        for name, rule in named.items()
        if rule.days_after and name in rows.columns
    }
    if "days" in derived(table, named):
        reached = "reached_on" if table == "steps" else "outcome_on"
        later["days"] = (rows[reached], rows.recorded_on)
    if later:
        rows = rows.mutate(
            **{
                name: end.delta(start, unit="day").cast("int32")
                for name, (end, start) in later.items()
            }
        )
    if "outcome_group" in derived(table, named):
        groups = {one["number"]: one["group"] for one in read("outcomes", "home-office")["type"]}
        rows = rows.mutate(outcome_group=rows.outcome_type.cases(*groups.items()))
        unknown = rows[_REASON].isnull() & rows.outcome_group.isnull()
        words = "outcome_type is no Home Office outcome type"
        rows = rows.mutate(**{_REASON: ibis.ifelse(unknown, words, rows[_REASON])})
    for name in later:
        words = f"{name} is negative: the later date lies before the earlier one"
        early = rows[_REASON].isnull() & (rows[name] < 0)
        rows = rows.mutate(**{_REASON: ibis.ifelse(early, words, rows[_REASON])})
    return rows


def _ranked(known: ColumnMap, table: str, rows: ir.Table) -> ir.Table:
    """Return rows with the place of each among those of its key, from 0."""
    import ibis

    order: list[Any] = [rows[PART], rows[ROW]]
    which, by = next((o.keep for o in known.of(table) if o.keep[0]), ("", ""))
    if which:
        order.insert(0, rows[by].asc() if which == "first" else rows[by].desc())
    window = ibis.window(group_by=list(TABLES[table].key), order_by=order)
    return rows.mutate(**{_PLACE: ibis.row_number().over(window)})


def _repeats(known: ColumnMap, table: str, ranked: ir.Table) -> tuple[int, ir.Table]:
    """Return how many rows say the same again, and those that say something else of one key."""
    import ibis

    again = ranked.filter(ranked[_PLACE] > 0)
    number = int(again.count().to_pyarrow().as_py())
    if any(origin.keep[0] for origin in known.of(table)):
        return number, again.drop(_PLACE).limit(0)
    key = list(TABLES[table].key)
    other = [n for n in ranked.columns if n not in {*key, PART, ROW, _REASON, _PLACE}]
    first = ranked.filter(ranked[_PLACE] == 0)
    first = first.select(*key, *other).rename({f"{n}_first": n for n in (*key, *other)})
    same_key = [again[n].identical_to(first[f"{n}_first"]) for n in key]
    paired = again.join(first, same_key)
    differs = ibis.or_(*[~paired[n].identical_to(paired[f"{n}_first"]) for n in other])
    words = f"an earlier row has the same {', '.join(key)} and says something else"
    clashing = (
        paired.filter(differs)
        .mutate(**{_REASON: ibis.literal(words)})
        .select(*[name for name in ranked.columns if name != _PLACE])
    )
    return number - int(clashing.count().to_pyarrow().as_py()), clashing


def _since_last(rows: ir.Table, person: str) -> ir.Table:
    """Return rows with the days since the same person was last recorded in the table."""
    import ibis

    window = ibis.window(group_by=["force", person], order_by=[rows.recorded_on, rows.offence])
    before = rows.recorded_on.lag().over(window)
    return rows.mutate(days_since_last=rows.recorded_on.delta(before, unit="day").cast("int32"))
