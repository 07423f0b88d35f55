"""References become numbers by a keyed hash, so that tables join and nobody can be looked up.

The hash is BLAKE2b in its keyed mode (RFC 7693), eight bytes, read as a signed whole number. Who
holds no key can neither undo it nor try out references. What is hashed names the force and the kind
of thing, so that a case and a person of one reference, or two forces' cases, are not one number.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from avow.analysis.feeds.errors import FeedError

KEY_BYTES = 32


class Pseudonyms:
    """Numbers for the references of one force, under the site's key."""

    def __init__(self, key: bytes, force: str) -> None:
        """Take the key.

        Raises:
            FeedError: the key is too short to keep a secret, or longer than the hash takes.
        """
        if not KEY_BYTES <= len(key) <= 64:
            raise FeedError(f"The key for references needs {KEY_BYTES} to 64 bytes.")
        self._key = key
        self._force = force

    def numbers(self, kind: str, references: Sequence[str | None]) -> pa.Array:
        """Return a number for each reference, the same for the same one; None stays empty."""
        start = hashlib.blake2b(f"{kind}\0{self._force}\0".encode(), key=self._key, digest_size=8)
        digests = bytearray()
        for reference in references:
            one = start.copy()
            one.update((reference or "").encode())
            digests += one.digest()
        empty = np.fromiter((r is None for r in references), bool, len(references))
        return pa.array(np.frombuffer(bytes(digests), "<i8"), mask=empty)

    def mark(self) -> str:
        """Return a mark of the key and force: another key gives other numbers, so another load."""
        return hashlib.blake2b(
            f"mark\0{self._force}".encode(), key=self._key, digest_size=8
        ).hexdigest()
