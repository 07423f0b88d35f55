"""Forty measures of records by command unit and month, beside pandas and beside a bare scan.

    python bench/measures.py [--offences 1000000] [--data FOLDER] [--runs 3] [--spark]

Without --data the records are invented first. Each side runs in a process of its own, turn and
turn about, imports not counted; the table shows the median seconds of the work, of the processor,
and the most memory. Figures of all sides must agree. The bare scan reads every value of the columns
that the measures use, in DuckDB, and keeps only the largest. pandas counts numerators,
denominators and medians; Avow also lays them out, works out intervals and writes notes.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from _measures import columns_used, generate, timed


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offences", type=int, default=1_000_000)
    parser.add_argument("--data")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--spark", action="store_true", help="run on Spark as well")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="avow-bench-") as made:
        if not asked.data:
            generate(Path(made), asked.offences)
        compare(asked.data or made, asked.runs, spark=asked.spark)


def compare(data: str, runs: int, *, spark: bool) -> None:
    """Run the sides turn and turn about, and print medians."""
    sides = {"scan": ("scan",), "avow": ("avow",), "pandas": ("pandas",)}
    if spark:
        sides["avow on Spark"] = ("avow", "spark")
    took = {name: [] for name in sides}
    for _ in range(runs):
        for name, (side, *more) in sides.items():
            took[name].append(timed(side, data, *more))
    first = took["avow"][0]["sums"]
    for name in ("avow", "pandas", *(["avow on Spark"] if spark else [])):
        for run in took[name]:
            assert len(run["sums"]) == len(first), name
            for found, known in zip(run["sums"], first, strict=True):
                assert abs(found - known) <= 1e-9 * abs(known), (name, found, known)
    columns = columns_used()
    read = sum(map(len, columns.values()))
    print(f"{len(first) // 2} measures, {read} columns of {len(columns)} tables")
    print(f"{'side':<14} {'seconds':>8} {'cpu':>8} {'peak MB':>8} {'of avow':>8}")
    median = {
        name: {key: statistics.median(r[key] for r in of) for key in ("seconds", "cpu", "peak_mb")}
        for name, of in took.items()
    }
    for name, m in median.items():
        share = m["seconds"] / median["avow"]["seconds"]
        print(f"{name:<14} {m['seconds']:8.2f} {m['cpu']:8.2f} {m['peak_mb']:8.0f} {share:8.2f}")


if __name__ == "__main__":
    main()
