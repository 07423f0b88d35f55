"""Suppress and round, so that a table can be published."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from avow.analysis.disclosure import adding_up
from avow.analysis.disclosure.cells import SUPPRESSED, Array, Cells, numbers, status_name
from avow.analysis.disclosure.checking import check
from avow.analysis.disclosure.lines import Line, alone, companion, labels, lines
from avow.analysis.disclosure.policy import Policy, policy
from avow.analysis.disclosure.rates import Rate
from avow.analysis.disclosure.report import Finding, Report
from avow.analysis.disclosure.sentences import protect_sentence
from avow.analysis.disclosure.sums import Sums, given_away
from avow.analysis.measures.gaps import small_numbers
from avow.analysis.measures.registry import RESIDENTS
from avow.analysis.tables import TABLES

# What a measure says of a figure whose cases are too few for an interval: it tells how few.
_TOO_FEW = re.compile(r"No interval: it needs [^.]*\.")
# Why there is no figure: of a hidden cell it tells that it is zero.
_NONE = re.compile(r"No figure: [^.]*\.")


@dataclass(frozen=True)
class Protected:
    """A protected table and the check it was put through afterwards, with what was done.

    ``faults`` are the sentences that go out with it, their counts protected as well.
    """

    table: pa.Table
    report: Report
    faults: tuple[str, ...] = ()


def protect(  # noqa: PLR0913 - each says what a reader may add up, or what may pass
    table: pa.Table,
    *,
    counts: Sequence[str],
    by: str,
    period: str,
    rates: Sequence[Rate] = (),
    groups: Sequence[tuple[str, ...]] = (),
    rules: Policy | None = None,
    same: Callable[[Cells], None] | None = None,
    kind: str = "counts",
    sums: Sums = (),
) -> Protected:
    """Suppress small counts, and those that would give them away, and round the rest.

    Each count column gets a ``<name>_status`` column: ``suppressed`` (the count is empty),
    ``rounded``, ``published`` (zero) or ``missing``. Columns of ``rates`` are worked out again
    from the protected counts. In a proportion the rest (denominator less numerator) is a count
    too: where it is small, the numerator is suppressed. ``same`` may hide further cells that show
    the same count as a hidden one. ``sums`` number the rows that add up to one figure of another
    table, shown rounded: none of them tells what is hidden. For the other arguments and errors see
    ``check``.
    """
    rules = rules or policy()
    cells = Cells.of(table, counts)
    for name in counts:
        cells.hidden[name] |= cells.small(name, rules)
    for rate in rates:
        _hide_few_values(cells, rate, rules)
        if status_name(rate.numerator) not in table.column_names:
            _hide_small_rest(cells, rate, rules)
    every = lines(table, counts, groups, rules)
    _hide_companions(
        cells, every, labels(table, counts), same, lambda: given_away(cells, every, sums, rules)
    )
    done = _written(table, cells, rates, rules)
    checked = check(
        done,
        counts=counts,
        by=by,
        period=period,
        kind=kind,
        rates=rates,
        groups=groups,
        rules=rules,
    )
    return Protected(done, Report((*checked.findings, *_notes(_hidden(cells), rules))))


def _notes(hidden: int, rules: Policy) -> tuple[Finding, Finding]:
    # How many of them are small is not said: where all are, some could be told from a total.
    return (
        Finding(
            "note",
            f"{hidden} counts are suppressed: small ones, and others that would give them away. "
            f"The rest are rounded to the nearest {rules.base}.",
        ),
        Finding(
            "note",
            "Tables of other measures, of overlapping areas and of another day are not compared "
            "here: the people who approve must think of them.",
        ),
    )


def protect_result(result: Any, rules: Policy | None = None) -> Protected:
    """Protect the table and the faults of a measure's ``Result``.

    Residents are public and stay as they are. The groups of a result that is split add up to the
    whole, and each group adds up over the places: both count as totals published elsewhere.
    """
    asked = result.definition
    rate = Rate("value", "numerator", "denominator", asked.plan.interval, asked.per, "low", "high")
    rules, table = rules or policy(), result.table
    kind = "counts" if result.group is None else "groups"
    if rules.finest[kind].get(result.by) == "year":
        table = table.filter(table["complete"])
    done = protect(
        table,
        counts=_counts(asked),
        by=result.by,
        period=result.period,
        rates=(rate,),
        groups=adding_up.wholes(result),
        rules=rules,
        same=_same_count(table) if asked.kind == "change" else None,
        kind=kind,
        sums=adding_up.sums(result, table),
    )
    return replace(done, table=_noted(done.table), faults=_told(result, rules))


def _noted(table: pa.Table) -> pa.Table:
    """Let notes on small numbers speak of the counts shown: of an exact one they would tell."""
    fewer_than, words = small_numbers()
    below = table["denominator"].to_pylist()
    states = [table[name].to_pylist() for name in table.column_names if name.endswith("_status")]
    notes = []
    for row, (note, shown) in enumerate(zip(table["note"].to_pylist(), below, strict=True)):
        kept = _TOO_FEW.sub("", note.replace(words, ""))
        if any(state[row] == SUPPRESSED for state in states):
            kept = _NONE.sub("", kept)
        small = words in note and shown is not None and shown < fewer_than
        notes.append(" ".join([*kept.split(), *([words] if small else [])]))
    at = table.schema.get_field_index("note")
    return table.set_column(at, table.schema.field(at), pa.array(notes, pa.string()))


def _counts(asked: Any) -> tuple[str, ...]:
    if asked.kind == "median":
        return ("denominator",)
    public = set(RESIDENTS) & set(asked.tables) or asked.kind == "count"
    return ("numerator",) if public else ("numerator", "denominator")


def _told(result: Any, rules: Policy) -> tuple[str, ...]:
    """Return the faults of a result; what is no reviewed text of ours was counted by a load."""
    tables = (TABLES[name] for name in result.definition.tables)
    ours = {*result.definition.caveats, *(fault for table in tables for fault in table.faults)}
    return tuple(f if f in ours else protect_sentence(f, rules) for f in result.faults)


def _hide_few_values(cells: Cells, rate: Rate, rules: Policy) -> None:
    """Hide a median of few values: its interval would show the least and the greatest of them."""
    if rate.kind == "median":
        number = cells.values[rate.denominator]
        few = (number > 0) & (number < rules.least_for_median)
        cells.hidden[rate.denominator] |= few


def _hide_small_rest(cells: Cells, rate: Rate, rules: Policy) -> None:
    if rate.kind != "proportion" or rate.denominator not in cells.values:
        return
    rest = cells.values[rate.denominator] - cells.values[rate.numerator]
    cells.hidden[rate.numerator] |= (rest > 0) & (rest < rules.threshold)


def _hide_companions(
    cells: Cells,
    every: Sequence[Line],
    order: Sequence[tuple[str, ...]],
    same: Callable[[Cells], None] | None,
    told: Callable[[], Iterable[Line]],
) -> None:
    """Hide the next smallest cell beside every lone one, and in every sum ``told``, until none is.

    A sum without any other part tells nothing that can be kept from it.
    """
    before = -1
    while before != _hidden(cells):
        before = _hidden(cells)
        if same:
            same(cells)
        for line in every:
            if alone(cells, line) and (further := companion(cells, line, order)):
                cells.hidden[further[0]][further[1]] = True
        for line in told():
            if further := companion(cells, line, order):
                cells.hidden[further[0]][further[1]] = True


def _same_count(table: pa.Table) -> Callable[[Cells], None]:
    """Return what hides a count wherever it stands: now, and as the year before of another row."""
    units = table.select(["force", "borough", "ward", "unit", "group"]).to_pylist()
    days = table["period"].to_pylist()
    row_of = {(*u.values(), d): i for i, (u, d) in enumerate(zip(units, days, strict=True))}
    pairs = [
        (row, row_of[earlier])
        for row, (u, d) in enumerate(zip(units, days, strict=True))
        if (earlier := (*u.values(), d.replace(year=d.year - 1))) in row_of
    ]

    def hide(cells: Cells) -> None:
        for later, earlier in pairs:
            either = cells.hidden["denominator"][later] or cells.hidden["numerator"][earlier]
            cells.hidden["denominator"][later] = cells.hidden["numerator"][earlier] = either

    return hide


def _hidden(cells: Cells) -> int:
    return sum(int(np.sum(flags)) for flags in cells.hidden.values())


def _written(table: pa.Table, cells: Cells, rates: Sequence[Rate], rules: Policy) -> pa.Table:
    shown: dict[str, Array] = {name: cells.rounded(name, rules) for name in cells.values}
    for rate in rates:
        above, below = (
            shown[name] if name in shown else numbers(table, name)
            for name in (rate.numerator, rate.denominator)
        )
        shown |= rate.figures(table, above, below)
    done = table
    for name, values in shown.items():
        column = pa.array(values, pa.float64(), mask=np.isnan(values)).cast(table[name].type)
        done = done.set_column(done.schema.get_field_index(name), name, column)
    for name in cells.values:
        states = pa.array(cells.statuses(name), pa.string())
        if status_name(name) in done.column_names:
            done = done.drop_columns([status_name(name)])
        done = done.add_column(done.schema.get_field_index(name) + 1, status_name(name), states)
    return done
