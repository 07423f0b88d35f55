"""People of the demo: known passwords and second factors. Refuses to run in production."""

import base64
import hashlib
import time
from functools import cache

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from avow.web.accounts.actions import add_person
from avow.web.accounts.models import Person

PASSWORD = "open-the-door-2026"  # noqa: S105 — printed on the demo's first page on purpose
_STEP = 30


def add_demo_person(email: str, name: str, role: str) -> Person:
    """Add somebody of the demo with the known password and a second factor made from the e-mail.

    Raises:
        RuntimeError: the site runs in production.
    """
    if settings.PRODUCTION:
        raise RuntimeError("People with known passwords are for the demo only.")
    with transaction.atomic():
        person = add_person(by=None, email=email, name=name, password=None, roles=[role])
        person.password = _hashed()
        person.save(update_fields=["password"])
        TOTP.activate(person, secret(email))
    return person


@cache
def _hashed() -> str:
    """Return the hash of the known password: slow on purpose, and the same for everybody here."""
    return make_password(PASSWORD)


def secret(email: str) -> str:
    """Return the demo's second-factor secret of ``email``: the same on every machine."""
    return base64.b32encode(hashlib.sha256(f"demo {email}".encode()).digest()[:20]).decode()


def current_code(email: str) -> str:
    """Return the one-time code valid now.

    Raises:
        LookupError: nobody of the demo signs in with ``email``.
    """
    if not Authenticator.objects.filter(user__email=email).exists():
        raise LookupError(f"Nobody of the demo signs in as {email}.")
    return str(format_hotp_value(hotp_value(secret(email), int(time.time()) // _STEP)))
