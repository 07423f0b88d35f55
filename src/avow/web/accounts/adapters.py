"""How sign-in differs from the library: nobody signs up, second-factor secrets are sealed."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from avow.web.core.sealing import seal, unseal

JUST_NOW = 300  # seconds
_CONTEXT = "accounts.second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """People are added by the force, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before a sign-in changes, unless it was given just now.

        A newcomer signs in and sets up a second factor in one go.
        """
        given = (
            record["at"] for record in get_authentication_records(self.request, self.request.user)
        )
        return time.time() - max(given, default=0) > JUST_NOW


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second factor sealed; the library keeps them in clear."""

    def encrypt(self, text: str) -> str:
        return seal(text, context=_CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, context=_CONTEXT)
