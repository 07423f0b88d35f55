"""Take in 100,000 invented survey responses from a CSV file, beside pandas loading the same rows.

    python bench/importing.py [--answers 100000]

The site reads the file, maps it, encrypts what people wrote, keys every row so that a second import
adds nothing, and writes it in one transaction. The peer reads the same file with pandas, makes a
row per answer and writes them to SQLite: no encryption, no keys, no check of any value. The second
figure of the site is the same file again, of which nothing may be added.
"""

import argparse
import csv
import os
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AREAS = [f"Borough {n}" for n in range(1, 25)]


def write(path: Path, count: int) -> None:
    """Write the invented responses as a survey tool exports them."""
    from avow.analysis.synthetic import responses

    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        agrees = [f"How far do you agree with commitment {n}?" for n in range(1, 11)]
        writer.writerow(["Response ID", "Which area?", "Sex", "Age", *agrees, "What is missing?"])
        for one in responses(count, seed=1, areas=AREAS):
            said = [one.agreement[n] for n in range(1, 11)]
            writer.writerow([one.number, one.area, one.sex, one.age, *said, one.text])


def take_in(data: bytes) -> tuple[float, float, int]:
    """Return seconds of the first and the second import, and how many were added."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    django.setup()
    from django.core.management import call_command
    from tests.web.conftest import make_person
    from tests.web.plan.texts import PLAN

    from avow.web.plan.actions import import_plan
    from avow.web.surveys import actions

    call_command("migrate", verbosity=0)
    lead = make_person("plan-lead")
    version = import_plan(by=lead, text=PLAN, source_name="plan.txt", force="Thornhaven Police")
    survey = actions.create_survey(
        by=lead, version=version, title="Elsewhere", place="elsewhere", filled=False
    )
    seconds, added = [], 0
    for _ in range(2):
        start = time.perf_counter()
        intake = actions.hold_file(by=lead, survey=survey, data=data, name="answers.csv")
        added += actions.take_in_responses(by=lead, intake=intake).added
        seconds.append(time.perf_counter() - start)
    return seconds[0], seconds[1], added


def peer(path: Path, folder: str) -> float:
    """Return seconds of pandas."""
    import pandas as pd

    start = time.perf_counter()
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    long = rows.melt(id_vars=["Response ID"], var_name="question", value_name="answer")
    long = long[long["answer"] != ""]
    with sqlite3.connect(Path(folder) / "peer.sqlite3") as database:
        long.to_sql("answers", database, index=False, chunksize=50_000)
    return time.perf_counter() - start


def main() -> None:
    """Print seconds and memory of both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=100_000)
    count = parser.parse_args().answers
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AVOW_DATA"] = folder
        path = Path(folder) / "answers.csv"
        write(path, count)
        first, again, added = take_in(path.read_bytes())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pandas = peer(path, folder)
    print(f"| {count:,} responses from CSV | seconds | times pandas |")
    print("|---|---|---|")
    print(f"| taken in, {added:,} added | {first:.1f} | {first / pandas:.1f} |")
    print(f"| the same file again | {again:.1f} | {again / pandas:.1f} |")
    print(f"| pandas, without keys or encryption | {pandas:.1f} | 1.0 |")
    print(f"Peak memory of the site's process: {memory:.0f} MB")


if __name__ == "__main__":
    main()
