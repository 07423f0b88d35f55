"""The step table of the loaded facts: one group-by through the engine, whole numbers only."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from avow.analysis.disparity.errors import DisparityError
from avow.analysis.disparity.steps import SCHEMA, StepTable, require_steps
from avow.analysis.disparity.variable import (
    NOT_KNOWN,
    Rules,
    Variable,
    require_separate,
    rules,
    variable,
)
from avow.analysis.engine import Facts
from avow.analysis.tables import TABLES
from avow.analysis.tables.cases import OUTCOME_GROUPS, STEPS

if TYPE_CHECKING:
    import ibis.expr.types as ir

DEFAULT_PATH = ("suspect-arrested", "file-to-prosecutor", "prosecutor-decision", "charge")
UNITS = ("bcu", "borough")
_KEY = ["force", "offence"]


def path(  # noqa: PLR0913 - each is a question the analyst answers
    facts: Facts,
    of: Literal["victim", "suspect"],
    characteristic: str,
    *,
    second: str | None = None,
    steps: Sequence[str] = DEFAULT_PATH,
    where: Mapping[str, Any] | None = None,
    by: str | None = None,
    strata: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    within_days: int | None = None,
    policy: Rules | None = None,
) -> StepTable:
    """Count victims or suspects by group and by the steps that their case reached.

    ``steps`` are steps of the investigation (``cases.STEPS``) or groups of outcomes
    (``cases.OUTCOME_GROUPS``), in order. ``where`` maps columns of the table to a value, a list of
    values, or None for empty. ``start`` and ``end`` (both included) are days on which the case was
    recorded. ``within_days`` counts only what was reached within so many days, and leaves out
    cases that have not had that long, so that all have had the same time.

    Raises:
        DisparityError: a name is not known, or the two characteristics are about the same thing.
        NoFactsError: a table that is needed was not loaded.
    """
    policy = policy or rules()
    asked = _Asked(of, characteristic, second, require_steps(steps), tuple(strata), by, policy)
    people = facts.table(asked.table)
    newest = _newest(people) if within_days is not None else None
    if newest and within_days is not None:
        last = newest - timedelta(days=within_days)
        end = min(end, last) if end else last
    people = _narrowed(people, where or {}, start, end)
    rows = _grouped(_joined(facts, people, asked.steps, within_days), asked).to_pyarrow()
    return StepTable(
        table=_labelled(rows, asked),
        steps=asked.steps,
        variable=asked.first,
        second=asked.other,
        strata=asked.strata,
        counted=asked.table,
        start="the report",
        cautions=_cautions(of, within_days, end),
    )


class _Asked:
    """What was asked for, checked against the contract."""

    def __init__(
        self,
        of: str,
        characteristic: str,
        second: str | None,
        steps: tuple[str, ...],
        strata: tuple[str, ...],
        by: str | None,
        policy: Rules,
    ) -> None:
        if of not in ("victim", "suspect"):
            raise DisparityError(f"Compare victims or suspects: say victim or suspect, not {of!r}.")
        self.table, self.steps, self.strata, self.by = f"{of}s", steps, strata, by
        self.policy = policy
        self.first = variable(characteristic, policy)
        self.other = variable(second, policy) if second else None
        columns = TABLES[self.table].columns()
        for name in (self.first.name, *([self.other.name] if self.other else []), *strata):
            if name not in columns:
                raise DisparityError(f"{self.table.capitalize()} have no {name!r} in the facts.")
        if self.other:
            require_separate(self.first, self.other)
        if by is not None and by not in UNITS:
            raise DisparityError(f"Units are {' or '.join(UNITS)}, not {by!r}.")
        for step in steps:
            if step not in STEPS and step not in OUTCOME_GROUPS:
                raise DisparityError(
                    f"No step is called {step!r}. Steps: {', '.join(STEPS)}. "
                    f"Outcomes: {', '.join(OUTCOME_GROUPS)}."
                )

    @property
    def keys(self) -> dict[str, str]:
        """The columns that rows are grouped by, under the names they get."""
        found = {"g0": self.first.name}
        if self.other:
            found["g1"] = self.other.name
        if self.by:
            found["unit"] = self.by
        return found | {f"s{i}": name for i, name in enumerate(self.strata)}


def _newest(people: "ir.Table") -> date | None:
    found = people.recorded_on.max().to_pyarrow().as_py()
    return found if found is None or isinstance(found, date) else None


def _narrowed(
    people: "ir.Table", where: Mapping[str, Any], start: date | None, end: date | None
) -> "ir.Table":
    for name, wanted in where.items():
        if name not in people.columns:
            raise DisparityError(f"The facts have no column {name!r} to choose cases by.")
        if wanted is None:
            people = people.filter(people[name].isnull())
        else:
            values = list(wanted) if isinstance(wanted, (list, tuple, set)) else [wanted]
            people = people.filter(people[name].isin(values))
    if start:
        people = people.filter(people.recorded_on >= start)
    if end:
        people = people.filter(people.recorded_on <= end)
    return people


def _joined(
    facts: Facts, people: "ir.Table", steps: Sequence[str], within: int | None
) -> "ir.Table":
    """Put beside each person the number whose bits are the steps that the case reached."""
    reached = [
        _masks(facts.table(name), column, steps, within)
        for name, column in (("steps", "step"), ("outcomes", "outcome_group"))
        if set(steps) & set(STEPS if name == "steps" else OUTCOME_GROUPS)
    ]
    masks = [f"mask{i}" for i in range(len(reached))]
    for mask, table in zip(masks, reached, strict=True):
        right = table.rename({mask: "mask", f"{mask}_force": "force", f"{mask}_offence": "offence"})
        people = people.left_join(
            right,
            [
                people.force == right[f"{mask}_force"],
                people.offence == right[f"{mask}_offence"],
            ],
        )
    total = sum((people[mask].fill_null(0) for mask in masks[1:]), people[masks[0]].fill_null(0))
    return people.mutate(reached=total)


def _masks(table: "ir.Table", column: str, steps: Sequence[str], within: int | None) -> "ir.Table":
    import ibis

    bits = {name: 1 << place for place, name in enumerate(steps)}
    table = table.filter(table[column].isin(list(bits)))
    if within is not None:
        table = table.filter(table.days <= within)
    seen = {
        f"b{bit}": ibis.ifelse(table[column] == name, bit, 0).max() for name, bit in bits.items()
    }
    found = table.group_by(_KEY).aggregate(**seen)
    first, *others = (found[name] for name in seen)
    mask = sum(others, first).cast("int64")
    return found.select(*_KEY, mask=mask)


def _grouped(people: "ir.Table", asked: _Asked) -> "ir.Table":
    named = {name: people[column] for name, column in asked.keys.items()}
    rows = people.select("reached", *_KEY, **named)
    keys = [*asked.keys, "reached"]
    cases = rows.group_by([*keys, *_KEY]).aggregate(n=rows.count().cast("int64"))
    return cases.group_by(keys).aggregate(
        people=cases.n.sum().cast("int64"), squares=(cases.n * cases.n).sum().cast("int64")
    )


def _labelled(rows: pa.Table, asked: _Asked) -> pa.Table:
    """Return rows of ``steps.SCHEMA``, in an order that does not hang on the engine."""
    made = []
    for row in rows.to_pylist():
        group = _group(row["g0"], asked.first, asked.policy)
        if asked.other and group is not None:
            second = _group(row["g1"], asked.other, asked.policy)
            group = None if second is None else f"{group}, {second}"
        strata = (row[f"s{i}"] for i in range(len(asked.strata)))
        made.append(
            {
                "unit": (row["unit"] or NOT_KNOWN) if asked.by else None,
                "group": group,
                "stratum": ", ".join(NOT_KNOWN if s is None else str(s) for s in strata),
                "reached": int(row["reached"]),
                "people": row["people"],
                "squares": row["squares"],
            }
        )
    made.sort(key=lambda row: tuple(str(value) for value in row.values()))
    return pa.Table.from_pylist(made, schema=SCHEMA)


def _group(value: Any, about: Variable, policy: Rules) -> str | None:
    return None if policy.is_missing(value) else about.label(value)


_CHARGED = {"suspect": "against", "victim": "for"}


def _cautions(of: str, within: int | None, end: date | None) -> tuple[str, ...]:
    found = [
        f"Counted are {of}s: a case with two {of}s counts twice.",
        f"A step is one of the case, not of the person: every {of} of a charged case counts as "
        f"charged, whoever it was that the charge was brought {_CHARGED[of]}.",
    ]
    if of == "suspect":
        found.append("Cases in which nobody was named as a suspect are not here at all.")
    if within is None:
        found.append(
            "Cases recorded lately have had less time to get anywhere. Ask for what was reached "
            "within a number of days, so that all have had the same time."
        )
    else:
        until = f"; cases recorded after {end:%-d %B %Y} have not had that long" if end else ""
        found.append(f"Only what was reached within {within} days is counted{until}.")
    return tuple(found)
