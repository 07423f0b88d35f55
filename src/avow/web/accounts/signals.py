"""Signing in, failing to, and signing out leave a trace."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from avow.web.accounts.models import Person
from avow.web.audit.actions import record


def _trace(person: Person | None, verb: str) -> None:
    if person is not None:
        with transaction.atomic():
            record(by=person, verb=verb, on=person)


@receiver(user_logged_in)
def _signed_in(user: Person, **kwargs: Any) -> None:
    _trace(user, "person.signed-in")


@receiver(user_logged_out)
def _signed_out(user: Person | None, **kwargs: Any) -> None:
    _trace(user, "person.signed-out")


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    email = str(credentials.get("email", "")).lower()
    _trace(Person.objects.filter(email=email).first(), "person.sign-in-failed")


@receiver(authenticator_added)
def _factor_added(user: Person, **kwargs: Any) -> None:
    _trace(user, "second-factor.added")


@receiver(authenticator_removed)
def _factor_removed(user: Person, **kwargs: Any) -> None:
    _trace(user, "second-factor.removed")


@receiver(authenticator_reset)
def _factor_reset(user: Person, **kwargs: Any) -> None:
    _trace(user, "second-factor.reset")


@receiver(authentication_failed)
def _factor_failed(user: Person, **kwargs: Any) -> None:
    _trace(user, "second-factor.failed")


@receiver(password_changed)
def _password_changed(user: Person, **kwargs: Any) -> None:
    _trace(user, "person.password-changed")
