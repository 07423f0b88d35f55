"""Disparity rates beside fairlearn's MetricFrame doing the same work, in one run.

    python bench/disparity.py [--rows 1000000] [--runs 5] [--peer PYTHON]

Invented rows: an ethnic group (one in ten not known), three steps and a kind of offence. Both sides
are given the rows in memory in the form they like best, in a process of their own, turn and turn
about, and say for each step which share of each group reached it, from the start and of those who
reached the step before, and its ratio to the reference. Avow also makes intervals, differences,
bounds for those not known and sentences; the second line adds the ratio within strata. The rates
and ratios of both sides must agree. `--peer` names a Python that has fairlearn; without fairlearn
the peer is skipped, and the reason printed.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GROUPS, SHARES = ["White", "Black", "Asian", "Mixed", "Other", None], [50, 15, 15, 5, 5, 10]
STEPS = ["arrest", "file", "charge"]
Rates = dict[str, float]


def invent(rows: int, target: Path) -> None:
    """Write invented rows."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    dice = np.random.default_rng(4)
    place = dice.choice(len(GROUPS), rows, p=np.array(SHARES) / 100)
    arrest = dice.random(rows) < 0.4
    file = arrest & (dice.random(rows) < np.where(place == 1, 0.45, 0.5))
    charge = file & (dice.random(rows) < 0.3)
    kinds = np.array(["rape", "stalking", "strangulation", "other"])
    columns = {
        "ethnicity_self": pa.array([*GROUPS]).take(pa.array(place)),
        "offence_group": pa.array(kinds[dice.integers(0, 4, rows)]),
        **dict(zip(STEPS, (arrest, file, charge), strict=True)),
    }
    pq.write_table(pa.table(columns), target)


def avow(target: Path, runs: int, strata: bool) -> tuple[list[float], Rates]:
    """Compare with this package; return seconds of each run, and the rates and ratios."""
    import pyarrow.parquet as pq

    from avow.analysis import disparity

    table = pq.read_table(target)
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        counts = disparity.steps_of(
            table,
            group="ethnicity_self",
            steps=STEPS,
            strata=["offence_group"] if strata else [],
        )
        found = disparity.compare(counts, reference="White")
        taken.append(time.perf_counter() - start)
    return taken, {
        f"{row['step']} {row['since']} {row['group']} {name}": row[name]
        for row in found.table.to_pylist()
        for name in ("rate", "ratio")
        if row[name] is not None
    }


def fairlearn(target: Path, runs: int) -> tuple[list[float], Rates]:
    """Do the same with MetricFrame."""
    import pandas as pd
    from fairlearn.metrics import MetricFrame, selection_rate

    rows = pd.read_parquet(target)
    rows["ethnicity_self"] = rows["ethnicity_self"].fillna("Not known")
    taken = []
    for _ in range(runs):
        start, found = time.perf_counter(), {}
        for i, step in enumerate(STEPS):
            for since in ("start", "before")[: 2 if i else 1]:
                part = rows if since == "start" else rows[rows[STEPS[i - 1]]]
                frame = MetricFrame(
                    metrics=selection_rate,
                    y_true=part[step],
                    y_pred=part[step],
                    sensitive_features=part["ethnicity_self"],
                )
                base = frame.by_group["White"]
                for group, rate in frame.by_group.items():
                    found[f"{step} {since} {group} rate"] = float(rate)
                    if group != "White":
                        found[f"{step} {since} {group} ratio"] = float(rate / base)
        taken.append(time.perf_counter() - start)
    return taken, found


def side(name: str, target: Path, runs: int) -> tuple[list[float], Rates]:
    """Run one side in this process."""
    if name == "fairlearn":
        return fairlearn(target, runs)
    return avow(target, runs, strata=name == "avow, within strata")


def child(python: str, name: str, target: Path, runs: int) -> tuple[list[float], Rates]:
    """Run one side in a process of its own."""
    done = subprocess.run(
        [python, __file__, "--side", name, "--file", str(target), "--runs", str(runs)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    taken, rates = json.loads(done.stdout.splitlines()[-1])
    return taken, rates


def has_fairlearn(python: str) -> bool:
    """Return whether that Python can import fairlearn."""
    return not subprocess.run(
        [python, "-c", "import fairlearn.metrics"], capture_output=True, check=False
    ).returncode


def main() -> None:
    """Print what was measured."""
    words = argparse.ArgumentParser()
    words.add_argument("--rows", type=int, default=1_000_000)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--peer", default=sys.executable)
    words.add_argument("--side")
    words.add_argument("--file", type=Path)
    asked = words.parse_args()
    if asked.side:
        print(json.dumps(side(asked.side, asked.file, asked.runs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows.parquet"
        invent(asked.rows, target)
        compare(asked, target)


def compare(asked: argparse.Namespace, target: Path) -> None:
    """Run the sides in turn and hold their figures against each other."""
    sides = {"avow": sys.executable, "avow, within strata": sys.executable}
    if has_fairlearn(asked.peer):
        sides["fairlearn"] = asked.peer
    else:
        print(f"fairlearn is skipped: {asked.peer} cannot import it (see --peer).")
    taken: dict[str, list[float]] = {name: [] for name in sides}
    rates: dict[str, Rates] = {}
    for _ in range(2):
        for name, python in sides.items():
            seconds, rates[name] = child(python, name, target, asked.runs)
            taken[name] += seconds
    print(f"{asked.rows:,} rows, seconds of {2 * asked.runs} runs: median (least)")
    for name, seconds in taken.items():
        print(f"{name:<22} {statistics.median(seconds):8.3f} ({min(seconds):.3f})")
    if "fairlearn" in rates:
        ours, theirs = rates["avow"], rates["fairlearn"]
        if ours.keys() != theirs.keys():
            raise SystemExit(f"Not the same rows: {ours.keys() ^ theirs.keys()}")
        apart = max(abs(ours[name] - theirs[name]) for name in ours)
        if apart > 1e-12:
            raise SystemExit(f"The figures differ by up to {apart}.")
        times = statistics.median(taken["fairlearn"]) / statistics.median(taken["avow"])
        print(f"{len(ours)} rates and ratios agree; fairlearn takes {times:.0f} times as long")


if __name__ == "__main__":
    main()
