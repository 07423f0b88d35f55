"""Interrupted series: what came, against the course of the time before carried on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from avow.analysis.evaluation import segments, threats
from avow.analysis.evaluation.earlier import (
    LEVEL,
    SLOPE,
    bend_of,
    interval_of,
    placebo_dates,
    step_at,
)
from avow.analysis.evaluation.effects import (
    SEEN,
    Effect,
    Threat,
    could_have_seen,
    of_counts,
    of_values,
    said,
)
from avow.analysis.evaluation.panel import Array, Kind, Panel, Split
from avow.analysis.evaluation.pilot import Pilot
from avow.analysis.evaluation.result import Result
from avow.analysis.evaluation.segments import Season, Series
from avow.analysis.evaluation.wandering import Fit, fitted

METHOD = (
    "Interrupted series: segmented regression of {what} on a straight course{season}, a change of "
    "level{slope} at the start. Errors {errors}. The course before is carried on as what would "
    "have been."
)
CORRELATED = (
    "may keep something from one period to the next; results are averaged over how much, by its "
    "restricted likelihood"
)


@dataclass(frozen=True, kw_only=True)
class InterruptedSeries(Result):
    """An interrupted series.

    ``table`` has a row per period: period, observed, fitted, expected (without the pilot), low,
    high (of expected), after. ``changes`` has the rows "level at the start", "slope" (per year;
    per period where there is no year) and "whole time": change, estimate (percent for counts),
    low, high, p. ``others`` has the whole-time effect with errors taken as independent and with
    Newey and West's: errors, estimate, low, high. ``diagnostics`` holds autocorrelation, scale
    (over-dispersion of counts), durbin_watson and ljung_box_p (of what is left), and season.
    ``placebo_dates`` has a row per invented start: start, percent, low, high, p.
    """

    effect: Effect
    changes: pa.Table
    others: pa.Table
    placebo_dates: pa.Table
    diagnostics: dict[str, Any]
    before: int
    after: int


def series(
    panel: Panel,
    pilot: Pilot,
    *,
    kind: Kind | None = None,
    season: Season | None = None,
    slope: bool = True,
    correlated: bool = True,
    level: float = 0.95,
) -> InterruptedSeries:
    """Compare the pilot's areas, taken together, with their own course before the start.

    Raises:
        EvaluationError: too few periods, one is missing, or a season that the labels do not show.
    """
    split = Split.of(panel, pilot)
    asked = panel.kind(kind)
    found = segments.series_of(split, asked)
    chosen = segments.season_asked(found, season)
    columns = segments.design(found, chosen, slope=slope)
    fit = fitted(columns, found.y, found.offset, asked, correlated=correlated)
    whole = _whole(found, columns.shape[1], slope)
    effect = _effect(fit, whole, found, asked, level)
    listed = _threats(split, found, chosen, asked)
    earlier = placebo_dates(found, chosen, asked, level)
    return InterruptedSeries(
        pilot=pilot,
        table=_by_period(fit, found, asked, level, slope),
        sentences=_sentences(effect, fit, split, earlier),
        summary=said(
            effect, outcome=pilot.outcome, place=pilot.place, since=split.since, rated=split.rated
        ),
        method=_method(asked, chosen, slope, correlated),
        threats=listed,
        cautions=tuple(t.sentence for t in listed if t.state == SEEN),
        effect=effect,
        changes=_changes(fit, whole, asked, level, slope),
        others=_others(found, columns, whole, asked, level),
        placebo_dates=earlier,
        diagnostics=_diagnostics(fit, chosen),
        before=split.before,
        after=split.after,
    )


def _whole(found: Series, size: int, slope: bool) -> Array:
    """Return what of the coefficients is the mean effect over the time since the start."""
    combination = np.zeros(size)
    combination[LEVEL] = 1
    if slope:
        combination[SLOPE] = found.time[found.first :].mean()
    return combination


def _effect(fit: Fit, whole: Array, found: Series, kind: Kind, level: float) -> Effect:
    span, since = interval_of(fit, whole, level), found.y[found.first :]
    if kind == "count":
        return of_counts(span, float(since.sum()), level)
    return of_values(span, float(since.mean()), level)


def _by_period(fit: Fit, found: Series, kind: Kind, level: float, slope: bool) -> pa.Table:
    from scipy.stats import t

    bare = fit.design.copy()
    root = np.ones(len(found.y))
    if kind == "count":  # the design was scaled by the root of the fitted mean; undo it
        root = fit.design[:, 0]
    bare = bare / root[:, None]
    without = bare.copy()
    without[:, LEVEL] = 0
    if slope:
        without[:, SLOPE] = 0
    mid, error = zip(*(fit.at(row) for row in without), strict=True)
    half = float(t.ppf(0.5 + level / 2, fit.df)) * np.array(error)
    centre = np.array(mid)
    columns = {
        "fitted": bare @ fit.beta,
        "expected": centre,
        "low": centre - half,
        "high": centre + half,
    }
    if kind == "count":
        columns = {n: np.exp(_kept(column + found.offset)) for n, column in columns.items()}
    return pa.table(
        {
            "period": pa.array(found.periods, pa.string()),
            "observed": pa.array(found.y),
            **{name: pa.array(column) for name, column in columns.items()},
            "after": pa.array(found.after == 1),
        }
    )


def _changes(fit: Fit, whole: Array, kind: Kind, level: float, slope: bool) -> pa.Table:
    asked = {"level at the start": LEVEL} | ({"slope": SLOPE} if slope else {})
    rows = {name: np.eye(len(whole))[at] for name, at in asked.items()} | {"whole time": whole}
    spans = [interval_of(fit, combination, level) for combination in rows.values()]
    return pa.table(
        {
            "change": list(rows),
            "estimate": [_shown(s.estimate, kind) for s in spans],
            "low": [_shown(s.low, kind) for s in spans],
            "high": [_shown(s.high, kind) for s in spans],
            "p": [s.p for s in spans],
        }
    )


def _shown(value: float, kind: Kind) -> float:
    return float(100 * (np.exp(_kept(value)) - 1)) if kind == "count" else value


def _kept(logs: Array | float) -> Array:
    """Return logs that are not too large to be raised."""
    return np.clip(logs, -50.0, 50.0)


def _others(found: Series, columns: Array, whole: Array, kind: Kind, level: float) -> pa.Table:
    """Return the effect with errors taken as independent, and as by Newey and West (1987)."""
    import statsmodels.api as sm
    from scipy.stats import t

    plain = fitted(columns, found.y, found.offset, kind, correlated=False)
    lags = int(np.floor(4 * (len(found.y) / 100) ** (2 / 9))) + 1
    ols = sm.OLS(plain.working, plain.design).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}
    )
    mid = float(whole @ ols.params)
    half = float(t.ppf(0.5 + level / 2, plain.df) * np.sqrt(whole @ ols.cov_params() @ whole))
    low, high = plain.interval(whole, level)
    spans = [(plain.at(whole)[0], low, high), (mid, mid - half, mid + half)]
    return pa.table(
        {
            "errors": ["independent", f"Newey and West, {lags} lags"],
            **{
                name: [_shown(span[i], kind) for span in spans]
                for i, name in enumerate(("estimate", "low", "high"))
            },
        }
    )


def _threats(split: Split, found: Series, season: Season, kind: Kind) -> tuple[Threat, ...]:
    last = min(6, found.first // 3)
    step = step_at(found, found.first - last, season, kind, 0.95)
    return (
        threats.bent_course(bend_of(found, season, kind)),
        threats.regression_to_the_mean(step.p if step else None, bool(step and step.estimate > 0)),
        threats.few_periods(split.before, split.after),
        threats.seasonal_mismatch(found.periods, found.first, adjusted=season != "none"),
        *threats.beyond_figures()[:2],
    )


def _diagnostics(fit: Fit, season: Season) -> dict[str, Any]:
    from statsmodels.stats.diagnostic import acorr_ljungbox
    from statsmodels.stats.stattools import durbin_watson

    left = fit.innovations()
    lags = min(10, len(left) // 5)
    box = acorr_ljungbox(left, lags=[lags], model_df=0)
    return {
        "autocorrelation": fit.rho,
        "scale": fit.scale,
        "durbin_watson": float(durbin_watson(left)),
        "ljung_box_p": float(box["lb_pvalue"].iloc[0]),
        "season": season,
    }


def _method(kind: Kind, season: Season, slope: bool, correlated: bool) -> str:
    waves = {"harmonics": ", two waves a year", "dummies": ", a level for each part of the year"}
    return METHOD.format(
        what="counts, by their logs, over-dispersion allowed for," if kind == "count" else "values",
        season=waves.get(season, ""),
        slope=" and of slope" if slope else "",
        errors=CORRELATED if correlated else "are taken as independent, as asked",
    )


def _sentences(effect: Effect, fit: Fit, split: Split, placebo: pa.Table) -> tuple[str, ...]:
    pilot = split.pilot
    lines = [
        said(
            effect, outcome=pilot.outcome, place=pilot.place, since=split.since, rated=split.rated
        ),
        could_have_seen(effect),
        f"One period's error goes with the next by {fit.rho:.2f} (0 none, 1 wholly)."
        + (
            f" Counts vary {fit.scale:.1f} times as much as chance alone would have them."
            if effect.kind == "count" and fit.scale > 1
            else ""
        ),
        "No place without the pilot stands beside it: whatever else changed at the start is in "
        "this figure too.",
    ]
    found = sum(p < 1 - effect.level for p in placebo["p"].to_pylist())
    if placebo.num_rows:
        lines.append(
            f"With {placebo.num_rows} invented starts before the true one, {found} "
            f"{'shows' if found == 1 else 'show'} an “effect”; there should be none."
        )
    return tuple(lines)
