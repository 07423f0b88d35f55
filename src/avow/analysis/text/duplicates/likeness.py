"""Are two texts nearly the same, or made from one template?"""

from collections.abc import Sequence
from typing import Literal

FEWEST_WORDS = 6  # shorter texts are alike by chance: only exact copies count
LONG = 12  # from so many words on, a few may differ; in shorter ones only their spelling
_NEAR = 0.8
_SPELLING = 75.0
_SHARED_RUNS, _SHARED_PART = 8, 0.5
_LONG_PASSAGE, _PASSAGE_PART = 25, 0.25

Words = Sequence[str]
Likeness = Literal["near", "template"]


def likeness(
    left: Words, right: Words, left_runs: set[int], right_runs: set[int]
) -> Likeness | None:
    """Return how two texts belong together, or None; ``runs`` are their hashed shingles."""
    shared = len(left_runs & right_runs)
    part = shared / min(len(left_runs), len(right_runs))
    if part < _PASSAGE_PART:
        return None
    if is_near(left, right):
        return "near"
    templated = shared >= _SHARED_RUNS and part >= _SHARED_PART
    return "template" if templated or shared >= _LONG_PASSAGE else None


def is_near(left: Words, right: Words) -> bool:
    """Return whether texts are nearly the same; in short ones only spellings may differ.

    One word turns "staff were kind" round, so that of short texts each differing word must be
    a spelling of the word it stands for.
    """
    from rapidfuzz.distance import Indel

    longest, shortest = max(len(left), len(right)), min(len(left), len(right))
    if shortest < FEWEST_WORDS or shortest < longest * 0.6:
        return False
    if shortest < LONG:
        return _same_but_spelling(left, right)
    return Indel.normalized_similarity(left, right, score_cutoff=_NEAR) >= _NEAR


def _same_but_spelling(left: Words, right: Words) -> bool:
    from rapidfuzz import fuzz

    if len(left) != len(right):
        return "".join(left) == "".join(right)
    pairs = [(one, other) for one, other in zip(left, right, strict=True) if one != other]
    return len(pairs) <= 2 and all(
        one[0] == other[0] and fuzz.ratio(one, other) >= _SPELLING for one, other in pairs
    )
