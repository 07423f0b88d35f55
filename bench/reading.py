"""Time, memory and quality of reading a submission, beside a plain peer in the same run.

    python bench/reading.py [--shared ../shared]

The peer takes every sentence with a modal verb for a recommendation and links it by the cosine of
TF-IDF vectors (scikit-learn), as a quick script would. Both are timed as whole processes, start
included, on an invented document of 10,000 words; with the shared folder both are scored too.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODAL = re.compile(r"\b(?:should|must|need|needs|recommend|recommends|urge|would welcome)\b", re.I)
SENTENCES = (
    "The force should give every victim a named officer within a week of her report.",
    "Our helpline took more calls last winter than in any year before, and many came at night.",
    "We welcome the promise to train detectives, but call handlers need the same course.",
    "It is vital that breaches of protection orders are acted on within a day.",
    "One woman told us that nobody rang her for eleven weeks after she had been attacked.",
    "We urge you to publish outcomes by ethnicity each quarter, so that progress can be seen.",
    "The plan does not say how hotspots will be chosen, nor who will patrol them after dark.",
    "Survivors sat with us for two afternoons and went through each page of the draft.",
)
PLAN = """Invented plan

Commitment 1: Care
- We will tell victims what is happening in their case
- We will refer victims to independent advisers
Commitment 2: Powers
- We will use protection orders and act on each breach
Commitment 3: Skills
- We will train detectives and call handlers
Commitment 4: Places
- We will patrol hotspots at night
Commitment 5: Openness
- We will publish data on outcomes by ethnicity
"""


def long_document(words: int = 10_000) -> str:
    """Return paragraphs of numbered variants of the sentences, about so many words."""
    parts, count, turn = [], 0, 0
    while count < words:
        turn += 1
        line = " ".join(SENTENCES[(turn + k) % len(SENTENCES)] for k in range(5))
        parts.append(f"{turn}. Part {turn}\n\n{line} This is point {turn}.\n")
        count += len(parts[-1].split())
    return "\n".join(parts)


def peer(document: str, plan_json: str) -> None:
    """Print what the peer finds, in the shape of `avow consultation read`."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    text = " ".join(Path(document).read_text(encoding="utf-8").split())
    plan = json.loads(Path(plan_json).read_text(encoding="utf-8"))
    held = [c for pillar in plan["pillars"] for c in pillar["commitments"]]
    whole = [" ".join([c["text"], *(a["text"] for a in c["actions"])]) for c in held]
    asks = [s for s in re.split(r"(?<=[.!?])\s+", text) if MODAL.search(s)]
    vectors = TfidfVectorizer(stop_words="english", ngram_range=(1, 2)).fit(whole + asks)
    found = []
    for ask, row in zip(
        asks, (vectors.transform(asks) @ vectors.transform(whole).T).toarray(), strict=True
    ):
        best = sorted(range(len(held)), key=lambda i: -row[i])[:3]
        links = [{"commitment": held[i]["number"], "score": row[i]} for i in best if row[i] > 0.05]
        found.append({"quote": ask, "links": links, "gap": not links})
    print(json.dumps({"recommendations": found}))


def measured(command: list[str], out: Path) -> tuple[float, float]:
    """Run a command, its output to a file; return its seconds and its peak memory in MB."""
    started = time.perf_counter()
    with out.open("w") as stream:
        child = subprocess.Popen(command, stdout=stream)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} failed with {child.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def commands(document: Path, plan: Path) -> dict[str, list[str]]:
    """Return the command of Avow and of the peer for one document."""
    avow = [sys.executable, "-m", "avow.cli", "consultation", "read", str(document)]
    return {
        "avow": [*avow, "--plan", str(plan)],
        "peer": [sys.executable, __file__, "--peer", str(document), str(plan)],
    }


def time_both(folder: Path) -> None:
    """Time both on the long invented document, best of three."""
    (folder / "plan.txt").write_text(PLAN)
    plan, document = folder / "plan.json", folder / "long.txt"
    read = [sys.executable, "-m", "avow.cli", "plan", "read", str(folder / "plan.txt")]
    measured(read, plan)
    document.write_text(long_document())
    print(f"{len(document.read_text().split()):,} words, whole process, best of three")
    for name, command in commands(document, plan).items():
        runs = [measured(command, folder / f"{name}.json") for _ in range(3)]
        seconds, memory = min(runs)
        count = len(json.loads((folder / f"{name}.json").read_text())["recommendations"])
        print(f"  {name:5} {seconds:6.2f} s {memory:7.0f} MB  {count} recommendations")


def score_both(folder: Path, shared: Path) -> None:
    """Score both on the hand-made answers."""
    plan = folder / "met.json"
    leaflet = next((shared / "sources").glob("003_*.txt"))
    measured([sys.executable, "-m", "avow.cli", "plan", "read", str(leaflet)], plan)
    for gold in sorted((shared / "gold").glob("*.jsonl")):
        document = shared / "gold" / "documents" / f"{gold.stem}.txt"
        if not document.exists():
            document = next((shared / "sources").glob(f"{gold.stem}_*.txt"))
        print(gold.stem)
        for name, command in commands(document, plan).items():
            measured(command, folder / "found.json")
            score = [sys.executable, str(shared / "gold/score.py"), str(gold)]
            told = subprocess.run(
                [*score, str(folder / "found.json")], capture_output=True, text=True, check=True
            )
            print(*(f"  {name:5} {line}" for line in told.stdout.splitlines()), sep="\n")


def main() -> None:
    """Run the benchmark, or, with --peer, the peer on one document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--peer", nargs=2, metavar=("DOCUMENT", "PLAN"))
    options = parser.parse_args()
    if options.peer:
        peer(*options.peer)
        return
    with tempfile.TemporaryDirectory() as folder:
        time_both(Path(folder))
        if (options.shared / "gold").is_dir():
            score_both(Path(folder), options.shared)


if __name__ == "__main__":
    main()
