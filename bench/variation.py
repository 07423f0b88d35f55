"""Funnel and control charts of many units beside the same written with pandas, in one run.

    python bench/variation.py [--units 1000] [--months 48] [--runs 5]

The peer is what an analyst writes: a loop over groups for the charts (mean, moving range, limits,
the run rules with rolling windows) and scipy for the funnel. Both sides see the same counts, turn
and turn about; their limits and the points beyond them must agree. Medians of the runs, in seconds.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binom

from avow.analysis.variation import charts_of, funnel


def invented(units: int, months: int) -> tuple[Any, Any]:
    """Return counts and sizes: a row per unit, a column per month."""
    rng = np.random.default_rng(1)
    sizes = rng.integers(100, 2000, (units, months))
    return rng.binomial(sizes, 0.2), sizes


def our_funnel(counts: Any, sizes: Any) -> float:
    """Judge the units over all months; return the sum of the upper limits."""
    names = [str(unit) for unit in range(len(counts))]
    made = funnel(names, counts.sum(axis=1), sizes.sum(axis=1), overdispersion="none")
    return float(made.table["low_99_8"].to_numpy().sum())


def their_funnel(counts: Any, sizes: Any) -> float:
    """Do the same unit by unit: score, spread, interpolated binomial limits, verdict."""
    rows = pd.DataFrame({"k": counts.sum(axis=1), "n": sizes.sum(axis=1)})
    target = rows.k.sum() / rows.n.sum()
    z = (np.arcsin(np.sqrt(rows.k / rows.n)) - np.arcsin(np.sqrt(target))) * 2 * np.sqrt(rows.n)
    _ = (z.clip(*z.quantile([0.1, 0.9])) ** 2).mean()

    def limit(n: float, share: float) -> float:
        at = binom.ppf(share, n, target)
        return (at - (binom.cdf(at, n, target) - share) / binom.pmf(at, n, target)) / n

    for level in (0.95, 0.998):
        rows[f"low{level}"] = rows.n.map(lambda n, a=level: limit(n, (1 - a) / 2))
        rows[f"high{level}"] = rows.n.map(lambda n, a=level: limit(n, (1 + a) / 2))
    rows["verdict"] = np.where(rows.k / rows.n > rows["high0.998"], "high", "chance")
    return float(rows["low0.998"].sum())


def our_charts(counts: Any, sizes: Any) -> int:
    """Chart every unit with four run rules; return how many points lie beyond a limit."""
    made = charts_of(range(len(counts)), range(counts.shape[1]), counts / sizes)
    table = made.table
    for unit in made:
        _ = made[unit].summary
    return sum("above" in r or "below" in r for r in table["rules"].to_pylist())


def their_charts(counts: Any, sizes: Any) -> int:
    """Do the same group by group."""
    rows = pd.DataFrame(
        {"unit": np.repeat(np.arange(len(counts)), counts.shape[1]), "v": (counts / sizes).ravel()}
    )

    def one(v: pd.Series) -> pd.DataFrame:
        mean, width = v.mean(), v.diff().abs().mean()
        off, out = v - mean, pd.DataFrame({"v": v})
        out["beyond"] = off.abs() > 2.66 * width
        for side in (1, -1):
            same = side * off > 0
            run = same.rolling(8).sum() == 8
            rise = (side * v.diff() > 0).rolling(5).sum() == 5
            near = (side * off > 2.66 * width * 2 / 3).rolling(3).sum() >= 2
            out[f"run{side}"] = run[::-1].rolling(8, min_periods=1).max()[::-1] > 0
            out[f"rise{side}"] = rise[::-1].rolling(6, min_periods=1).max()[::-1] > 0
            out[f"near{side}"] = near[::-1].rolling(3, min_periods=1).max()[::-1] > 0
        return out

    made = pd.concat([one(v) for _, v in rows.groupby("unit")["v"]])
    return int(made["beyond"].sum())


def timed(work: Callable[[Any, Any], Any], *given: Any) -> tuple[float, Any]:
    """Return seconds and what was returned."""
    began = time.perf_counter()
    result = work(*given)
    return time.perf_counter() - began, result


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--months", type=int, default=48)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    given = invented(asked.units, asked.months)
    total = 0.0
    print(f"{asked.units} units x {asked.months} months, median of {asked.runs} runs")
    print(f"{'':<16} {'avow s':>8} {'pandas s':>9} {'ratio':>6}")
    for name, ours, theirs in (
        ("funnel", our_funnel, their_funnel),
        ("control charts", our_charts, their_charts),
    ):
        taken: dict[str, list[float]] = {"ours": [], "theirs": []}
        for turn in range(asked.runs + 1):
            for side, work in (("ours", ours), ("theirs", theirs)):
                seconds, result = timed(work, *given)
                if turn:  # the first turn warms up imports
                    taken[side].append(seconds)
                taken.setdefault(f"{side} said", []).append(float(result))
        said = taken["ours said"] + taken["theirs said"]
        assert max(said) - min(said) <= 1e-6 * max(said), (name, said)
        a, b = (statistics.median(taken[side]) for side in ("ours", "theirs"))
        total += a
        print(f"{name:<16} {a:8.3f} {b:9.3f} {b / a:6.1f}")
    print(f"{'both':<16} {total:8.3f}")


if __name__ == "__main__":
    main()
