"""Synthetic control: the pilot against a mix of other places that had run like it before."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from avow.analysis.evaluation import likeness
from avow.analysis.evaluation.effects import (
    POWER,
    SEEN,
    Effect,
    Interval,
    could_have_seen,
    level_of,
    of_values,
    said,
)
from avow.analysis.evaluation.mixing import (
    Course,
    Predictors,
    Traits,
    comparable,
    enough,
    mixed,
    placebo,
    traits_of,
)
from avow.analysis.evaluation.panel import Array, Kind, Panel, Split
from avow.analysis.evaluation.pilot import Pilot
from avow.analysis.evaluation.result import Result

TRACE = 0.01
TWO_TESTS = (
    "The interval goes by the mean gap, this rank by the whole error, which also grows where gaps "
    "go up and down. Here the two disagree: take the result for unsure."
)
METHOD = (
    "Synthetic control: shares of {donors} donors, never negative and summing to one, that "
    "followed the pilot's {on} before the start (Abadie, Diamond and Hainmueller 2010). Each donor "
    "takes the pilot's part once: p is the share of places, the pilot among them, whose error "
    "grew as much after the start. The interval holds every constant effect that this test, on "
    "the mean gap over the error before, would not refuse (after Firpo and Possebom 2018); donors "
    "allow for {level}. Neighbours of the pilot are no donors."
)


@dataclass(frozen=True, kw_only=True)
class SyntheticControl(Result):
    """A synthetic control.

    ``table`` has a row per period: period, observed, synthetic, gap, after (values per unit of
    exposure, areas of the pilot averaged). ``weights`` has donor and weight, largest first;
    ``predictors`` has predictor, pilot, synthetic, donors (their mean), weight. ``placebos`` has
    a row per place, the pilot first: unit, rmspe_before, rmspe_after, ratio, gap (mean after).
    ``left_out`` has a row per donor with weight: donor, gap (without that donor). ``p`` is that
    of the ratio of errors after and before.
    """

    effect: Effect
    weights: pa.Table
    predictors: pa.Table
    placebos: pa.Table
    left_out: pa.Table
    p: float
    rmspe_before: float
    before: int
    after: int


def synthetic(
    panel: Panel,
    pilot: Pilot,
    *,
    predictors: Predictors | None = None,
    kind: Kind | None = None,
    level: float = 0.95,
) -> SyntheticControl:
    """Compare the pilot with the mix of other places that ran most like it before.

    Without ``predictors`` the mix follows the outcome in every period before the start. With them
    (by name, a value per unit), it is alike in these, each weighed by how well the course before
    is followed (Abadie's V). ``kind`` only sets the words: "fewer" for counts, "lower" for values.

    Raises:
        EvaluationError: too few periods before or donors, or a predictor without a unit's value.
    """
    split = Split.of(panel, pilot)
    enough(split)
    rates = split.panel.rates()
    path, donors = rates[list(split.treated)].mean(axis=0), rates[list(split.compared)]
    traits = traits_of(split, predictors)
    main, v = mixed(path, donors, split.first, traits)
    names = [split.panel.units[i] for i in split.compared]
    others = [placebo(donors, at, split.first, traits, v) for at in range(len(donors))]
    main, *others = comparable([main, *others], float(np.abs(rates).max()))
    effect = _effect(main, others, path, split.first, level, panel.kind(kind))
    left_out = _left_out(path, donors, split.first, traits, v, main.weights, names)
    listed = likeness.listed(split, (main, *others), path, left_out, effect.reached, level)
    ratios = np.array([main.ratio, *(o.ratio for o in others)])
    return SyntheticControl(
        pilot=pilot,
        table=_by_period(split, path, main),
        sentences=_sentences(effect, split, main, names, left_out, ratios),
        summary=said(
            effect, outcome=pilot.outcome, place=pilot.place, since=split.since, rated=split.rated
        ),
        method=METHOD.format(
            donors=len(names),
            on="outcome and predictors" if predictors else "outcome",
            level=level_of(effect.level),
        ),
        threats=listed,
        cautions=tuple(t.sentence for t in listed if t.state == SEEN),
        effect=effect,
        weights=_sorted(names, main.weights),
        predictors=_alike(predictors, traits, main.weights, v),
        placebos=_places(pilot.place, names, main, others),
        left_out=left_out,
        p=float((ratios >= ratios[0] - 1e-12).mean()),
        rmspe_before=main.before,
        before=split.before,
        after=split.after,
    )


def _effect(
    main: Course, others: list[Course], path: Array, first: int, level: float, kind: Kind
) -> Effect:
    """Return the effect, its interval by turning the placebo test round."""
    scores = np.sort([abs(other.score) for other in others])[::-1]
    rank = max(1, int(np.floor((1 - level) * (len(scores) + 1) + 1e-9)))
    reached = min(level, 1 - 1 / (len(scores) + 1))
    widest = float(scores[rank - 1])
    half = widest * main.unit
    signed = np.array([other.score for other in others])
    tail = float(np.quantile(np.concatenate([signed, -signed]), POWER))
    p = float((1 + (scores >= abs(main.score) - 1e-12).sum()) / (len(scores) + 1))
    span = Interval(main.mean, main.mean - half, main.mean + half, p, (widest + tail) * main.unit)
    found = of_values(span, float(path[first:].mean()), reached)
    return replace(found, kind=kind, reached=reached >= level - 1e-9)


def _left_out(
    path: Array,
    donors: Array,
    first: int,
    traits: Traits,
    v: Array | None,
    weights: Array,
    names: list[str],
) -> pa.Table:
    """Return the mean gap without each donor that has a weight."""
    used = [at for at in np.argsort(-weights) if weights[at] >= TRACE]
    gaps = []
    for at in used:
        apart = None if traits is None else (traits[0], np.delete(traits[1], at, axis=1))
        gaps.append(mixed(path, np.delete(donors, at, axis=0), first, apart, v)[0].mean)
    return pa.table(
        {
            "donor": pa.array([names[at] for at in used], pa.string()),
            "gap": pa.array(gaps, pa.float64()),
        }
    )


def _by_period(split: Split, path: Array, main: Course) -> pa.Table:
    return pa.table(
        {
            "period": pa.array(split.panel.periods, pa.string()),
            "observed": path,
            "synthetic": path - main.gap,
            "gap": main.gap,
            "after": pa.array(np.arange(len(path)) >= split.first),
        }
    )


def _sorted(names: list[str], weights: Array) -> pa.Table:
    order = np.argsort(-weights, kind="stable")
    return pa.table({"donor": [names[at] for at in order], "weight": weights[order]})


def _alike(
    predictors: Predictors | None,
    traits: Traits,
    weights: Array,
    v: Array | None,
) -> pa.Table:
    names = list(predictors or {})
    pilot, donors = traits if traits is not None else (np.zeros(0), np.zeros((0, len(weights))))
    return pa.table(
        {
            "predictor": pa.array(names, pa.string()),
            "pilot": pilot,
            "synthetic": donors @ weights,
            "donors": donors.mean(axis=1),
            "weight": np.zeros(0) if v is None else v,
        }
    )


def _places(place: str, names: list[str], main: Course, others: list[Course]) -> pa.Table:
    every = [main, *others]
    return pa.table(
        {
            "unit": [place, *names],
            "rmspe_before": [each.before for each in every],
            "rmspe_after": [each.after for each in every],
            "ratio": [each.ratio for each in every],
            "gap": [each.mean for each in every],
        }
    )


def _sentences(
    effect: Effect, split: Split, main: Course, names: list[str], left_out: pa.Table, ratios: Array
) -> tuple[str, ...]:
    pilot, rank = split.pilot, int((ratios >= ratios[0] - 1e-12).sum())
    order = np.argsort(-main.weights)[:5]
    mix = ", ".join(
        f"{names[at]} {main.weights[at]:.0%}" for at in order if main.weights[at] >= TRACE
    )
    gaps = left_out["gap"].to_pylist()
    apart = effect.clear != (rank / len(ratios) <= 1 - effect.level + 1e-9)
    return (
        said(
            effect, outcome=pilot.outcome, place=pilot.place, since=split.since, rated=split.rated
        ),
        f"The mix: {mix}.",
        f"Of {len(ratios)} places, the pilot included, {rank} parted from "
        f"{'its' if rank == 1 else 'their'} mix after the start as much as the pilot did "
        f"(p = {rank / len(ratios):.2f}; chance alone would put the pilot first in 1 of "
        f"{len(ratios)}).",
        *([TWO_TESTS] if apart else []),
        f"With one donor left out the mean gap runs from {min(gaps):+.3g} to {max(gaps):+.3g}; "
        f"with all it is {main.mean:+.3g}.",
        could_have_seen(effect),
    )
