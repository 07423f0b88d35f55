"""Texts as runs of three words, and a small selection of those by which to find like texts.

The selection is winnowing: the smallest hash of each window, so that two texts with a long enough
run of words in common always share one (Schleimer, Wilkerson and Aiken 2003,
doi:10.1145/872757.872770).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

RUN = 3  # words in a shingle
_WINDOW = 4  # shingles: six words in common are enough to be found
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)
Hashes = npt.NDArray[np.uint64]


def shingles(texts: Sequence[Sequence[int]]) -> list[Hashes]:
    """Return the hashes of each text's runs of three words, in order; words are numbers."""
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    flat = np.fromiter((word for text in texts for word in text), np.uint64, int(lengths.sum()))
    hashed = _hashed(flat)
    starts = np.cumsum(lengths) - lengths
    return [
        hashed[start : start + max(0, length - RUN + 1)]
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]


def winnowed(hashes: Hashes) -> list[int]:
    """Return the selected hashes of one text that has some, each once, in order."""
    window = min(_WINDOW, len(hashes))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, window)
    return list(dict.fromkeys(windows.min(axis=1).tolist()))


def _hashed(words: Hashes) -> Hashes:
    length = max(0, len(words) - RUN + 1)
    total = np.zeros(length, dtype=np.uint64)
    for offset, factor in enumerate(_FACTORS):
        mixed = (words[offset : offset + length] + np.uint64(1)) * factor
        total = (total ^ mixed ^ (mixed >> np.uint64(29))) * _SPREAD
    return np.asarray(total ^ (total >> np.uint64(32)))
