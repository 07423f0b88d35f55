"""Suggesting codes for free-text answers, beside a linear baseline and topic clustering.

    python bench/coding.py [--shared ../shared] [--seeds 10] [--train 300]

For each seed the same coded answers are drawn for all three, which then label the rest:

- Avow: `avow.analysis.text.coding.Coder`, nothing tuned here;
- linear: TF-IDF of words, word pairs and letters, one-vs-rest logistic regression or linear SVM;
  which of them, C and class weights by three-fold cross-validation on the coded answers, on the
  mean of micro and macro F1; a text over no threshold gets its likeliest label;
- clusters: TF-IDF reduced to 50 dimensions, HDBSCAN or k-means over all answers (the better of
  both by the coded answers), a cluster's labels those of most of its coded members, as is done
  with BERTopic's topics.

Macro F1 is the mean over all labels that people or the machine gave, those never drawn included.
"""

import argparse
import csv
import itertools
import os
import random
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault(
    "OMP_NUM_THREADS", "1"
)  # several threads that wait for one another are slower

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_union
from sklearn.preprocessing import MultiLabelBinarizer, normalize
from sklearn.svm import LinearSVC

from avow.analysis.text.coding import Coder, Suggestion, f1_scores

Labels = Sequence[frozenset[str]]
Method = Callable[[Sequence[str], Labels, Sequence[str], int], list[Sequence[str]]]


def avow(texts: Sequence[str], labels: Labels, rest: Sequence[str], seed: int) -> list:
    """Suggest with Avow."""
    coder = Coder.learn(texts, labels, seed=seed, unlabelled=rest)
    return [suggestion.labels for suggestion in coder.suggest(rest)]


def linear(texts: Sequence[str], labels: Labels, rest: Sequence[str], seed: int) -> list:
    """Suggest with the best of some linear models on TF-IDF."""
    vectors = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    ).fit(texts)
    binary = MultiLabelBinarizer()
    truth, known = binary.fit_transform(labels), vectors.transform(texts)
    folds = list(KFold(3, shuffle=True, random_state=seed).split(truth))

    def score(model: OneVsRestClassifier) -> float:
        found = np.zeros(truth.shape)
        for learn, test in folds:
            found[test] = _linear_scores(model, known[learn], truth[learn], known[test])
        said = _named(found, binary.classes_)
        scores = f1_scores(labels, said)
        return scores.micro + scores.macro

    best = max(_linear_models(), key=score)
    return _named(_linear_scores(best, known, truth, vectors.transform(rest)), binary.classes_)


def _linear_models() -> list[OneVsRestClassifier]:
    weights = (None, "balanced")
    logistic = [
        LogisticRegression(C=c, class_weight=w, solver="liblinear")
        for c, w in itertools.product((1, 10, 100), weights)
    ]
    machines = [LinearSVC(C=c, class_weight=w) for c, w in itertools.product((0.1, 1, 10), weights)]
    return [OneVsRestClassifier(model) for model in (*logistic, *machines)]


def _linear_scores(model: OneVsRestClassifier, known, truth, asked) -> np.ndarray:
    kept = truth.sum(axis=0) > 0
    scores = np.full((asked.shape[0], truth.shape[1]), -9.0)
    scores[:, kept] = model.fit(known, truth[:, kept]).decision_function(asked)
    return scores


def _named(scores: np.ndarray, names: Sequence[str]) -> list[list[str]]:
    return [
        [names[j] for j in np.flatnonzero(row >= 0)] or [names[int(row.argmax())]] for row in scores
    ]


def clusters(texts: Sequence[str], labels: Labels, rest: Sequence[str], seed: int) -> list:
    """Suggest the usual labels of a text's cluster."""
    every = [*texts, *rest]
    weights = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2).fit_transform(every)
    rows = normalize(TruncatedSVD(50, random_state=seed).fit_transform(weights))
    tries = [HDBSCAN(min_cluster_size=size, copy=True).fit_predict(rows) for size in (10, 20)]
    tries += [KMeans(k, random_state=seed, n_init=3).fit_predict(rows) for k in (20, 40, 80)]
    count = len(texts)

    def score(homes: np.ndarray) -> float:
        scores = f1_scores(labels, _usual_labels(homes[:count], labels, homes[:count]))
        return scores.micro + scores.macro

    best = max(tries, key=score)
    return _usual_labels(best[:count], labels, best[count:])


def _usual_labels(known: np.ndarray, labels: Labels, asked: np.ndarray) -> list[list[str]]:
    overall = Counter(name for given in labels for name in given).most_common(1)[0][0]
    usual: dict[int, list[str]] = {}
    for home in set(known.tolist()):
        inside = [given for place, given in zip(known, labels, strict=True) if place == home]
        counts = Counter(name for given in inside for name in given)
        most = [name for name, n in counts.items() if n * 2 > len(inside)]
        usual[home] = most or [counts.most_common(1)[0][0]]
    return [usual.get(home, [overall]) for home in asked.tolist()]


