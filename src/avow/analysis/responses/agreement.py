"""How far two coders agree beyond chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Kappa:
    """Agreement on one label. ``both``, ``first``, ``second`` and ``neither`` count answers.

    ``value`` is Cohen's kappa, None where it is not defined (both coders used the label for every
    answer or for none); ``low`` and ``high`` are its 95% limits.
    """

    label: str
    both: int
    first: int
    second: int
    neither: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Agreement:
    """Agreement of two coders over the same answers.

    ``labels`` holds a kappa per label, ``overall`` one over all decisions on answer and label
    together; ``same`` is the share of answers that got exactly the same labels from both.
    """

    answers: int
    same: float
    overall: Kappa
    labels: tuple[Kappa, ...]


def agreement(
    first: Sequence[frozenset[str]], second: Sequence[frozenset[str]], *, level: float = 0.95
) -> Agreement:
    """Return how far two coders agree, ``first[i]`` and ``second[i]`` being labels of one answer.

    An answer may carry several labels, so each label is a yes-or-no decision of its own.
    ``overall`` treats every pair of answer and label as one decision; its limits take them as
    independent, which makes them a little narrow.

    Raises:
        ValueError: the coders did not code the same number of answers, or none.

    Source: Cohen (1960), Educational and Psychological Measurement 20; large-sample variance by
    Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72.
    """
    if len(first) != len(second) or not first:
        raise ValueError(
            f"Agreement needs the same answers from both coders: {len(first)} and {len(second)}."
        )
    names = sorted(frozenset().union(*first, *second))
    tables = {name: _counts(first, second, name) for name in names}
    whole = tuple(sum(table[cell] for table in tables.values()) for cell in range(4))
    same = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    return Agreement(
        answers=len(first),
        same=same,
        overall=_kappa("", (whole[0], whole[1], whole[2], whole[3]), level),
        labels=tuple(_kappa(name, table, level) for name, table in tables.items()),
    )


_Counts = tuple[int, int, int, int]


def _counts(
    first: Sequence[frozenset[str]], second: Sequence[frozenset[str]], label: str
) -> _Counts:
    both = only_first = only_second = neither = 0
    for a, b in zip(first, second, strict=True):
        match (label in a, label in b):
            case (True, True):
                both += 1
            case (True, False):
                only_first += 1
            case (False, True):
                only_second += 1
            case _:
                neither += 1
    return both, only_first, only_second, neither


def _kappa(label: str, counts: _Counts, level: float) -> Kappa:
    n = sum(counts)
    if not n:
        return Kappa(label, *counts, None, None, None)
    p11, p10, p01, p00 = (count / n for count in counts)
    rows, columns = (p11 + p10, p01 + p00), (p11 + p01, p10 + p00)
    observed = p11 + p00
    chance = rows[0] * columns[0] + rows[1] * columns[1]
    if math.isclose(chance, 1):
        return Kappa(label, *counts, None, None, None)
    value = (observed - chance) / (1 - chance)
    agreeing = sum(
        p * (1 - (rows[i] + columns[i]) * (1 - value)) ** 2 for i, p in enumerate((p11, p00))
    )
    differing = (1 - value) ** 2 * (
        p10 * (columns[0] + rows[1]) ** 2 + p01 * (columns[1] + rows[0]) ** 2
    )
    variance = agreeing + differing - (value - chance * (1 - value)) ** 2
    half = NormalDist().inv_cdf(0.5 + level / 2) * math.sqrt(max(0.0, variance / n)) / (1 - chance)
    return Kappa(label, *counts, value, max(-1.0, value - half), min(1.0, value + half))
