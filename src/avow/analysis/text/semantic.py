"""Sentence embeddings as a second opinion on links; needs the extra ``avow[semantic]``."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np


class SemanticUnavailableError(RuntimeError):
    """Sentence embeddings were asked for but cannot be had; the message says what to install."""


class SentenceEmbeddings:
    """Cosine similarity of sentence embeddings, as a ``Similarity``.

    ``encoder`` is anything with ``encode(list of texts) -> array (texts, dimensions)``.
    """

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder

    @classmethod
    def load(cls, model: str) -> "SentenceEmbeddings":
        """Load a sentence-transformers model from a folder, or by a name that is on this machine.

        Raises:
            SemanticUnavailableError: the package is not installed, or there is no such model.
        """
        try:
            package = import_module("sentence_transformers")
        except ImportError as error:
            raise SemanticUnavailableError(
                "Comparing by meaning needs sentence-transformers, which is not installed. "
                "Install it with: pip install 'avow[semantic]', or leave out --model."
            ) from error
        try:
            return cls(package.SentenceTransformer(model, local_files_only=True))
        except (OSError, ValueError) as error:
            raise SemanticUnavailableError(
                f"No sentence model could be loaded from {model!r}: {error}. "
                "Give the folder of a model that is on this machine."
            ) from error

    def scores(
        self, passages: Sequence[str], commitments: Sequence[str]
    ) -> Sequence[Sequence[float]]:
        """Return cosine similarities, negatives as 0: a row per passage."""
        if not passages or not commitments:
            return [[] for _ in passages]
        left, right = self._unit(passages), self._unit(commitments)
        rows: list[list[float]] = np.clip(left @ right.T, 0.0, 1.0).tolist()
        return rows

    def _unit(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
        vectors = np.asarray(self._encoder.encode(list(texts)), dtype=np.float64)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths == 0, 1.0, lengths))
