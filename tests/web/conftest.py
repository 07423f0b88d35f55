"""People with a role each, signed in with a second factor, as every staff page needs."""

from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from avow.web.accounts.actions import add_person
from avow.web.accounts.models import Person


def make_person(role: str, n: int = 1) -> Person:
    """Add somebody with one role (or none, for an empty ``role``) and a second factor."""
    person = add_person(
        by=None,
        email=f"{role or 'nobody'}{n}@force.example",
        name=f"{(role or 'nobody').replace('-', ' ').title()} {n}",
        password="a long enough password",
        roles=[role] if role else [],
    )
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Return a function that adds somebody with a role: ``person("analyst")``."""
    return make_person


@pytest.fixture
def signed_in(db: None) -> Callable[[Person], Client]:
    """Return a function that gives a browser in which a person is signed in."""

    def sign_in(who: Person) -> Client:
        client = Client()
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
