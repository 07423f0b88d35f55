"""What lets somebody go on answering without an account, a session or a cookie.

*Page keys* stand in the form of a page, are signed, and end: within hours, and as soon as the next
page was asked for. *Codes* are given to people who come back later: fifteen digits, which every
keyboard can write; only a keyed, slow digest is stored.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing

from avow.web.surveys.models import Response

_SALT = "surveys.page-key"
_CODE_SALT = b"surveys.code:"
LASTS = 3 * 60 * 60
GROUPS, DIGITS = 5, 3
# The cost of trying one code, for whoever has the database and the key: about ten milliseconds.
_COST = {"n": 2**12, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class PageKey:
    """Which response a page belongs to, and how many pages were served before it."""

    response: UUID
    turn: int


def page_key(response: Response) -> str:
    """Return the key for the page that is served now."""
    return signing.dumps([response.pk.hex, response.turn], salt=_SALT)


def read_page_key(key: str) -> PageKey | None:
    """Return what a key says; None if it is not ours or too old."""
    try:
        found, turn = signing.loads(key, salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return PageKey(UUID(hex=found), int(turn))


def new_code() -> str:
    """Return a code as it is shown: five groups of three digits, fifty bits."""
    return "-".join(f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" for _ in range(GROUPS))


def plain(code: str) -> str:
    """Return the digits of a code as somebody typed it, in whatever script; nothing if too few."""
    digits = "".join(str(int(char)) for char in code[:100] if char.isdecimal())
    return digits if len(digits) == GROUPS * DIGITS else ""


def digest(code: str, secret: str = "") -> str:
    """Return what is stored of a code."""
    salt = _CODE_SALT + (secret or settings.SECRET_KEY).encode()
    return hashlib.scrypt(plain(code).encode(), salt=salt, dklen=32, **_COST).hex()


def digests(code: str) -> list[str]:
    """Return what may be stored of a code, with the secret in use and those before it."""
    secrets_known = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return [digest(code, secret) for secret in secrets_known]


def response_id(nonce: str) -> UUID:
    """Return the identifier that a start with ``nonce`` gives, the same for the same one."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"surveys.response:" + nonce.encode(), "sha256")
    return UUID(bytes=made.digest()[:16], version=4)
