"""Compare groups at every step: rates, ratios, differences, bounds, like with like."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from avow.analysis.disparity import result as words
from avow.analysis.disparity.adjusting import adjusted_rows
from avow.analysis.disparity.errors import DisparityError
from avow.analysis.disparity.filling import bounds, survival
from avow.analysis.disparity.intervals import Array, newcombe, ratio_interval
from avow.analysis.disparity.result import ADJUSTED, SCHEMA, Disparity
from avow.analysis.disparity.sentences import cautions, method, sentences, summary
from avow.analysis.disparity.steps import BETWEEN, StepTable
from avow.analysis.disparity.tally import Stage, Tally, tally
from avow.analysis.disparity.testing import holm, p_value
from avow.analysis.disparity.variable import NOT_KNOWN, Rules, rules
from avow.analysis.measures.intervals import wilson

Row = dict[str, Any]


@dataclass(frozen=True)
class _Against:
    """The reference group, and the least number of people that is compared."""

    place: int
    least: int
    level: float


def compare(
    steps: StepTable,
    *,
    reference: str | None = None,
    policy: Rules | None = None,
) -> Disparity:
    """Compare every group with the reference at every step, from the start and the step before.

    Without ``reference`` it is the variable's own, else the largest group. Counts by unit are
    added together: ask ``steps.of_unit(...)`` for one. For the methods see ``Disparity.method``.

    Raises:
        DisparityError: nobody's group is known, or there is no such reference group.
    """
    policy = policy or rules()
    made = _made(steps, reference, policy)
    _judge(made.rows, policy.level)
    return made.finished(made.compared)


def compare_units(
    steps: StepTable,
    *,
    reference: str | None = None,
    policy: Rules | None = None,
) -> dict[str, Disparity | str]:
    """Compare groups within every unit of ``steps``; a unit that cannot be compared says why.

    All comparisons of all units are one family: whoever looks through twelve units finds twelve
    times as much by chance, and the verdicts allow for that.
    """
    policy = policy or rules()
    made: dict[str, _Made | str] = {}
    for unit in steps.units:
        try:
            made[unit] = _made(steps.of_unit(unit), reference, policy)
        except DisparityError as error:
            made[unit] = str(error)
    family = [one for one in made.values() if isinstance(one, _Made)]
    _judge([row for one in family for row in one.rows], policy.level)
    compared = sum(one.compared for one in family)
    return {
        unit: one.finished(compared) if isinstance(one, _Made) else one
        for unit, one in made.items()
    }


@dataclass(frozen=True)
class _Made:
    """Figures that wait for a verdict, which hangs on how many there are."""

    steps: StepTable
    counts: Tally
    against: _Against
    rows: list[Row]

    @property
    def compared(self) -> int:
        """How many comparisons were made."""
        return sum(row["p"] is not None for row in self.rows)

    def finished(self, family: int) -> Disparity:
        """Return the comparison in words; ``family`` is how many were judged together."""
        steps, rows, level = self.steps, self.rows, self.against.level
        named = self.counts.groups[self.against.place]
        adjusted = (
            adjusted_rows(self.counts, rows, self.against.place, level) if steps.strata else []
        )
        return Disparity(
            variable=steps.variable.title or steps.variable.name,
            defined_by=steps.variable.defined_by,
            second=(steps.second.title or steps.second.name) if steps.second else "",
            reference=named,
            steps=steps.steps,
            start=steps.start,
            counted=steps.counted,
            strata=steps.strata,
            level=level,
            comparisons=self.compared,
            table=pa.Table.from_pylist(rows, schema=SCHEMA),
            adjusted=pa.Table.from_pylist(adjusted, schema=ADJUSTED),
            summary=summary(rows, steps, named),
            sentences=sentences(rows, adjusted, steps, named),
            method=method(steps, named, level, self.against.least, family),
            cautions=cautions(steps, self.counts, adjusted, family, level),
        )


def _made(steps: StepTable, reference: str | None, policy: Rules) -> _Made:
    counts = tally(steps)
    least = policy.least_people_crossed if steps.second else policy.least_people
    against = _Against(_reference(counts, steps, reference), least, policy.level)
    columns = _columns(counts, against)
    rows = [
        row
        for index, stage in enumerate(counts.stages)
        for row in _stage_rows(stage, stage.since_words(steps), counts.groups, columns.at(index))
        if row["group"] != NOT_KNOWN or counts.of[0][:, -1].any()
    ]
    return _Made(steps, counts, against, rows)


def _reference(counts: Tally, steps: StepTable, asked: str | None) -> int:
    known = counts.groups[:-1]
    size = counts.of[0].sum(axis=0)
    wanted = asked or steps.variable.reference
    if wanted in known:
        return known.index(wanted)
    # Of two characteristics crossed, a reference may name the first alone: its largest group.
    inside = [i for i, g in enumerate(known) if steps.second and g.split(BETWEEN)[0] == wanted]
    if asked and not inside:
        raise DisparityError(
            f"No group is called {asked!r}: the reference must be one of {'; '.join(known)}."
        )
    return max(inside or range(len(known)), key=lambda i: (size[i], -i))


@dataclass(frozen=True)
class _Columns:
    """Figures by stage and group: who reached, of how many, and what was compared.

    ``worth`` is as many of both as would say as much, had each come alone (see ``Tally.effect``).
    """

    reached: Array
    of: Array
    worth: tuple[Array, Array]
    figures: dict[str, Any]
    against: _Against

    def at(self, index: int) -> "_Columns":
        """Return the figures of one stage, by group."""
        here = {name: values[index] for name, values in self.figures.items()}
        worth = self.worth[0][index], self.worth[1][index]
        return _Columns(self.reached[index], self.of[index], worth, here, self.against)


def _columns(counts: Tally, against: _Against) -> _Columns:
    x, n = (each.sum(axis=1).astype(float) for each in (counts.reached, counts.of))
    worth = x / counts.effect, n / counts.effect
    low, high = wilson(*worth, against.level)
    with np.errstate(divide="ignore", invalid="ignore"):
        figures = {"rate": x / n, "rate_low": low, "rate_high": high}
    figures |= _compared(x, n, counts.effect, against)
    return _Columns(x, n, worth, figures, against)


def _compared(x: Array, n: Array, effect: Array, against: _Against) -> dict[str, Any]:
    """Return ratios, differences and bounds of counts, each group worth as its effect says."""
    x0, n0, effect0, missing, of, effect_of = (
        np.broadcast_to(each[:, place : place + 1], each.shape)
        for place in (against.place, x.shape[1] - 1)
        for each in (x, n, effect)
    )
    worth = x / effect, n / effect, x0 / effect0, n0 / effect0
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high, exact = ratio_interval(*worth, against.level)
        ratio, difference = (x / n) / (x0 / n0), x / n - x0 / n0
        apart = newcombe(*worth, against.level)
        most = np.maximum(np.maximum(effect, effect0), effect_of)
        found = bounds(x, n, x0, n0, missing, of, against.level, most)
    return {
        "ratio": ratio,
        "ratio_low": low,
        "ratio_high": high,
        "difference": difference,
        "difference_low": apart[0],
        "difference_high": apart[1],
        "bound_low": found.low,
        "bound_high": found.high,
        "bound_limit_low": found.low_limit,
        "bound_limit_high": found.high_limit,
        "ratio_if_all": found.if_all,
        "survives": survival(ratio, found),
        "interval": np.where(exact, "exact", "score"),
    }


def _stage_rows(stage: Stage, since: str, groups: tuple[str, ...], columns: _Columns) -> list[Row]:
    x, n, place = columns.reached, columns.of, columns.against.place
    rows = []
    for i, group in enumerate(groups):
        row: Row = dict.fromkeys(SCHEMA.names)
        row |= {"step": stage.step, "since": stage.since, "out_of": since, "group": group}
        row |= {"reached": int(x[i]), "of": int(n[i]), "verdict": _first_verdict(i, n, columns)}
        figures = {name: _plain(values[i]) for name, values in columns.figures.items()}
        if row["verdict"]:
            figures = {name: figures[name] for name in ("rate", "rate_low", "rate_high")}
        else:
            row["p"] = p_value(*(each[at] for at in (i, place) for each in columns.worth))
        row |= figures
        if group == NOT_KNOWN:
            row |= _UNBOUND
        rows.append(row)
    return rows


# Those not known have no bounds: they are what the bounds are about.
_UNBOUND: Row = dict.fromkeys(
    ("bound_low", "bound_high", "bound_limit_low", "bound_limit_high", "ratio_if_all", "survives")
)


def _first_verdict(i: int, n: Array, columns: _Columns) -> str:
    place, least = columns.against.place, columns.against.least
    if i == place and n[i] > 0:
        return words.REFERENCE
    return words.TOO_FEW if n[i] < least or n[place] < least else ""


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    return None if np.isnan(value) else float(value)


def _judge(rows: list[Row], level: float) -> None:
    """Give each comparison its verdict, with all the others made in view."""
    for row, adjusted in zip(rows, holm([row["p"] for row in rows]), strict=True):
        if adjusted is None:
            continue
        row["p_adjusted"] = adjusted
        side = words.LESS if row["difference"] < 0 else words.MORE
        row["verdict"] = (
            side
            if adjusted < 1 - level
            else words.EDGE
            if row["p"] < 1 - level
            else words.NONE_SHOWN
        )
