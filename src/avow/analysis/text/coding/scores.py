"""F1 of suggested labels against those that people gave."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scores:
    """Micro F1 counts every label once; macro F1 is the mean over labels. None: nothing to score.

    Labels that occur among the people's or the suggested labels are averaged over.
    """

    micro: float | None
    macro: float | None


def f1_scores(truth: Sequence[Collection[str]], said: Sequence[Collection[str]]) -> Scores:
    """Compare labels text by text.

    Raises:
        ValueError: the two differ in length.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for true, suggested in zip(truth, said, strict=True):
        right.update(set(true) & set(suggested))
        total.update([*set(true), *set(suggested)])
    if not total:
        return Scores(None, None)
    micro = 2 * right.total() / total.total()
    return Scores(micro, sum(2 * right[name] / total[name] for name in total) / len(total))
