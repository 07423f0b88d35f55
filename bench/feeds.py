"""Load the Metropolitan Police's VAWG files beside pandas doing the same work, in one run.

    python bench/feeds.py [OFFENCES.parquet VICTIMS.parquet] [--runs 3]

Each side runs in a process of its own, start-up included, turn and turn about; the table shows the
median of wall-clock seconds and of peak memory, and how many times as much pandas takes.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _subjects import vawg_files


def avow(files: list[str], folder: str) -> None:
    """Load with this package."""
    from datetime import UTC, datetime

    from avow.analysis import feeds

    feeds.load(folder, "mps-vawg", files, at=datetime(2026, 3, 1, tzinfo=UTC)).report.to_text()


def peer(files: list[str], folder: str) -> None:
    """Do with pandas what the load does: read, judge, map, reconcile, near-duplicates, write.

    It leaves out what pandas users would leave out too: locks, hashes, flushing to disk.
    """
    import pandas as pd
    from rapidfuzz import fuzz, process

    from avow.analysis.feeds import classes
    from avow.analysis.feeds.names import geography
    from avow.analysis.feeds.vawg_shape import (
        CLASS,
        COMMITTED,
        DIMENSIONS,
        PLACE,
        RECORDED,
        STACKED,
    )

    known, out = geography(), Path(folder)
    report: dict[str, object] = {}
    for file in files:
        rows = pd.read_parquet(file)
        bad = rows[RECORDED].isna() | rows["count"].isna() | (rows["count"] < 0)
        bad |= rows.duplicated([c for c in rows.columns if c != "count"])
        bad |= (rows[RECORDED] < "1990-01-01") | (rows[RECORDED] > "2100-12-31")
        rows[bad].to_csv(out / f"{Path(file).stem}-quarantine.csv")
        rows = rows[~bad].copy()
        report[f"{file} 1900"] = int((rows[COMMITTED] == "1900-01-01").sum())
        report[f"{file} later"] = int((rows[COMMITTED] > rows[RECORDED]).sum())
        rows.loc[rows[COMMITTED] < "1910-01-01", COMMITTED] = pd.NaT
        for sheet, given in rows.groupby("sheet"):
            part = given.copy()
            columns = [c for c in DIMENSIONS if c in part and part[c].notna().any()]
            if PLACE[0] in columns:
                odd = part[PLACE[2]].isna() | part[PLACE[2]].isin(["N/K", "Non MET police force"])
                report[f"{sheet} wards"] = (
                    part[odd].groupby(PLACE[2], dropna=False)["count"].sum().to_dict()
                )
                part.loc[odd | part[PLACE[1]].isin(["Other", "Unknown"]), PLACE[2]] = None
                part[PLACE[0]] = part[PLACE[0]].map(
                    lambda n: None if n in ("Other", "Unknown") else known.bcu(n)
                )
                part[PLACE[1]] = part[PLACE[1]].map(
                    lambda n: None if n in ("Other", "Unknown") else known.borough(n)
                )
            if CLASS[0] in columns:
                distinct = part[list(CLASS)].drop_duplicates()
                distinct["offence_group"] = [
                    classes.group_of(classes.Offence(*row)).id
                    for row in distinct.itertuples(index=False)
                ]
                groups = part[list(CLASS)].merge(distinct, on=list(CLASS), how="left")
                part["offence_group"] = groups["offence_group"].to_numpy()
                columns.append("offence_group")
                titles = sorted(part[CLASS[3]].unique())
                likeness = process.cdist(
                    titles, titles, scorer=fuzz.ratio, score_cutoff=96, workers=1
                )
                report["titles alike"] = int((likeness > 0).sum() - len(titles)) // 2
            key = [*columns, RECORDED, COMMITTED]
            table = part.groupby(key, dropna=False, as_index=False)["count"].sum().sort_values(key)
            report[str(sheet)] = [len(part), len(table), int(table["count"].sum())]
            report[f"{sheet} years"] = part.groupby(part[RECORDED].dt.year)["count"].sum().to_dict()
            report[f"{sheet} complete"] = table.notna().mean().to_dict()
            table.to_parquet(out / f"{sheet}.parquet", compression="zstd")
    assert len(STACKED) == 5
    (out / "report.json").write_text(json.dumps(report, default=str))


def measure(side: str, files: list[str]) -> tuple[float, float]:
    """Return seconds and peak megabytes of one side in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, __file__, *files, "--side", side, "--into", folder]
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{side} failed")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    """Measure both sides, or run one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="default: the real files, else invented ones")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--side", choices=("avow", "pandas"))
    parser.add_argument("--into")
    given = parser.parse_args()
    given.files = given.files or vawg_files()
    if given.side:
        (avow if given.side == "avow" else peer)(given.files, given.into)
        return
    found: dict[str, list[tuple[float, float]]] = {"avow": [], "pandas": []}
    for _ in range(given.runs):
        for side, results in found.items():
            results.append(measure(side, given.files))
    medians = {
        side: [statistics.median(column) for column in zip(*results, strict=True)]
        for side, results in found.items()
    }
    print(f"median of {given.runs} runs, {os.cpu_count()} processors")
    print(f"{'':8}{'seconds':>10}{'peak MB':>10}")
    for side, (seconds, megabytes) in medians.items():
        print(f"{side:8}{seconds:10.2f}{megabytes:10.0f}")
    ratios = [b / a for a, b in zip(medians["avow"], medians["pandas"], strict=True)]
    print(f"pandas takes {ratios[0]:.1f} times the time and {ratios[1]:.1f} times the memory")


if __name__ == "__main__":
    main()
