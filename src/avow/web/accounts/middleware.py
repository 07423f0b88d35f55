"""The two doors of the staff side: a second factor for everybody, and nothing open by default."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

STAFF = "/staff/"


def _is_staff(request: HttpRequest) -> bool:
    """Return whether the address leads to the staff side.

    That is what the address resolves to: in front of ``path`` stands whatever prefix a server, or
    a header that it trusts, says the site has.
    """
    return request.path_info.startswith(STAFF)


class SecondFactor:
    """Sends whoever signed in without a second factor to set one up, before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if _is_staff(request) and person.is_authenticated and not is_mfa_enabled(person):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


class DenyByDefault:
    """Runs the checks a staff view declares with `core.permissions.requires`; no mark, no entry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse, send to sign-in, or let the view run."""
        if not _is_staff(request):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        checks = getattr(view, "avow_checks", None)
        if not checks:
            raise PermissionDenied("This page declares no permission, so nobody may see it.")
        for check in checks:
            check(request.user)
        return None
