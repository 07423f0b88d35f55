"""Folders of hashed files that appear all at once or not at all."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

MANIFEST = "manifest.json"

MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".pmtiles": "application/vnd.pmtiles",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


class TamperedError(Exception):
    """A stored file is not what it was when it was made, or is gone. The text names it."""


def releases_folder() -> Path:
    """Return the folder that holds every release."""
    return Path(settings.DATA_FOLDER) / "releases"


def proposals_folder() -> Path:
    """Return the folder that holds the snapshots of every revision."""
    return Path(settings.DATA_FOLDER) / "proposals"


def sha256(content: bytes) -> str:
    """Return the hash as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def as_json(value: Any, *, compact: bool = False) -> bytes:
    """Return ``value`` as the JSON that is written and hashed: the same value, the same bytes."""
    layout: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 1}
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, **layout)
    return (text + "\n").encode()


def listing(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return hash, size and media type of each file, by name."""
    return {
        name: {
            "sha256": sha256(content),
            "bytes": len(content),
            "type": MEDIA_TYPES[Path(name).suffix],
        }
        for name, content in sorted(files.items())
    }


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` so that ``folder`` holds all of them or does not exist.

    What lies there already must be left over from an attempt that came to nothing: it is replaced.
    """
    making = folder.with_name(f".making-{folder.name}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for name, content in files.items():
        _write(making / name, content)
    _sync(making)
    if folder.exists():
        shutil.rmtree(folder)
    making.rename(folder)
    _sync(folder.parent)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_checked(folder: Path, name: str, expected: str) -> bytes:
    """Return the content of a file whose hash is ``expected``.

    Raises:
        TamperedError: the file is gone, or holds something else.
    """
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise TamperedError(f"{folder.name}/{name} cannot be read.") from error
    if sha256(content) != expected:
        raise TamperedError(f"{folder.name}/{name} was changed after it was written.")
    return content
