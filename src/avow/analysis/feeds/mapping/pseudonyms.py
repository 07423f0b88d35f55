"""References become numbers by a keyed hash, so that tables join and nobody can be looked up.

The hash is BLAKE2b in its keyed mode (RFC 7693), eight bytes, read as a signed whole number. Who
holds no key can neither undo it nor try out references. What is hashed names the force and the kind
of thing, so that a case and a person of one reference, or two forces' cases, are not one number.
"""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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

    def numbers(self, kind: str, references: pa.Array) -> pa.Array:
        """Return a number for each reference (text); an empty one stays empty."""
        begun = hashlib.blake2b(f"{kind}\0{self._force}\0".encode(), key=self._key, digest_size=8)
        digests = []
        for reference in pc.fill_null(references, "").cast(pa.binary()).to_pylist():
            one = begun.copy()  # what is the same for all is hashed once
            one.update(reference)
            digests.append(one.digest())
        numbers = np.frombuffer(b"".join(digests), "<i8")
        return pa.array(numbers, mask=np.asarray(pc.is_null(references)))

    def mark(self) -> str:
        """Return a mark of the key and force: another key gives other numbers, so another load."""
        return hashlib.blake2b(
            f"mark\0{self._force}".encode(), key=self._key, digest_size=8
        ).hexdigest()
