"""Sentence embeddings as a second opinion on links; needs the extra ``avow[semantic]``."""

import hashlib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

_REMEMBERED = 20_000


class SemanticUnavailableError(RuntimeError):
    """Sentence embeddings were asked for but cannot be had; the message says what to do."""


class SentenceEmbeddings:
    """Cosine similarity of sentence embeddings, as a ``Similarity``.

    ``encoder`` is anything with ``encode(list of texts) -> array (texts, dimensions)``. A text is
    encoded once; commitments come back with every passage.
    """

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self._vectors: dict[str, np.ndarray[Any, np.dtype[np.float64]]] = {}

    @classmethod
    def load(cls, model: str, expected: str | None = None) -> "SentenceEmbeddings":
        """Load a sentence-transformers model from a folder, or by a name that is on this machine.

        ``expected`` is the SHA-256 that ``hash_of`` gives for the model's folder.

        Raises:
            SemanticUnavailableError: the package is not installed, there is no such model, or its
                files are not the expected ones.
        """
        if expected is not None:
            _check(model, expected)
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
        if len(self._vectors) > _REMEMBERED:
            self._vectors.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            vectors = np.asarray(self._encoder.encode(new), dtype=np.float64)
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            unit = vectors / np.where(lengths == 0, 1.0, lengths)
            self._vectors |= dict(zip(new, unit, strict=True))
        return np.stack([self._vectors[text] for text in texts])


def hash_of(folder: Path) -> str:
    """Return the SHA-256 of a model's folder: every file's place in it and its bytes, in order."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()


def folder_of(model: str) -> Path:
    """Return the folder of a model: itself, or where a name's files lie on this machine.

    Raises:
        SemanticUnavailableError: no files of that name are on this machine.
    """
    if Path(model).is_dir():
        return Path(model)
    try:
        return Path(
            import_module("huggingface_hub").snapshot_download(model, local_files_only=True)
        )
    except (ImportError, OSError, ValueError) as error:
        raise SemanticUnavailableError(
            f"No files of a model {model!r} are on this machine, so that they cannot be checked. "
            "Give the folder of the model."
        ) from error


def _check(model: str, expected: str) -> None:
    found = hash_of(folder_of(model))
    if found != expected.strip().lower():
        raise SemanticUnavailableError(
            f"The files of {model!r} are not the expected ones: their SHA-256 is {found}, not "
            f"{expected}. Get the model again from where you trust it, or give the new hash."
        )