def read(path: Path) -> tuple[list[str], list[frozenset[str]]]:
    """Return texts and labels of the coded answers."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [r["answer"] for r in rows], [frozenset(r["labels"].split("|")) for r in rows]


def compare(texts: Sequence[str], labels: Labels, train: int, seeds: int) -> None:
    """Print each method's F1 by seed, and the means."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    for seed in range(1, seeds + 1):
        drawn = sorted(random.Random(seed).sample(range(len(texts)), train))
        rest = sorted(set(range(len(texts))) - set(drawn))
        for method in (avow, linear, clusters):
            started = time.perf_counter()
            coded = [texts[i] for i in drawn], [labels[i] for i in drawn]
            said = method(*coded, [texts[i] for i in rest], seed)
            scores = f1_scores([labels[i] for i in rest], said)
            took = time.perf_counter() - started
            found.setdefault(method.__name__, []).append((scores.micro, scores.macro, took))
            print(
                f"  seed {seed:2} {method.__name__:9} {scores.micro:.3f} {scores.macro:.3f}",
                flush=True,
            )
    print(f"{train} of {len(texts)} answers coded, {seeds} draws: micro F1, macro F1, seconds")
    for name, runs in found.items():
        micro, macro, took = np.mean(runs, axis=0)
        spread = np.std(runs, axis=0)
        print(
            f"  {name:9} {micro:.3f} ±{spread[0]:.3f}  {macro:.3f} ±{spread[1]:.3f}  {took:.1f} s"
        )


def how_sure(texts: Sequence[str], labels: Labels, train: int) -> None:
    """Print how often suggestions of each confidence are exactly what people gave."""
    bands: dict[int, list[bool]] = {}
    for seed in range(1, 6):
        drawn = set(random.Random(seed).sample(range(len(texts)), train))
        rest = [i for i in range(len(texts)) if i not in drawn]
        coder = Coder.learn(
            [texts[i] for i in sorted(drawn)],
            [labels[i] for i in sorted(drawn)],
            seed=seed,
            unlabelled=[texts[i] for i in rest],
        )
        said: list[Suggestion] = coder.suggest([texts[i] for i in rest])
        for i, s in zip(rest, said, strict=True):
            bands.setdefault(min(int(s.confidence * 5), 4), []).append(set(s.labels) == labels[i])
    print("Confidence, and how often a person gave exactly these labels")
    for band, right in sorted(bands.items()):
        share = sum(right) / len(right)
        print(f"  {band / 5:.1f} to {band / 5 + 0.2:.1f}: {share:.2f} of {len(right)}")


def active(texts: Sequence[str], labels: Labels, seeds: int = 5) -> None:
    """Print the F1 on half of the answers after 100 drawn and 200 more, drawn or least sure."""
    found: dict[str, list[tuple[float, float]]] = {"drawn": [], "least sure": []}
    for seed in range(1, seeds + 1):
        order = random.Random(seed).sample(range(len(texts)), len(texts))
        test = order[len(order) // 2 :]
        for way, runs in found.items():
            coded, rest = order[:100], order[100 : len(order) // 2]
            for _ in range(4):
                if way == "least sure":
                    coder = Coder.learn(
                        [texts[i] for i in coded],
                        [labels[i] for i in coded],
                        seed=seed,
                        unlabelled=[texts[i] for i in rest],
                    )
                    rest = [rest[place] for place in coder.least_sure([texts[i] for i in rest])]
                coded, rest = coded + rest[:50], rest[50:]
            told = [texts[i] for i in coded], [labels[i] for i in coded]
            said = avow(*told, [texts[i] for i in test], seed)
            scores = f1_scores([labels[i] for i in test], said)
            runs.append((scores.micro, scores.macro))
    print("100 answers coded, then four times 50 more: micro F1, macro F1 of another half")
    for way, runs in found.items():
        micro, macro = np.mean(runs, axis=0)
        print(f"  {way:11} {micro:.3f}  {macro:.3f}")


def main() -> None:
    """Run the comparison."""
    warnings.filterwarnings("ignore", module="sklearn")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    home = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=os.environ.get("AVOW_SHARED", home))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--train", type=int, default=300)
    options = parser.parse_args()
    path = Path(options.shared) / "data/text/nhs_comments/labelled_half.csv"
    if not path.exists():
        print(f"skipped: needs the coded answers, which are not here: {path}")
        return
    texts, labels = read(path)
    compare(texts, labels, options.train, options.seeds)
    how_sure(texts, labels, options.train)
    active(texts, labels)


if __name__ == "__main__":
    main()
