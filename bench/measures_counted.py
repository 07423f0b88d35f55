"""Run measures on loaded facts beside pandas doing the same work, in one run.

    python bench/measures_counted.py [DATA] [--runs 3]

DATA is a folder that `avow feed load` has filled; without it, one is filled first. Each side runs
in a process of its own, turn and turn about. The table shows the median seconds of the work alone
and of the whole process, and how many times as much pandas takes; the figures of both sides must
agree. Last comes the time for every measure by every area and period.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

from _subjects import facts

CASES = {
    "recorded-offences-per-1000": ("borough", "year"),
    "recorded-late-share": ("ward", "month"),
    "victims-per-100-offences": ("ward", "year"),
}
Z = 1.959963984540054


def avow(data: str, measure: str) -> float:
    """Run one measure with this package; return the sum of its values, to compare."""
    from avow.analysis.engine import Facts
    from avow.analysis.measures import run

    table = run(Facts(data), measure, *CASES[measure]).table
    return float(sum(value for value in table["value"].to_pylist() if value is not None))


def peer(data: str, measure: str) -> float:
    """Do the same with pandas: every unit by every period, value and interval."""
    import numpy as np
    import pandas as pd
    from scipy.stats import chi2

    from avow.analysis.engine import layout

    by, period = CASES[measure]
    areas = {"borough": ["force", "borough"], "ward": ["force", "borough", "ward"]}[by]

    def read(name: str) -> pd.DataFrame:
        from pathlib import Path

        rows = pd.concat([pd.read_parquet(f) for f in layout.files(Path(data), name)])
        for column in {"month_recorded", "month_committed"} & set(rows.columns):
            rows[column] = pd.to_datetime(rows[column])
        if "month_recorded" in rows.columns:
            rows["start"] = rows["month_recorded"].dt.to_period(period[0].upper())
        return rows

    def grid(rows: pd.DataFrame, counted: str) -> pd.DataFrame:
        return rows.groupby([*areas, "start"], dropna=False)[counted].sum().unstack(fill_value=0)

    def exact(k: pd.DataFrame, n: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        return chi2.ppf(0.025, 2 * k) / 2 / n, chi2.ppf(0.975, 2 * k + 2) / 2 / n

    rows = read("offences_by_place")
    if measure == "recorded-late-share":
        known = rows[rows["month_committed"].notna() & (rows["month_committed"].dt.year > 1900)]
        recorded, committed = known["month_recorded"].dt, known["month_committed"].dt
        months = (recorded.year - committed.year) * 12 + recorded.month - committed.month
        n = grid(known, "offences")
        k = grid(known[months > 12], "offences").reindex_like(n).fillna(0)
        centre, half = (k + Z**2 / 2) / (n + Z**2), np.sqrt(k * (n - k) / n + Z**2 / 4)
        _ = centre - Z / (n + Z**2) * half, centre + Z / (n + Z**2) * half
        return float((k / n * 100).sum().sum())
    if measure == "victims-per-100-offences":
        n = grid(rows, "offences")
        k = grid(read("victims_by_place"), "victims").reindex_like(n).fillna(0)
        _ = exact(k, n)
        return float((k / n.where(n > 0) * 100).sum().sum())
    k = grid(rows, "offences")
    people = read("population").pivot_table(index=areas, columns="year", values="residents")
    nearest = {c: min(people.columns, key=lambda y, c=c: (abs(y - c.year), y)) for c in k.columns}
    n = pd.DataFrame({c: people[y] for c, y in nearest.items()}).reindex(k.index)
    _ = exact(k, n)
    return float((k / n * 1000).sum().sum())


def everything(data: str) -> int:
    """Run every measure by every area and period it is made by; return how many runs."""
    from avow.analysis.engine import Facts
    from avow.analysis.measures import definitions, run

    facts, runs = Facts(data), 0
    for each in definitions():
        for by in each.by:
            for period in each.periods:
                run(facts, each.id, by, period)
                runs += 1
    return runs


def timed(side: str, data: str, measure: str) -> tuple[float, float, float]:
    """Return seconds of the work, seconds of the whole process, and what it returned."""
    began = time.perf_counter()
    words = [sys.executable, __file__, data, "--side", side, "--measure", measure]
    said = subprocess.run(words, check=True, capture_output=True, text=True, env=os.environ)
    work, result = json.loads(said.stdout)
    return work, time.perf_counter() - began, result


def main() -> None:
    """Print the comparison, or run one side of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--side", choices=["avow", "peer", "everything"])
    parser.add_argument("--measure", default="")
    asked = parser.parse_args()
    asked.data = asked.data or facts()
    if asked.side:
        sides = {"avow": avow, "peer": peer}
        words = [asked.data] if asked.side == "everything" else [asked.data, asked.measure]
        work = {**sides, "everything": everything}[asked.side]
        if asked.side in sides:
            work(*words)  # once to import and to warm the disk cache
        began = time.perf_counter()
        result = work(*words)
        print(json.dumps([time.perf_counter() - began, result]))
        return
    print(f"{'measure':<28} {'by':<15} {'avow s':>14} {'pandas s':>14} {'ratio':>6}")
    for measure, (by, period) in CASES.items():
        taken = {"avow": [], "peer": []}
        for _ in range(asked.runs):
            for side, runs in taken.items():
                runs.append(timed(side, asked.data, measure))
        figures = {result for runs in taken.values() for *_, result in runs}
        assert max(figures) - min(figures) < 1e-6 * max(figures), (measure, figures)
        (a, whole_a), (p, whole_p) = (
            (statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs))
            for runs in taken.values()
        )
        print(
            f"{measure:<28} {by + ' ' + period:<15} {a:6.2f} ({whole_a:4.1f}) "
            f"{p:7.2f} ({whole_p:4.1f}) {p / a:6.1f}"
        )
    work, whole, runs = timed("everything", asked.data, "")
    print(f"{int(runs)} runs of every measure: {work:.1f} s (whole process {whole:.1f} s)")


if __name__ == "__main__":
    main()
