"""The seam for comparing passages with commitments by meaning rather than by shared concepts."""

from collections.abc import Sequence
from typing import Protocol


class Similarity(Protocol):
    """Anything that scores passages against commitments, from 0 (unrelated) to 1 (the same)."""

    def scores(
        self, passages: Sequence[str], commitments: Sequence[str]
    ) -> Sequence[Sequence[float]]:
        """Return a row per passage with a score per commitment."""
        ...
