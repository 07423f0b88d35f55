"""Proposing themes, beside TF-IDF, k-means and class terms in scikit-learn, as BERTopic does.

    python bench/themes.py [--count 100000] [--shared ../shared]

Speed and memory on invented answers, each in a process of its own; with the shared folder also how
well themes agree with what people coded, without having seen a code: for each code given to at
least 20 answers, the F1 of the theme that fits it best; and how many identical texts were put
apart, and how many answers that say nothing are in themes.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from _answers import answers

QUESTION = "What would make you feel safer?"
Themes = list[set[int]]


def avow(texts: Sequence[str]) -> Themes:
    """Return the themes that Avow proposes."""
    from avow.analysis.text.themes import propose

    proposal = propose(texts, seed=1, question=QUESTION)
    return [{index for index, _ in theme.members} for theme in proposal.themes]


def peer(texts: Sequence[str]) -> Themes:
    """Return clusters of TF-IDF vectors reduced to 50 dimensions, with their terms worked out."""
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
    from sklearn.preprocessing import normalize

    counter = CountVectorizer(stop_words="english", ngram_range=(1, 2), min_df=2)
    counts = counter.fit_transform(texts)
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    rows = normalize(TruncatedSVD(50, random_state=1).fit_transform(weights))
    homes = KMeans(24, n_init=3, random_state=1).fit_predict(rows)
    sums = np.vstack([np.asarray(counts[homes == k].sum(axis=0)) for k in range(24)])
    terms = sums / (sums.sum(axis=1, keepdims=True) + 1) * np.log(1 + 1 / (sums.sum(axis=0) + 1))
    terms.argsort(axis=1)
    return [set(np.flatnonzero(homes == k).tolist()) for k in range(24)]


def agreement(themes: Themes, labels: Sequence[frozenset[str]]) -> float:
    """Return the mean over codes of the best theme's F1."""
    given: dict[str, set[int]] = {}
    for index, names in enumerate(labels):
        for name in names:
            given.setdefault(name, set()).add(index)
    given.pop("Labelling not possible", None)
    best = [
        max(2 * len(theme & inside) / (len(theme) + len(inside)) for theme in themes)
        for inside in given.values()
        if len(inside) >= 20
    ]
    return sum(best) / len(best)


def quality(shared: Path) -> None:
    """Print how both agree with people."""
    from avow.analysis.text.duplicates import normal_form
    from avow.analysis.text.themes import reason_to_set_apart

    with (shared / "data/text/nhs_comments/labelled_half.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    texts = [row["answer"] for row in rows]
    labels = [frozenset(row["labels"].split("|")) for row in rows]
    nothing = {i for i, text in enumerate(texts) if reason_to_set_apart(text)}
    print(f"{len(texts)} coded answers")
    for method in (avow, peer):
        themes = method(texts)
        homes: dict[str, set[tuple[int, ...]]] = {}
        for index, text in enumerate(texts):
            home = tuple(n for n, theme in enumerate(themes) if index in theme)
            homes.setdefault(normal_form(text), set()).add(home)
        split = sum(len(found) > 1 for found in homes.values())
        said = len(nothing & set().union(*themes))
        print(
            f"  {method.__name__}  {len(themes)} themes, agreement {agreement(themes, labels):.3f}"
        )
        print(f"        {split} texts put apart from their copies, {said} nothings in themes")


def main() -> None:
    """Run the benchmark, or, with --one, one method on the texts that come in as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    home = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=os.environ.get("AVOW_SHARED", home))
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--one", choices=("avow", "peer"))
    options = parser.parse_args()
    if options.one:
        texts = json.loads(sys.stdin.read())
        started, worked = time.perf_counter(), time.process_time()
        themes = {"avow": avow, "peer": peer}[options.one](texts)
        took, work = time.perf_counter() - started, time.process_time() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told = f"{took:6.1f} s ({work:.1f} s of processor) {memory:6.0f} MB"
        print(f"  {options.one}  {told}, {len(themes)} themes")
        return
    texts = json.dumps(answers(options.count, seed=1))
    print(f"{options.count:,} invented answers", flush=True)
    for name in ("avow", "peer"):
        command = [sys.executable, __file__, "--one", name]
        subprocess.run(command, check=True, input=texts, text=True)
    if (Path(options.shared) / "data/text/nhs_comments").is_dir():
        quality(Path(options.shared))


if __name__ == "__main__":
    main()
