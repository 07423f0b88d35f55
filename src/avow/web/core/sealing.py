"""Encryption of secrets at rest: AES-256-GCM in a versioned envelope.

The envelope is ``v1:<key id>:<base64 of nonce and ciphertext>``. The context (what the value is
and whose) is bound in as associated data, so a sealed value moved elsewhere does not open. A wrong
key or context raises; ciphertext is never returned as if it were the text.
"""

import base64
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models import Model

_VERSION = "v1"
_NONCE = 12


class SealError(Exception):
    """A sealed value could not be opened: unknown key, wrong context, or it was changed."""


@lru_cache(maxsize=4)
def _ciphers(field_keys: str) -> dict[str, AESGCM]:
    """Return a cipher per key, newest first. Kept: a page may open thousands of values."""
    pairs = (pair.split(":", 1) for pair in field_keys.split(",") if pair)
    return {key_id.strip(): AESGCM(base64.b64decode(key)) for key_id, key in pairs}


def seal(text: str, *, context: str) -> str:
    """Return ``text`` encrypted with the newest key and bound to ``context``."""
    key_id, sealed = _encrypted(text.encode(), context)
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
    return _decrypted(version, key_id, sealed, context).decode()


def seal_bytes(data: bytes, *, context: str) -> bytes:
    """Return ``data``, for example a file, encrypted as `seal` does; the envelope is bytes."""
    key_id, sealed = _encrypted(data, context)
    return f"{_VERSION}:{key_id}:".encode() + sealed


def unseal_bytes(envelope: bytes | memoryview, *, context: str) -> bytes:
    """Return the bytes that were sealed.

    Raises:
        SealError: the envelope, its key or its context is not right.
    """
    try:
        version, key_id, sealed = bytes(envelope).split(b":", 2)
        return _decrypted(version.decode(), key_id.decode(), sealed, context)
    except ValueError as error:
        raise SealError("This is not a sealed value.") from error


def context_of(model: type[Model], column: str, pk: object) -> str:
    """Return what the value of a record's column is bound to."""
    return f"{model._meta.label_lower}.{column}:{pk}"  # noqa: SLF001 — Django's own name for it


def sealed_text(column: str, what: str) -> property:
    """Return a property that reads and writes ``column`` decrypted; no text is kept as no text.

    Reading raises SealError where the stored value was changed or the key is not there.
    """

    def opened(record: Any) -> str:
        held = getattr(record, column)
        return unseal(held, context=context_of(type(record), column, record.pk)) if held else ""

    def closed(record: Any, words: str) -> None:
        context = context_of(type(record), column, record.pk)
        setattr(record, column, seal(words, context=context) if words else "")

    return property(opened, closed, doc=f"{what}, decrypted.")


def _encrypted(data: bytes, context: str) -> tuple[str, bytes]:
    key_id, cipher = next(iter(_ciphers(settings.FIELD_KEYS).items()))
    nonce = os.urandom(_NONCE)
    return key_id, nonce + cipher.encrypt(nonce, data, context.encode())


def _decrypted(version: str, key_id: str, sealed: bytes, context: str) -> bytes:
    if version != _VERSION:
        raise SealError(f"Sealed values of version {version!r} are not known here.")
    cipher = _ciphers(settings.FIELD_KEYS).get(key_id)
    if cipher is None:
        raise SealError(f"The key {key_id!r} is not among AVOW_FIELD_KEYS.")
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError("The value was changed, or belongs somewhere else.") from error
