"""The check before anything is public: what may not pass, and what must change first."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from avow.analysis.disclosure.cells import Array, Cells, numbers, status_name
from avow.analysis.disclosure.lines import Line, alone, lines
from avow.analysis.disclosure.policy import Policy, policy
from avow.analysis.disclosure.rates import Rate
from avow.analysis.disclosure.report import Finding, Report

_TOLERANCE = 1e-9


def check(
    table: pa.Table,
    *,
    counts: Sequence[str],
    by: str,
    period: str,
    kind: str = "counts",
    rates: Sequence[Rate] = (),
    groups: Iterable[tuple[str, ...]] = (),
    rules: Policy | None = None,
) -> Report:
    """Check a table against the policy, as it is.

    ``counts`` are the columns that count people or cases, ``rates`` the figures worked out from
    them, ``groups`` the columns whose rows add up to a total published elsewhere. ``kind`` is
    ``counts`` (a row is a group of cases) or ``records`` (a row is a case).

    Raises:
        ValueError: a column that is named is not in the table or holds no counts, or there is
            no such kind of table or period.
    """
    rules = rules or policy()
    found = [*_grain(table, rules, kind, by, period), *_columns(table, rules, counts, rates)]
    if kind == "records":
        return Report((*found, *_records(table, rules)))
    cells = Cells.of(table, counts)
    for name in counts:
        found += _counts(table, cells, name, rules)
    for rate in rates:
        found += [*_rates(table, cells, rate), *_rest(cells, rate, rules)]
        found += _few_values(cells, rate, rules)
    found += _recoverable(cells, lines(table, counts, groups, rules))
    return Report(tuple(found))


def _recoverable(cells: Cells, every: Iterable[Line]) -> list[Finding]:
    return [
        Finding(
            "block",
            f"{lone[0]}: one suppressed cell in a row with a published total can be "
            f"recovered ({line.words}).",
            lone[0],
        )
        for line in every
        if (lone := alone(cells, line))
    ]


def _grain(table: pa.Table, rules: Policy, kind: str, by: str, period: str) -> list[Finding]:
    refusal = rules.refusal(kind, by, period)
    found = [Finding("block", refusal)] if refusal else []
    at_limit = rules.finest[kind].get(by) == period == "year"
    if at_limit and "complete" in table.column_names:
        short = table["complete"].to_pylist().count(False)
        if short:
            found.append(
                Finding("block", f"{short} rows by {by} cover fewer than 12 months: take them out.")
            )
    return found


def _columns(
    table: pa.Table, rules: Policy, counts: Sequence[str], rates: Sequence[Rate]
) -> list[Finding]:
    found = [
        Finding("block", f"Column {name!r} may never be published: take it out.", name)
        for name in table.column_names
        if rules.forbids(name)
    ]
    known = {*counts, *rules.public_columns}
    for rate in rates:
        known |= {rate.value, rate.low, rate.high, rate.numerator, rate.denominator}
    for field in table.schema:
        number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        if number and field.name not in known and not rules.forbids(field.name):
            found.append(
                Finding(
                    "block",
                    f"Column {field.name!r} holds numbers nobody declared: name it as a count, "
                    "as a rate of counts, or take it out.",
                    field.name,
                )
            )
    return found


def _records(table: pa.Table, rules: Policy) -> list[Finding]:
    """Find cases that no one else shares all columns with."""
    sizes = table.group_by(table.column_names).aggregate([([], "count_all")])["count_all"]
    few = int(np.sum(sizes.to_numpy() < rules.threshold))
    if not few:
        return []
    return [
        Finding(
            "block",
            f"{few} combinations of values are shared by fewer than {rules.threshold} cases: "
            "publish counts instead, or fewer columns.",
        )
    ]


def _counts(table: pa.Table, cells: Cells, name: str, rules: Policy) -> list[Finding]:
    open_ = ~cells.hidden[name]
    small = int(np.sum(cells.small(name, rules) & open_))
    values = cells.values[name]
    exact = int(np.sum((values >= rules.threshold) & (values % rules.base != 0) & open_))
    bare = int(np.sum(cells.hidden[name] & ~np.isnan(values)))
    found = []
    if small:
        found.append(
            f"{small} counts from 1 to {rules.threshold - 1} in {name!r} must be suppressed."
        )
    if exact:
        found.append(f"{exact} counts in {name!r} must be rounded to the nearest {rules.base}.")
    if bare:
        found.append(f"{bare} counts in {name!r} are marked as suppressed but still shown.")
    if status_name(name) not in table.column_names:
        found.append(f"{name!r} has no status column to tell zero, missing and suppressed apart.")
    return [Finding("change", sentence, name) for sentence in found]


def _rates(table: pa.Table, cells: Cells, rate: Rate) -> list[Finding]:
    """Find figures that do not come from the counts as shown, and so could give them away."""
    shown = _shown(table, cells, rate.numerator), _shown(table, cells, rate.denominator)
    odd = 0
    for name, expected in rate.figures(table, *shown).items():
        given = numbers(table, name)
        same = np.isclose(given, expected, rtol=_TOLERANCE, atol=_TOLERANCE, equal_nan=True)
        odd += int(np.sum(~same & ~np.isnan(given)))
    if not odd:
        return []
    return [
        Finding(
            "change",
            f"{odd} figures in {rate.value!r} or its interval do not come from the counts as "
            "shown: they must be worked out again from the protected counts.",
            rate.value,
        )
    ]


def _rest(cells: Cells, rate: Rate, rules: Policy) -> list[Finding]:
    """Find proportions whose rest, denominator less numerator, is a small count itself."""
    if rate.kind != "proportion" or rate.denominator not in cells.values:
        return []
    rest = _open(cells, rate.denominator) - _open(cells, rate.numerator)
    # Counts that are rounded already can lie as near as one step of rounding.
    small = int(np.sum((rest > 0) & (rest < min(rules.threshold, rules.base))))
    if not small:
        return []
    said = f"{small} proportions leave out so few that {rate.numerator!r} must be suppressed."
    return [Finding("change", said, rate.numerator)]


def _few_values(cells: Cells, rate: Rate, rules: Policy) -> list[Finding]:
    """Find medians of so few values that the least and the greatest of them show."""
    if rate.kind != "median":
        return []
    number = _open(cells, rate.denominator)
    few = int(np.sum((number > 0) & (number < rules.least_for_median)))
    if not few:
        return []
    said = f"{few} medians rest on fewer than {rules.least_for_median} values: suppress them."
    return [Finding("change", said, rate.value)]


def _open(cells: Cells, name: str) -> Array:
    return np.where(cells.hidden[name], np.nan, cells.values[name])


def _shown(table: pa.Table, cells: Cells, name: str) -> Array:
    return _open(cells, name) if name in cells.values else numbers(table, name)
