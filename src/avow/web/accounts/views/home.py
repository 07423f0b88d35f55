from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from avow.web.accounts.roles import roles
from avow.web.core.permissions import anybody_signed_in, requires


@requires(anybody_signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """Show what the person can do here, by role."""
    known = roles()
    held = [known[role] for role in request.user.roles if role in known]  # type: ignore[union-attr]
    return render(request, "accounts/home.html", {"roles": held})
