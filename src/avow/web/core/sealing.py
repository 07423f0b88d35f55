"""Encryption of secrets at rest: AES-256-GCM in a versioned envelope.

The envelope is ``v1:<key id>:<base64 of nonce and ciphertext>``. The context (what the value is
and whose) is bound in as associated data, so a sealed value moved elsewhere does not open. A wrong
key or context raises; ciphertext is never returned as if it were the text.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_VERSION = "v1"
_NONCE = 12


class SealError(Exception):
    """A sealed value could not be opened: unknown key, wrong context, or it was changed."""


def _keys() -> dict[str, bytes]:
    pairs = (pair.split(":", 1) for pair in settings.FIELD_KEYS.split(",") if pair)
    return {key_id.strip(): base64.b64decode(key) for key_id, key in pairs}


def seal(text: str, *, context: str) -> str:
    """Return ``text`` encrypted with the newest key and bound to ``context``."""
    key_id, key = next(iter(_keys().items()))
    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), context.encode())
    return f"{_VERSION}:{key_id}:{base64.b64encode(sealed).decode()}"


def unseal(envelope: str, *, context: str) -> str:
    """Return the text that was sealed.

    Raises:
        SealError: the envelope, its key or its context is not right.
    """
    try:
        version, key_id, payload = envelope.split(":", 2)
        sealed = base64.b64decode(payload, validate=True)
    except ValueError as error:
        raise SealError("This is not a sealed value.") from error
    if version != _VERSION:
        raise SealError(f"Sealed values of version {version!r} are not known here.")
    key = _keys().get(key_id)
    if key is None:
        raise SealError(f"The key {key_id!r} is not among AVOW_FIELD_KEYS.")
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode()).decode()
    except InvalidTag as error:
        raise SealError("The value was changed, or belongs somewhere else.") from error
