"""Write invented records and say how quickly, and how much memory at most.

    python bench/synthetic.py [--sizes 100000 1000000] [--folder DIR] [--json]

Each size runs in a process of its own; all record-level tables are written. The table shows the
seconds (with and without making the city, which does not grow), offences and rows a second, the
highest memory of the process, and the size on disk. Larger sizes, such as 10000000 and 50000000,
take minutes and gigabytes of disk. There is no peer: nothing else obeys this contract.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path


def one(offences: int, folder: Path) -> dict[str, float]:
    """Write records of one size; return what it took."""
    from avow.analysis.synthetic import city, records

    began = time.perf_counter()
    city()
    ready = time.perf_counter()
    records.write(folder, offences=offences, seed=1, start=date(2022, 3, 1), end=date(2026, 2, 1))
    done = time.perf_counter()
    rows = sum(records.rows(folder).values())
    return {
        "offences": offences,
        "rows": rows,
        "seconds": round(done - ready, 2),
        "with the city": round(done - began, 2),
        "offences a second": round(offences / (done - ready)),
        "rows a second": round(rows / (done - ready)),
        "memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "disk MB": round(sum(f.stat().st_size for f in folder.rglob("*.parquet")) / 1e6, 1),
    }


def main() -> None:
    """Run every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="keep the records of the last size here")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one, asked.folder)))
        return
    found = []
    for size in asked.sizes:
        folder = asked.folder or Path(tempfile.mkdtemp())
        words = [sys.executable, __file__, "--one", str(size), "--folder", str(folder)]
        said = subprocess.run(words, check=True, capture_output=True, text=True)
        found.append(json.loads(said.stdout))
        if not asked.folder:
            shutil.rmtree(folder)
        if not asked.json:
            print("  ".join(f"{name} {value:,}" for name, value in found[-1].items()), flush=True)
    if asked.json:
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
