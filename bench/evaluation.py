"""Time and agreement of the evaluation methods, beside statsmodels and pysyncon.

    python bench/evaluation.py [--repeat 5]

The same figures go to both in one run. statsmodels fits the two-way fixed effects regression with
cluster-robust errors, and the segmented regression; pysyncon (a peer that is no dependency of
Avow: `pip install pysyncon` in a virtual environment of its own, which also needs Avow) fits the
synthetic control of California. Where it is not installed that row is skipped, with the reason.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.analysis.evaluation import published, worlds

from avow.analysis.evaluation import Panel, Pilot, courses, difference, series, synthetic
from avow.analysis.evaluation.panel import Split
from avow.analysis.evaluation.weights import with_predictors


def timed(act: Callable[[], object], repeat: int) -> tuple[float, object]:
    """Return the median time in milliseconds, and what came out.

    With more than one repeat the first call is not timed.
    """
    made, times = act() if repeat > 1 else None, []
    for _ in range(repeat):
        begun = time.perf_counter()
        made = act()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times), made


def two_way(panel: Panel, treated: int, first: int, *, counts: bool) -> Callable[[], object]:
    """Return the fit of the two-way fixed effects regression by statsmodels, errors by place."""
    import statsmodels.api as sm

    unit, when = (grid.ravel() for grid in np.indices(panel.values.shape))
    effect = ((unit < treated) & (when >= first)).astype(float)
    columns = [effect, *((unit == i).astype(float) for i in range(panel.values.shape[0]))]
    columns += [(when == i).astype(float) for i in range(1, panel.values.shape[1])]
    design, y = np.column_stack(columns), panel.values.ravel()
    clustered = {"cov_type": "cluster", "cov_kwds": {"groups": unit}}

    def fit() -> tuple[float, float]:
        model = sm.GLM(y, design, family=sm.families.Poisson()) if counts else sm.OLS(y, design)
        found = model.fit(**clustered)
        return float(found.params[0]), float(found.bse[0])

    return fit


def differences(repeat: int) -> None:
    """Compare estimates, errors and time of differences in differences."""
    for name, panel, kind, first in (
        ("did, counts, 33 places x 48 months", worlds.counts(1, places=33), "count", 24),
        ("did, values, 33 places x 24 months", worlds.values(1, places=33), "value", 12),
    ):
        pilot = Pilot(areas=panel.units[:3], start=panel.periods[first], outcome="x")
        split = Split.of(panel, pilot)
        columns = np.arange(len(panel.periods))
        ours, found = timed(
            lambda s=split, k=kind, c=columns, f=first: courses.estimate(s, k, c[:f], c[f:]), repeat
        )
        whole, _ = timed(lambda p=panel, q=pilot, k=kind: difference(p, q, kind=k), repeat)
        theirs, peer = timed(two_way(panel, 3, first, counts=kind == "count"), repeat)
        print(f"{name}: estimate {ours:.1f} ms, whole result {whole:.0f} ms")
        print(f"  ours {found.estimate:+.5f} (error {found.error:.4f}, CR2 or jackknife)")
        print(f"  statsmodels {peer[0]:+.5f} (error {peer[1]:.4f}, CR1) in {theirs:.1f} ms")


def interrupted(repeat: int) -> None:
    """Compare the segmented regression with statsmodels' quasi-Poisson fit."""
    import statsmodels.api as sm

    from avow.analysis.evaluation import segments

    panel = published.sicily()
    line = segments.series_of(Split.of(panel, published.SICILY), "count")
    columns = segments.design(line, "harmonics", slope=True)
    family = sm.families.Poisson()
    theirs, peer = timed(
        lambda: sm.GLM(line.y, columns, family=family, offset=line.offset).fit(scale="X2"), repeat
    )
    ours, found = timed(lambda: series(panel, published.SICILY, correlated=False), repeat)
    full, wide = timed(lambda: series(panel, published.SICILY), repeat)
    step = found.changes.to_pylist()[0]["estimate"]
    print(f"series, Sicily: ours, errors independent, {step:+.3f}% in {ours:.0f} ms (whole result)")
    print(f"  statsmodels {100 * np.expm1(peer.params[2]):+.3f}% in {theirs:.1f} ms (fit alone)")
    print(f"  ours, correlation allowed for: {wide.effect.percent:+.2f}% in {full:.0f} ms")


def mixes() -> None:
    """Compare the weights of California's synthetic control."""
    panel, predictors = published.california()
    target = panel.rows(["California"])[0]
    names = [n for n in panel.units if n != "California"]
    table = np.array([[values[n] for n in names] for values in predictors.values()])
    mine = np.array([values["California"] for values in predictors.values()])
    before = panel.values[:, :19]
    course, rest = before[target], np.delete(before, target, axis=0).T
    ours, (weights, _v) = timed(lambda: with_predictors(mine, table, course, rest), 1)
    print(
        f"synthetic, California, 7 predictors: loss {_loss(course, rest, weights):.3f} "
        f"in {ours:.0f} ms: {_top(names, weights)}"
    )
    whole, _found = timed(
        lambda: synthetic(panel, published.CALIFORNIA, predictors=predictors, kind="value"), 1
    )
    print(f"  whole result with 38 placebos and donors left out: {whole:.0f} ms")
    try:
        from pysyncon import Synth
    except ImportError:
        print("  pysyncon: skipped, it is not installed (pip install pysyncon, in a venv)")
        return
    import pandas as pd

    x0, x1 = pd.DataFrame(table, columns=names), pd.Series(mine, name="California")
    z0, z1 = pd.DataFrame(rest, columns=names), pd.Series(course, name="California")

    def fit() -> np.ndarray:
        model = Synth()
        model.fit(X0=x0, X1=x1, Z0=z0, Z1=z1, optim_method="Nelder-Mead", optim_initial="equal")
        return np.asarray(model.W)

    theirs, peer = timed(fit, 1)
    print(
        f"  pysyncon: loss {_loss(course, rest, peer):.3f} in {theirs:.0f} ms: {_top(names, peer)}"
    )


def _loss(course: np.ndarray, rest: np.ndarray, weights: np.ndarray) -> float:
    return float(((course - rest @ weights) ** 2).mean())


def _top(names: list[str], weights: np.ndarray) -> str:
    order = np.argsort(-weights)[:5]
    return ", ".join(f"{names[i]} {weights[i]:.3f}" for i in order)


def main() -> None:
    """Run every comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    differences(repeat)
    interrupted(repeat)
    mixes()


if __name__ == "__main__":
    main()
