"""How forty measures by command unit and month grow with the facts: 100 thousand to 50 million.

    python bench/measures_growth.py [--sizes 100000 1000000] [--folder DIR] [--output TABLE.md]

For each size the records are invented, streaming, measured and deleted again. Each run is a
process of its own, imports not counted. The table is Markdown, for docs/explanation/speed.md.
"""

import argparse
import tempfile
import time
from pathlib import Path

from _measures import generate, timed

_COLUMNS = (
    "Offences",
    "Rows of all tables",
    "On disk",
    "40 measures × BCU × month",
    "A million offences",
    "Peak memory",
    "Bare scan of the columns",
    "Times the scan",
)
_HEAD = f"| {' | '.join(_COLUMNS)} |\n|{'---:|' * len(_COLUMNS)}"


def main() -> None:
    """Print the table, a line a size, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where to put the records meanwhile")
    parser.add_argument("--output", type=Path)
    asked = parser.parse_args()
    lines = [_HEAD]
    print(_HEAD, flush=True)
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="avow-growth-", dir=asked.folder) as made:
            lines.append(line(Path(made), size))
        print(lines[-1], flush=True)
    if asked.output:
        asked.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def line(folder: Path, size: int) -> str:
    """Invent records of so many offences, measure them, and return a line of the table."""
    from avow.analysis.synthetic import records

    began = time.perf_counter()
    generate(folder, size)
    print(f"(invented in {time.perf_counter() - began:.0f} s)", flush=True)
    scan, avow = timed("scan", str(folder)), timed("avow", str(folder))
    disk = sum(f.stat().st_size for f in (folder / "facts").rglob("*.parquet")) / 1e6
    return (
        f"| {size:,} | {sum(records.rows(folder).values()):,} | {disk:,.0f} MB "
        f"| {avow['seconds']:.1f} s | {avow['seconds'] / size * 1e6:.2f} s "
        f"| {avow['peak_mb']:,.0f} MB | {scan['seconds']:.1f} s "
        f"| {avow['seconds'] / scan['seconds']:.1f} |"
    )


if __name__ == "__main__":
    main()
