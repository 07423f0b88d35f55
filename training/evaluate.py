"""Say honestly how well reading carries over:  python training/evaluate.py [--by author|fourth]

Trains without a part of the corpus and reads that part: all documents of one author (``author``),
or every fourth document (``fourth``). Only documents of the authors who wrote whole responses
are scored; phrases and frames are always trained on. Prints F1 of what was found and, of what was
found, how often the first link, one of three, and gap or not were right.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import FOLDER, Document, Labelled, read_all
from links import links_model
from train import HELD_BACK, asks_model

from avow.analysis.documents import Plan, read_plan
from avow.analysis.text import Similarity, deciding, find_recommendations, ranking

AUTHORS = ("a1", "a2", "a3", "a4")
COVERED = 0.6


class Tally:
    """Counts what was found and how it was linked."""

    def __init__(self) -> None:
        self.wanted = self.printed = self.used = self.hits = 0
        self.first = self.three = self.gap = 0

    def __str__(self) -> str:
        recall = self.hits / max(1, self.wanted)
        precision = self.used / max(1, self.printed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        n = max(1, self.hits)
        return (
            f"asks {self.wanted:4} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} | "
            f"first {self.first / n:.3f} three {self.three / n:.3f} gap {self.gap / n:.3f}"
        )

    def add(self, document: Document, plan: Plan, similarity: Similarity | None = None) -> None:
        """Read a document with the weights of the moment and count."""
        found = find_recommendations(document.text, plan, similarity=similarity).recommendations
        self.printed += len(found)
        self.used += sum(
            any(_covers(r, label) for label in document.sentences if label.asks) for r in found
        )
        for label in (label for label in document.sentences if label.asks):
            self.wanted += 1
            covering = [r for r in found if _covers(r, label)]
            if covering:
                self._linked([link.commitment for link in covering[0].links], label)

    def _linked(self, got: list[str], label: Labelled) -> None:
        readings = label.links if len(label.links) > 1 else label.links * 2
        gaps = {not reading for reading in readings}
        self.hits += 1
        self.gap += (not got) in gaps
        if not got:
            self.first += True in gaps
            self.three += True in gaps
            return
        self.first += got[0] in {reading[0] for reading in readings if reading}
        self.three += bool(set(got) & {number for reading in readings for number in reading})


def _covers(found: Any, label: Labelled) -> bool:
    shared = min(found.end, label.end) - max(found.start, label.start)
    return shared >= COVERED * (label.end - label.start)


def models(documents: Iterable[Document]) -> dict[str, Mapping[str, deciding.Weights]]:
    """Return trained models as the package would load them."""
    documents = [document for document in documents if document.author not in HELD_BACK]
    made = {"asks": asks_model(documents), "links": links_model(documents)}
    return {
        name: {k: deciding.Weights(m["intercept"], m["weights"]) for k, m in model.items()}
        for name, model in made.items()
    }


def reading_with(trained: Mapping[str, Any], run: Callable[[], None]) -> None:
    """Run something with trained models in the place of those of the package."""
    with (
        patch.object(deciding, "load", trained.__getitem__),
        patch.object(ranking, "load", trained.__getitem__),
    ):
        run()


def folds(documents: list[Document], by: str) -> dict[str, list[Document]]:
    """Return the parts to be held back, by name."""
    whole = [d for d in documents if d.author in AUTHORS]
    if by == "fourth":
        return {"every fourth document": whole[::4]}
    return {author: [d for d in whole if d.author == author] for author in AUTHORS}


def main() -> None:
    """Train without each part, read it, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--by", choices=("author", "fourth"), default="author")
    parser.add_argument("--city", type=Path, help="read these documents against another plan")
    options = parser.parse_args()
    plans = {name: read_plan(FOLDER / f"plan-{name}.txt") for name in ("city", "county")}
    if options.city:
        plans["city"] = read_plan(options.city)
    documents = read_all()
    for name, held in folds(documents, options.by).items():
        trained = models(d for d in documents if d not in held)
        tally = Tally()
        reading_with(trained, lambda held=held, tally=tally: [
            tally.add(d, plans[d.plan]) for d in held
        ] and None)  # fmt: skip
        print(f"{name:24} {len(held)} documents  {tally}", flush=True)


if __name__ == "__main__":
    main()
