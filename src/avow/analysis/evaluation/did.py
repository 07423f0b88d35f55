"""Difference in differences: how the pilot changed, less how places like it changed."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import pyarrow as pa

from avow.analysis.evaluation import courses, threats
from avow.analysis.evaluation.collapsed import OWN_SPREAD
from avow.analysis.evaluation.effects import (
    SEEN,
    Effect,
    Threat,
    change,
    could_have_seen,
    level_of,
    of_counts,
    of_values,
    said,
)
from avow.analysis.evaluation.panel import Array, Kind, Panel, Split
from avow.analysis.evaluation.pilot import EvaluationError, Pilot
from avow.analysis.evaluation.result import Result
from avow.analysis.evaluation.unruly import unruliness

METHOD = (
    "Difference in differences with one common start: the two-way fixed effects estimate, from "
    "one change per place (all periods before and after the start taken together), so that "
    "correlation in time within a place is allowed for. {error} The comparison gives the course "
    "that the pilot would have taken without it."
)
OWN = {
    "value": "CR2 cluster-robust errors with Bell and McCaffrey's degrees of freedom.",
    "count": "Poisson counts; errors from leaving out one place at a time, with Welch's degrees of "
    "freedom.",
}
SHARED = {
    "value": "With fewer than three places on one side both share one spread (Donald and Lang){}.",
    "count": "Poisson counts; with fewer than three places on one side both share one "
    "over-dispersion (Donald and Lang){}.",
}
UNLIKE = (
    ", {:.1f} times as large on the smaller side, whose places were so much more unruly before the "
    "start (Ferman and Pinto)"
)
MOST_DRAWS, DRAWS = 4999, 1999


@dataclass(frozen=True, kw_only=True)
class Difference(Result):
    """A difference in differences.

    ``table`` has a row per period: period, gap (between pilot and comparison, less the mean gap
    before the start; in percent for counts, else in units of the outcome), low, high, and after
    (whether the pilot ran). ``placebo_dates`` has a row per invented start: start, percent, low,
    high, p. ``pre_trend_p`` is that of the joint test; ``permutation_p`` the share of other
    choices of places with a difference as large, or None where there are too few.
    """

    effect: Effect
    placebo_dates: pa.Table
    pre_trend_p: float | None
    permutation_p: float | None
    before: int
    after: int


def difference(
    panel: Panel, pilot: Pilot, *, kind: Kind | None = None, level: float = 0.95, seed: int = 0
) -> Difference:
    """Compare the change in the pilot with the change elsewhere.

    All areas of the pilot begin at its one start; where they begin one after the other, see
    ``staggered``.

    Raises:
        EvaluationError: see ``Panel``, ``Split`` and ``collapsed``.
    """
    return of_split(Split.of(panel, pilot), panel.kind(kind), level=level, seed=seed)


def of_split(split: Split, asked: Kind, *, level: float, seed: int) -> Difference:
    """Return the difference in differences of a panel that is split already."""
    pilot = split.pilot
    columns = np.arange(len(split.panel.periods))
    before, after = columns[: split.first], columns[split.first :]
    found = courses.estimate(split, asked, before, after)
    inside = split.panel.values if asked == "count" else split.panel.rates()
    seen = inside[list(split.treated)][:, split.first :]
    observed = float(seen.sum() if asked == "count" else seen.mean())
    make = of_counts if asked == "count" else of_values
    effect = make(found.interval(level), observed, level)
    joint, placebo = courses.joint_test(split, asked), _placebo_dates(split, asked, level)
    listed = _threats(split, asked, joint)
    return Difference(
        pilot=pilot,
        table=_by_period(split, asked, level),
        sentences=_sentences(effect, split, placebo),
        summary=said(
            effect, outcome=pilot.outcome, place=pilot.place, since=split.since, rated=split.rated
        ),
        method=METHOD.format(error=_error(split, asked)),
        threats=listed,
        cautions=tuple(t.sentence for t in listed if t.state == SEEN),
        effect=effect,
        placebo_dates=placebo,
        pre_trend_p=joint,
        permutation_p=_permutation(split, asked, seed),
        before=split.before,
        after=split.after,
    )


def _error(split: Split, kind: Kind) -> str:
    """Return how the error was made, in words."""
    if min(len(split.treated), len(split.compared)) >= OWN_SPREAD:
        return OWN[kind]
    unlike = unruliness(split, kind)
    return SHARED[kind].format(UNLIKE.format(unlike) if unlike > 1 else "")


def _by_period(split: Split, kind: Kind, level: float) -> pa.Table:
    """Return the gap in each period, set against the mean gap of the periods before."""
    columns = np.arange(len(split.panel.periods))
    base = columns[: split.first]
    rows: list[tuple[float | None, ...]] = []
    for at in columns:
        rest = base[base != at] if len(base) > 1 else base
        try:
            found = courses.estimate(split, kind, rest, columns[at : at + 1])
        except EvaluationError:  # a period without any case on one side has no ratio
            rows.append((None, None, None))
            continue
        span = found.interval(level)
        edges = (span.estimate, span.low, span.high)
        rows.append(tuple(float(100 * np.expm1(e)) if kind == "count" else e for e in edges))
    gap, low, high = zip(*rows, strict=True)
    return pa.table(
        {
            "period": pa.array(split.panel.periods, pa.string()),
            "gap": pa.array(gap, pa.float64()),
            "low": pa.array(low, pa.float64()),
            "high": pa.array(high, pa.float64()),
            "after": pa.array(columns >= split.first, pa.bool_()),
        }
    )


def _placebo_dates(split: Split, kind: Kind, level: float) -> pa.Table:
    """Pretend that the pilot began earlier, on figures from before its true start alone."""
    columns = np.arange(split.first)
    make = of_counts if kind == "count" else of_values
    rows: list[dict[str, object]] = []
    for start in courses.placebo_starts(split):
        try:
            found = courses.estimate(split, kind, columns[:start], columns[start:])
        except EvaluationError:
            continue
        seen = split.panel.rates()[list(split.treated), start : split.first]
        effect = make(found.interval(level), float(seen.mean()), level)
        rows.append(
            {
                "start": split.panel.periods[start],
                "percent": effect.percent,
                "low": effect.low,
                "high": effect.high,
                "p": effect.p,
            }
        )
    names = {
        "start": pa.string(),
        "percent": pa.float64(),
        "low": pa.float64(),
        "high": pa.float64(),
        "p": pa.float64(),
    }
    return pa.Table.from_pylist(rows, schema=pa.schema(list(names.items())))


def _threats(split: Split, kind: Kind, joint: float | None) -> tuple[Threat, ...]:
    drift = courses.drift(split, kind)
    words = ""
    if drift is not None:
        over = drift.estimate * (split.after + split.before) / 2
        told = change(100 * (np.exp(over) - 1), "count") if kind == "count" else f"{over:+.2f}"
        words = f"Had the drift of the time before gone on, it alone would give: {told}."
    return (
        threats.pre_trend(joint, words),
        threats.regression_to_the_mean(*_step_before(split, kind)),
        threats.few_periods(split.before, split.after),
        threats.few_places(len(split.treated), len(split.compared)),
        threats.seasonal_mismatch(split.panel.periods, split.first, adjusted=True),
        *threats.beyond_figures(),
    )


def _step_before(split: Split, kind: Kind) -> tuple[float | None, bool]:
    """Return the chance of the pilot's step in the last periods before the start, and its way."""
    last = min(6, split.before // 3)
    if last < 1:
        return None, False
    columns = np.arange(split.first)
    try:
        found = courses.estimate(split, kind, columns[:-last], columns[-last:])
    except EvaluationError:
        return None, False
    return found.p, found.estimate > 0


def _permutation(split: Split, kind: Kind, seed: int) -> float | None:
    """Return the share of choices of places whose difference is at least as large.

    Every choice is tried where there are few, else ``DRAWS`` of them drawn with ``seed``. None
    where even the rarest would not be below one in ten.
    """
    n1 = len(split.treated)
    total = n1 + len(split.compared)
    if comb(total, n1) < 10:
        return None
    blocks = [np.arange(split.first), np.arange(split.first, len(split.panel.periods))]
    rows = [*split.treated, *split.compared]
    changes = np.diff(courses.scaled(split, kind, blocks), axis=1)[rows, 0]
    picks = _choices(total, n1, seed)
    sums = changes[picks].sum(axis=1)
    gaps = np.abs(sums / n1 - (changes.sum() - sums) / (total - n1))
    return float((gaps >= gaps[0] - 1e-12).mean())


def _choices(total: int, size: int, seed: int) -> Array:
    """Return choices of places, the true one (the first ``size``) first."""
    if comb(total, size) <= MOST_DRAWS:
        return np.array(list(combinations(range(total), size)))
    random = np.random.default_rng(seed)
    drawn = random.permuted(np.tile(np.arange(total), (DRAWS, 1)), axis=1)[:, :size]
    return np.vstack([np.arange(size), drawn])


def _sentences(effect: Effect, split: Split, placebo: pa.Table) -> tuple[str, ...]:
    outcome = split.pilot.outcome
    lines = [
        said(effect, outcome=outcome, place=split.pilot.place, since=split.since, rated=split.rated)
    ]
    if effect.kind == "count":
        edges = sorted((effect.amount_low, effect.amount_high))
        what = "cases" if split.rated else outcome
        lines.append(
            f"In numbers: {effect.amount:+,.0f} {what} over that time "
            f"({level_of(effect.level)} interval: {edges[0]:+,.0f} to {edges[1]:+,.0f})."
        )
    lines.append(could_have_seen(effect))
    found = sum(p < 1 - effect.level for p in placebo["p"].to_pylist())
    if placebo.num_rows:
        lines.append(
            f"With {placebo.num_rows} invented starts before the true one, {found} "
            f"{'shows' if found == 1 else 'show'} an “effect”; there should be none."
        )
    return tuple(lines)
