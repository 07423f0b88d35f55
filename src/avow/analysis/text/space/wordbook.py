"""The words of a batch of texts, counted; each known by its letters and everyday groups."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from avow.analysis.text.space.everyday import groups_of_stems
from avow.analysis.text.words import stem

LETTERS = 2**15
_SHORTEST, _LONGEST = 3, 5


def counted(texts: Sequence[Sequence[str]]) -> tuple[list[str], Any]:
    """Return the distinct words of texts, and a sparse matrix (texts, words) of damped counts."""
    from scipy.sparse import csr_matrix

    places: dict[str, int] = {}
    columns = [places.setdefault(word, len(places)) for text in texts for word in text]
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
    shape = (len(texts), len(places))
    counts = csr_matrix((np.ones(len(columns)), np.array(columns, dtype=np.int64), starts), shape)
    counts.sum_duplicates()
    counts.data = 1.0 + np.log(counts.data)
    return list(places), counts


def letters(words: Sequence[str]) -> Any:
    """Return a sparse matrix (words, LETTERS): the runs of three to five letters of each word.

    Runs are hashed; a word's ends count as letters, so that a beginning is told from a middle.
    """
    from scipy.sparse import csr_matrix

    rows: list[int] = []
    columns: list[int] = []
    for row, word in enumerate(words):
        padded = f" {word} "
        for size in range(_SHORTEST, min(_LONGEST, len(padded)) + 1):
            for at in range(len(padded) - size + 1):
                rows.append(row)
                columns.append(zlib.crc32(padded[at : at + size].encode()) % LETTERS)
    found = csr_matrix((np.ones(len(rows)), (rows, columns)), (len(words), LETTERS))
    found.sum_duplicates()
    return found


def groups(words: Sequence[str]) -> Any:
    """Return a sparse matrix (words, groups) of the everyday groups each word stands in."""
    from scipy.sparse import csr_matrix

    names, found = groups_of_stems()
    pairs = [(row, g) for row, word in enumerate(words) for g in found.get(stem(word), ())]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    return csr_matrix((np.ones(len(pairs)), (rows, columns)), (len(words), len(names)))
