"""How sign-in differs from the library: nobody signs up, second-factor secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from avow.web.core.sealing import seal, unseal

_CONTEXT = "accounts.second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """People are added by the force, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second factor sealed; the library keeps them in clear."""

    def encrypt(self, text: str) -> str:
        return seal(text, context=_CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, context=_CONTEXT)
