"""Whoever a staff request comes from."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from avow.web.accounts.models import Person


def signed_in(request: HttpRequest) -> Person:
    """Return the person behind a request; the staff pages let nobody else through.

    Raises:
        PermissionDenied: nobody is signed in.
    """
    if not isinstance(request.user, Person):
        raise PermissionDenied("Sign in first.")
    return request.user
