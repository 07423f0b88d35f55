"""The site's key for references, in its data folder: made once, read by nobody else."""

import os
import secrets
from pathlib import Path

_BYTES = 32


class KeyFileError(Exception):
    """The key cannot be used; the text says what to do."""


def site_key(data: Path) -> tuple[bytes, bool]:
    """Return the key, and whether it was made now.

    Raises:
        KeyFileError: others may read the file, or it holds no key.
    """
    file = data / "keys" / "references.key"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(file), False
    key = secrets.token_bytes(_BYTES)
    with os.fdopen(handle, "wb") as out:
        out.write(key)
        out.flush()
        os.fsync(out.fileno())
    return key, True


def _kept(file: Path) -> bytes:
    if file.stat().st_mode & 0o077:
        raise KeyFileError(f"{file} can be read by others: chmod 600 {file}")
    key = file.read_bytes()
    if len(key) != _BYTES:
        raise KeyFileError(
            f"{file} does not hold a key of {_BYTES} bytes: bring it back from the backup. With "
            "another key, cases and people would get other numbers."
        )
    return key
