"""Rebuild the weights by which a submission is read:  python training/train.py [--check]

Reads the labelled documents and frames beside this file and writes the weights into the package,
byte for byte the same from the same files. ``--check`` writes nothing and says whether the weights
that are there were made from these files.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from corpus import Document, read_all  # noqa: E402
from examples import Example, frame_examples, sentence_examples  # noqa: E402
from links import links_model  # noqa: E402

WEIGHTS = HERE.parent / "src" / "avow" / "analysis" / "text" / "weights"
PACKAGE = HERE.parent / "src" / "avow" / "analysis" / "text"
MADE_BY = ("addressee", "asks", "criticism", "cues", "duties", "focus", "grammar", "imperatives",
           "links", "matching", "ranking", "shapes", "signals", "verbs", "vocabulary", "wording",
           "words")  # fmt: skip
REGULARITY, SEEN_AT_LEAST, SMALLEST = 0.2, 2, 0.02
# Signals that nearly every sentence gives are held back, and those of grammar let out: a weight
# costs the same whether its signal is rare or everywhere, and the few hundred that are everywhere
# would else take up what the rare ones tell.
STRONGER, FAINTER = 1.6, 0.4
GRAMMAR = ("duty", "instructs", "could", "need", "would", "no finite verb", "rule", "under")
EVERYWHERE = ("kind:", "opens its paragraph", "before", "after", "we:", "past:", "present:")
SEED, PLACES = 0, 3
# Two authors from whom nothing is learnt, so that they go on measuring honestly
# (`evaluate.py --by author`). Learning from them too made nothing better on other documents.
HELD_BACK = ("a3", "a4")


def fit(examples: Sequence[Example], labels: Sequence[int]) -> tuple[float, dict[str, float]]:
    """Return intercept and weights of a logistic regression on binary signals."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for example in examples for name in example.signals)
    names = sorted(name for name, times in seen.items() if times >= SEEN_AT_LEAST)
    place = {name: i for i, name in enumerate(names)}
    rows = [sorted(place[n] for n in e.signals if n in place) for e in examples]
    starts = np.cumsum([0, *map(len, rows)]).astype("int32")
    columns = np.array([i for row in rows for i in row], dtype="int32")
    shares = np.array([_share(name) for name in names])
    table = csr_matrix((shares[columns], columns, starts), (len(rows), len(names)))
    model = LogisticRegression(C=REGULARITY, solver="liblinear", max_iter=1000, random_state=SEED)
    model.fit(table, labels, sample_weight=[example.weight for example in examples])
    weights = {
        name: round(float(weight), PLACES)
        for name, weight in zip(names, model.coef_[0] * shares, strict=True)
        if abs(weight) >= SMALLEST
    }
    return round(float(model.intercept_[0]), PLACES), weights


def _share(name: str) -> float:
    return FAINTER if name.startswith(EVERYWHERE) else STRONGER if name.startswith(GRAMMAR) else 1.0


def asks_model(documents: Iterable[Document]) -> dict[str, Any]:
    """Return the model that finds recommendations and tells explicit ones from implied ones."""
    examples = [*sentence_examples(documents), *frame_examples()]
    intercept, weights = fit(examples, [int(e.asks) for e in examples])
    asked = [e for e in examples if e.asks]
    base, strengths = fit(asked, [int(e.strength == "implied") for e in asked])
    return {
        "asks": {"intercept": intercept, "weights": weights},
        "implied": {"intercept": base, "weights": strengths},
    }


def digest(names: Sequence[str] = MADE_BY) -> str:
    """Return one hash of everything the weights are made from: corpus, frames and code."""
    parts = [
        *sorted((HERE / "recommendations").glob("*.t*")),
        *sorted(HERE.glob("*.py")),
        *(PACKAGE / f"{name}.py" for name in names),
        *sorted((PACKAGE.parents[1] / "definitions" / "vocabulary").glob("*.toml")),
    ]
    whole = hashlib.sha256()
    for path in parts:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def write(name: str, model: Mapping[str, Any], made_from: str) -> Path:
    """Write one model as JSON with sorted keys and return where."""
    path = WEIGHTS / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(
        {"made_from": made_from, **model}, sort_keys=True, indent=0, ensure_ascii=False
    )
    path.write_text(text + "\n", encoding="utf-8")
    return path


def main() -> int:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="say whether the weights are current")
    if parser.parse_args().check:
        stored = json.loads((WEIGHTS / "asks.json").read_text(encoding="utf-8"))["made_from"]
        print("current" if stored == digest() else "out of date: run python training/train.py")
        return int(stored != digest())
    documents = read_all()
    documents = [document for document in documents if document.author not in HELD_BACK]
    print(write("asks", asks_model(documents), digest()))
    print(write("links", links_model(documents), digest()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
